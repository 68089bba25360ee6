import { Descriptions, Drawer } from "antd";
import type { AuditEvent } from "../../server/audit/contract.ts";
import { actionInWords, roleInWords, subjectInWords } from "./words.ts";

/** One event with all that the log knows of it. */
export function EventDetail({ event, onClose }: { event: AuditEvent | null; onClose: () => void }) {
  return (
    <Drawer open={event !== null} title={event === null ? "" : `第 ${event.seq} 条`} size="large" onClose={onClose}>
      {event && <Fields event={event} />}
    </Drawer>
  );
}

function Fields({ event: { at, name, account, role, address, action, subject, before, after, detail, previous, hash } }: { event: AuditEvent }) {
  const fields: [string, string | null][] = [
    ["时间（UTC）", at],
    ["姓名", name],
    ["账号", account],
    ["角色", role === null ? null : roleInWords(role)],
    ["地址", address],
    ["动作", `${actionInWords(action)}（${action}）`],
    ["对象", subject === null ? null : subjectInWords(subject)],
    ["之前内容的 SHA-256", before],
    ["之后内容的 SHA-256", after],
    ["说明", detail === null ? null : JSON.stringify(detail, null, 2)],
    ["前一条的哈希", previous],
    ["本条的哈希", hash],
  ];
  return <Descriptions bordered size="small" column={1} items={fields.map(([label, text]) => ({ key: label, label, children: <span className="audit-value">{text ?? "—"}</span> }))} />;
}
