import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Form, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { GrantWish } from "../../server/accounts/contract.ts";
import type { Office } from "../../server/offices/contract.ts";
import { roleIds, roles, type RoleId } from "../../workflow/roles.ts";
import { treeQuery } from "../offices/queries.ts";

interface Wanted {
  role: GrantWish["role"];
  office: string;
  from: Dayjs;
  until?: Dayjs | null;
}

const day = (date: Dayjs): string => date.format("YYYY-MM-DD");
const grantable = roleIds.filter((role): role is GrantWish["role"] => role !== "public");

/** Gives a role at an office of the kind where it is held. */
export function GrantForm({ busy, onGrant }: { busy: boolean; onGrant: (wish: GrantWish) => void }) {
  const [form] = Form.useForm<Wanted>();
  const role = Form.useWatch("role", form) as RoleId | undefined;
  const { data: tree } = useQuery(treeQuery(dayjs().year()));
  const offices = officeOptions(tree?.items ?? [], role);
  const give = ({ role, office, from, until }: Wanted) => onGrant({ role, office, from: day(from), until: until ? day(until) : null });
  return (
    <Form<Wanted> name="grant" form={form} layout="inline" requiredMark={false} initialValues={{ from: dayjs() }} onFinish={give} style={{ rowGap: 8 }}>
      <Form.Item name="role" rules={[{ required: true, message: "请选择" }]}>
        <Select aria-label="角色" placeholder="角色" style={{ width: 190 }} options={grantable.map((value) => ({ value, label: roles[value].zh }))} showSearch={{ optionFilterProp: "label" }} onChange={() => form.resetFields(["office"])} />
      </Form.Item>
      <Form.Item name="office" rules={[{ required: true, message: "请选择" }]}>
        <Select aria-label="单位" placeholder="单位" style={{ width: 230 }} disabled={role === undefined} options={offices} showSearch={{ optionFilterProp: "label" }} />
      </Form.Item>
      <Form.Item name="from" rules={[{ required: true, message: "请选择" }]}>
        <DatePicker aria-label="开始日期" placeholder="开始日期" style={{ width: 130 }} allowClear={false} />
      </Form.Item>
      <Form.Item name="until">
        <DatePicker aria-label="结束日期" placeholder="长期" style={{ width: 130 }} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        授予
      </Button>
    </Form>
  );
}

/** Offices of the kind that a role needs, with the one above, since names repeat. */
function officeOptions(items: readonly Office[], role: RoleId | undefined): { value: string; label: string }[] {
  if (role === undefined) return [];
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return items.filter(({ kind }) => kind === roles[role].at).map(({ id, name, code, parent }) => ({ value: id, label: `${name} ${code}${parent === null ? "" : `（${names.get(parent) ?? ""}）`}` }));
}
