import { Alert, Button, DatePicker, Form, Input } from "antd";
import type { Dayjs } from "dayjs";
import type { KeyboardEvent } from "react";
import type { StepWish, WayList } from "../../server/goals/contract.ts";

type Way = WayList["items"][number];

interface Filled {
  opinion?: string;
  number?: string;
  date?: Dayjs;
}

/** Enter chooses the day that was typed, and no more: an approval that a form sent by itself cannot be taken back. */
const keepFromSubmitting = (event: KeyboardEvent): void => {
  if (event.key === "Enter") event.preventDefault();
};

/** What a step wants to be told before it is taken: an opinion, the number and date of an approval. */
export function StepForm({ way, busy, take, cancel }: { way: Way; busy: boolean; take: (wish: Omit<StepWish, "action">) => void; cancel: () => void }) {
  const approves = way.needs.includes("approval");
  const finish = ({ opinion = "", number = "", date }: Filled) =>
    take({ opinion, remarks: [], replies: [], approval: approves && date ? { number, date: date.format("YYYY-MM-DD"), yuan: null } : null });
  return (
    <Form<Filled> layout="vertical" className="step-form" onFinish={finish}>
      {way.missing.length > 0 && <Alert type="warning" showIcon title="还不能办理" description={<Missing way={way} />} />}
      {approves && (
        <div className="step-approval">
          <Form.Item name="number" label="批复文号" rules={[{ required: true, whitespace: true, message: "请填写批复文号" }]}>
            <Input placeholder="如 ×财预〔2026〕12号" maxLength={100} />
          </Form.Item>
          <Form.Item name="date" label="批复日期" rules={[{ required: true, message: "请选择批复日期" }]}>
            <DatePicker onKeyDown={keepFromSubmitting} />
          </Form.Item>
        </div>
      )}
      <Form.Item name="opinion" label="意见" rules={way.needs.includes("opinion") ? [{ required: true, whitespace: true, message: "请写明意见" }] : []}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} />
      </Form.Item>
      <div className="step-buttons">
        <Button type="primary" htmlType="submit" loading={busy} disabled={way.missing.some(({ guard }) => !["opinion", "approval", "amountEqual"].includes(guard))}>
          {way.zh}
        </Button>
        <Button onClick={cancel}>取消</Button>
      </div>
    </Form>
  );
}

export function Missing({ way }: { way: Way }) {
  return (
    <ul>
      {way.missing.map(({ guard, message }) => (
        <li key={guard}>{message}</li>
      ))}
    </ul>
  );
}
