import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Form, Input, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { FormId } from "../../declaration/schema.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { declarationsKey } from "../declarations/queries.ts";
import { Dialog } from "../dialog.tsx";
import { usePaperOptions } from "../forms/own-forms.ts";

/** What a new draft begins with. */
export interface From {
  id: string;
  name: string | null;
  year: number | null;
  form: FormId;
}

interface Wish {
  year: number;
  name: string;
  form: FormId;
}

/** Asks for year, project and form, and goes to the new draft. */
export function StartDialog({ label, from, close }: { label: string; from: From | null; close: () => void }) {
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const options = usePaperOptions();
  const start = async ({ year, name, form: paper }: Wish) => {
    setBusy(true);
    try {
      const { id } = await api.startDraft({ year, name, form: paper, from: from?.id ?? null, unit: null });
      await queries.invalidateQueries({ queryKey: declarationsKey });
      close();
      await navigate({ to: "/declarations/$id/edit", params: { id } });
    } catch (error) {
      const problem = asProblem(error);
      void message.error(`${problem.message}${problem.hint ?? ""}`);
    } finally {
      setBusy(false);
    }
  };
  const first: Wish = { year: from?.year ? from.year + 1 : dayjs().year() + 1, name: from?.name ?? "", form: from && from.form !== "generic" ? from.form : "central-declaration" };
  return (
      <Dialog title={label} okText="开始编制" cancelText="取消" confirmLoading={busy} okButtonProps={{ htmlType: "submit", form: "start-draft" }} onCancel={close}>
        <Form<Wish> name="start-draft" layout="vertical" initialValues={first} onFinish={(wish) => void start(wish)}>
          <Form.Item name="year" label="预算年度" rules={[{ required: true, message: "请填写年度" }]}>
            <InputNumber min={1990} max={2100} precision={0} style={{ width: 160 }} />
          </Form.Item>
          <Form.Item name="name" label="项目名称" rules={[{ required: true, whitespace: true, message: "请填写项目名称" }]}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="form" label="表样">
            <Select options={options} />
          </Form.Item>
          {from !== null && <p className="quiet">目标、指标和指标值从“{from.name ?? "这张表"}”复制；实际完成值和得分不复制。文字里的年份请按提示逐处修改。</p>}
        </Form>
      </Dialog>
  );
}
