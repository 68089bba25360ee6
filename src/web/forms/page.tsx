import "./forms.css";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Empty, Skeleton, Tag, Upload } from "antd";
import { useState } from "react";
import { nameOfForm } from "../../declaration/names.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { forms as described } from "../../forms/list.ts";
import { OwnDefinition, ownForm } from "../../forms/own.ts";
import type { HouseForm } from "../../server/forms/contract.ts";
import { useMay } from "../accounts/session.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { calls } from "./calls.ts";
import { Detail } from "./detail.tsx";
import { formsQuery } from "./queries.ts";
import { Reread } from "./reread.tsx";
import { useChange } from "./change.ts";

/** What is looked at: a described form, or one of the house's own. */
type Looked = { form: FormDefinition; name: string; own: HouseForm | null };

/** A form in a file, as it was exported. @throws Error in words where it is none */
async function inFile(file: File): Promise<{ name: string; definition: OwnDefinition }> {
  if (file.size > 256 * 1024) throw new Error("这个文件太大，不是导出的表样。");
  let told: { name?: unknown; definition?: unknown };
  try {
    told = JSON.parse(await file.text()) as typeof told;
  } catch {
    throw new Error("这不是导出的表样文件（JSON）。");
  }
  const definition = OwnDefinition.safeParse(told?.definition);
  if (typeof told?.name !== "string" || !definition.success) throw new Error(`这个文件里没有完整的表样。${definition.error?.issues[0]?.message ?? ""}`);
  return { name: told.name.slice(0, 60), definition: definition.data };
}

function OwnRows({ items, look }: { items: readonly HouseForm[]; look: (form: HouseForm) => void }) {
  return (
    <table className="forms-table">
      <thead>
        <tr>
          <th scope="col">表样</th>
          <th scope="col">范围</th>
          <th scope="col">版本</th>
          <th scope="col">按它读出</th>
          <th scope="col">最后修改</th>
        </tr>
      </thead>
      <tbody>
        {items.map((form) => (
          <tr key={form.id}>
            <td>
              <Button type="link" size="small" onClick={() => look(form)}>
                {form.name}
              </Button>
              {form.retired && <Tag>已停用</Tag>}
            </td>
            <td>{form.office === null ? "本机" : form.wide ? "全地区" : form.office.name}</td>
            <td>第 {form.version} 版</td>
            <td>
              {form.documents} 份文件，{form.declarations} 张
            </td>
            <td className="quiet">
              {moment(form.changedAt)} {form.changedBy}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 表样: the described forms and the house's own; looked at, renamed, retired, taken out and brought in. */
export function FormsPage() {
  useTitle("表样");
  const may = useMay();
  const { data, error, refetch } = useQuery(formsQuery);
  const [looked, setLooked] = useState<Looked | null>(null);
  const { run } = useChange();
  const own = looked?.own === null ? null : (data?.items.find(({ id }) => id === looked?.own?.id) ?? null);
  return (
    <div className="sheet">
      <div className="card-head">
        <h1>表样</h1>
        {may("form.write") && (
          <div className="forms-tools">
            <Upload accept=".json" showUploadList={false} beforeUpload={(file) => {
                void run(async () => await calls.add(await inFile(file)), "已导入表样");
                return false;
              }}>
              <Button>导入表样文件</Button>
            </Upload>
          </div>
        )}
      </div>
      <section className="card">
        <h2>自有表样</h2>
        {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
        {data === undefined && !error ? <Skeleton active /> : null}
        {data?.items.length === 0 && <Empty description="还没有。导入的文件没有认出表样时，在导入结果或目标表页点“核对版式”，把栏目点一遍并保存；下次就认得了。" />}
        {data !== undefined && data.items.length > 0 && <OwnRows items={data.items} look={(form) => setLooked({ form: ownForm(form.id, form.definition), name: form.name, own: form })} />}
        {may("form.map") && data?.items.some(({ retired }) => !retired) && <Reread />}
      </section>
      <section className="card">
        <h2>内置表样</h2>
        <table className="forms-table">
          <tbody>
            {described.map((form) => (
              <tr key={form.id}>
                <td>
                  <Button type="link" size="small" onClick={() => setLooked({ form, name: nameOfForm(form.id), own: null })}>
                    {nameOfForm(form.id)}
                  </Button>
                </td>
                <td>{form.region}</td>
                <td className="quiet">{form.title.replace("{project.name}", "（项目名称）")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Drawer open={looked !== null} onClose={() => setLooked(null)} size={820} title={looked?.name} destroyOnHidden>
        {looked !== null && <Detail form={own ? ownForm(own.id, own.definition) : looked.form} own={own} onGone={() => setLooked(null)} />}
      </Drawer>
    </div>
  );
}
