import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { adjustmentStates } from "../../workflow/states.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { moment } from "../moment.ts";
import { adjustmentsQuery, forgetGoals } from "./queries.ts";

/** 提出调整: the reason first; what is to be otherwise is written on the page of the adjustment. */
export function AdjustButton({ id, revision }: { id: string; revision: number }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const start = async ({ reason }: { reason: string }) => {
    setBusy(true);
    try {
      const begun = await api.startAdjustment(id, revision, { reason, declaration: null });
      await forgetGoals(queries);
      await navigate({ to: "/adjustments/$id", params: { id: begun.id } });
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
      await forgetGoals(queries);
    } finally {
      setBusy(false);
    }
  };
  if (!asking) return (
      <div className="ways">
        <Button onClick={() => setAsking(true)}>提出调整</Button>
      </div>
    );
  return (
    <Form<{ reason: string }> layout="vertical" className="step-form" onFinish={(wish) => void start(wish)}>
      <Form.Item name="reason" label="调整的理由" rules={[{ required: true, whitespace: true, min: 2, message: "请写明调整的理由" }]}>
        <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} />
      </Form.Item>
      <div className="step-buttons">
        <Button type="primary" htmlType="submit" loading={busy}>
          开始调整
        </Button>
        <Button onClick={() => setAsking(false)}>取消</Button>
      </div>
    </Form>
  );
}

/** The adjustments of an approved declaration, the latest first. */
export function AdjustmentLinks({ id }: { id: string }) {
  const { data } = useQuery(adjustmentsQuery(id));
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h3>调整</h3>
      <ul className="versions">
        {data.items.map((one) => (
          <li key={one.id}>
            <Link to="/adjustments/$id" params={{ id: one.id }}>
              {adjustmentStates[one.state].zh}
            </Link>
            <span className="quiet">
              {moment(one.at)} · {one.changes.length} 处不同
            </span>
            <span>{one.reason}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
