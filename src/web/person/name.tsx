import { UserOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import type { InputRef } from "antd";
import { useRef, useState } from "react";
import { Dialog } from "../dialog.tsx";
import { ProblemAlert } from "../problem.tsx";
import { personQuery, useNamePerson } from "./queries.ts";

interface DialogProps {
  /** null on the first visit: then the dialog stays until there is a name. */
  current: string | null;
  onClose: () => void;
}

function NameDialog({ current, onClose }: DialogProps) {
  const naming = useNamePerson();
  const input = useRef<InputRef>(null);
  const [form] = Form.useForm<{ name: string }>();
  const first = current === null;
  return (
    <Dialog
      title={first ? "欢迎使用达标" : "更改姓名"}
      closable={!first}
      mask={{ closable: false }}
      keyboard={!first}
      onCancel={onClose}
      onOk={form.submit}
      okText="保存"
      confirmLoading={naming.isPending}
      cancelButtonProps={first ? { style: { display: "none" } } : {}}
      afterOpenChange={(open) => open && input.current?.focus()}
      width={420}
    >
      <Form
        form={form}
        name="person"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: current ?? "" }}
        onFinish={({ name }) => naming.mutate(name.trim(), { onSuccess: onClose })}
      >
        <Form.Item
          name="name"
          label="使用人姓名"
          extra="只保存在本机，用来记录谁导入了哪些文件。随时可以在右上角更改。"
          rules={[{ required: true, whitespace: true, message: "请填写姓名" }]}
        >
          <Input ref={input} maxLength={50} autoComplete="name" placeholder="例如：张敏" />
        </Form.Item>
        {!first && (
          <Link to="/welcome" onClick={onClose}>
            多人共同使用？改为正式使用
          </Link>
        )}
        {naming.error && <ProblemAlert error={naming.error} />}
      </Form>
    </Dialog>
  );
}

/** The person in the header; asks for the name on the first visit. */
export function PersonName() {
  const { data } = useQuery(personQuery);
  const [changing, setChanging] = useState(false);
  if (data === undefined) return null;
  const name = data.person?.name ?? null;
  return (
    <>
      {name !== null && (
        <Button type="text" className="person" icon={<UserOutlined />} aria-label={`使用人：${name}，更改姓名`} onClick={() => setChanging(true)}>
          {name}
        </Button>
      )}
      {(name === null || changing) && <NameDialog current={name} onClose={() => setChanging(false)} />}
    </>
  );
}
