import { useQueryClient } from "@tanstack/react-query";
import { Button, DatePicker, Input, Radio } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { type WaiverScope, waiverScopeNames, waiverScopes } from "../../review/waivers.ts";
import type { JudgedFinding } from "../../server/reviews/contract.ts";
import { api } from "../api.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { declarationsKey } from "../declarations/queries.ts";
import { useSelection } from "../declarations/selection.tsx";

/** One reason, and how far it reaches. The finding comes back when the value it is about changes. */
export function Waive({ finding, onDone }: { finding: JudgedFinding; onDone: () => void }) {
  const { id } = useSelection();
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  const [reason, setReason] = useState("");
  const [scope, setScope] = useState<WaiverScope>("cell");
  const [until, setUntil] = useState<Dayjs | null>(null);
  const { rule, path, message } = finding;
  const save = () =>
    run(async () => {
      await api.waive(id, { rule, path, message, scope, reason, until: until?.format("YYYY-MM-DD") ?? null });
      await queries.invalidateQueries({ queryKey: declarationsKey });
      onDone();
    });
  return (
    <form
      className="waive"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Input.TextArea aria-label="理由" placeholder="写明理由，例如：合同约定按比例考核" autoFocus rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Radio.Group aria-label="范围" value={scope} options={waiverScopes.map((value) => ({ value, label: waiverScopeNames[value] }))} onChange={(event) => setScope(event.target.value)} />
      <div className="waive-end">
        <DatePicker aria-label="有效到" placeholder="有效到（不填为长期）" value={until} onChange={setUntil} />
        <Button type="primary" htmlType="submit" loading={busy} disabled={reason.trim().length < 2}>
          不再提示
        </Button>
      </div>
      <span className="quiet">所涉内容改变后会重新提示。</span>
    </form>
  );
}
