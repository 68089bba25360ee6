import { useQuery } from "@tanstack/react-query";
import { AutoComplete, Button, DatePicker, Form, Input } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { actionsQuery } from "./queries.ts";
import type { AuditSearch } from "./search.ts";
import { actionInWords } from "./words.ts";

interface Wish {
  days?: [Dayjs | null, Dayjs | null] | null;
  person?: string;
  action?: string;
  subject?: string;
}

export function AuditFilters({ search, onSearch }: { search: AuditSearch; onSearch: (search: AuditSearch) => void }) {
  const { data } = useQuery(actionsQuery);
  const begin: Wish = { ...search, days: [search.from === undefined ? null : dayjs(search.from), search.until === undefined ? null : dayjs(search.until)] };
  const send = ({ days, person, action, subject }: Wish) => {
    const told = { from: days?.[0]?.format("YYYY-MM-DD"), until: days?.[1]?.format("YYYY-MM-DD"), person: person?.trim(), action: action?.trim(), subject: subject?.trim() };
    onSearch(Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== "")) as AuditSearch);
  };
  return (
    <Form<Wish> layout="inline" className="audit-filters" initialValues={begin} onFinish={send}>
      <Form.Item name="days" label="时间">
        <DatePicker.RangePicker allowEmpty={[true, true]} />
      </Form.Item>
      <Form.Item name="person" label="姓名">
        <Input allowClear />
      </Form.Item>
      <Form.Item name="action" label="动作">
        <AutoComplete allowClear style={{ width: 200 }} options={(data?.items ?? []).map((value) => ({ value, label: `${actionInWords(value)}（${value}）` }))} filterOption={(typed, option) => `${option?.label ?? ""}`.includes(typed)} />
      </Form.Item>
      <Form.Item name="subject" label="对象编号">
        <Input allowClear />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        查询
      </Button>
      {Object.keys(search).length > 0 && <Button onClick={() => onSearch({})}>清除条件</Button>}
    </Form>
  );
}
