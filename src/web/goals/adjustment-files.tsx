import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Upload } from "antd";
import { useState } from "react";
import type { Adjustment } from "../../server/goals/adjustments-contract.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { adjustmentQuery, forgetGoals } from "./queries.ts";

/** What a reviewer should look at; it keeps nobody from anything. */
export function AdjustmentHints({ hints }: Pick<Adjustment, "hints">) {
  if (hints.length === 0) return null;
  return (
    <Alert
      className="adjustment-hints"
      type="warning"
      showIcon
      title={`提请注意 ${hints.length} 处`}
      description={hints.map(({ kind, path, message, source }) => (
        <p key={`${kind} ${path ?? ""} ${message}`}>
          {message}
          <br />
          <span className="quiet">{source}</span>
        </p>
      ))}
    />
  );
}

const sizeOf = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** 附件: whoever sees the adjustment downloads them, of a secret table the unit alone; it adds and removes them while it works on it. */
export function AdjustmentFiles({ adjustment: { id, attachments, lendsFiles }, edit }: { adjustment: Adjustment; edit: boolean }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const change = async (work: () => Promise<Adjustment>) => {
    setBusy(true);
    try {
      queries.setQueryData(adjustmentQuery(id).queryKey, await work());
    } catch (refused) {
      const { message: what, hint } = asProblem(refused);
      void message.error(`${what}${hint ?? ""}`, 6);
    } finally {
      await forgetGoals(queries);
      setBusy(false);
    }
  };
  if (!edit && attachments.length === 0) return null;
  return (
    <section aria-label="附件">
      <h3>附件</h3>
      <ul className="adjustment-files">
        {attachments.map((file) => (
          <li key={file.id}>
            {lendsFiles ? (
              <a href={api.attachmentAddress(id, file.id)} download>
                {file.name}
              </a>
            ) : (
              file.name
            )}{" "}
            <span className="quiet">{sizeOf(file.size)}</span>
            {edit && (
              <Button type="link" size="small" disabled={busy} onClick={() => void change(async () => await api.detach(id, file.id))}>
                移除
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!lendsFiles && <p className="quiet">这张目标表涉密，附件只有编制单位可以下载。需要时请按涉密文件的管理规定向编制单位调阅。</p>}
      {edit && (
        <Upload
          showUploadList={false}
          disabled={busy}
          beforeUpload={(file) => {
            void change(async () => await api.attach(id, file));
            return false;
          }}
        >
          <Button loading={busy}>上传附件</Button>
          <div className="quiet">政策文件、预算调整批复、测算依据等，每个最多 20 MB</div>
        </Upload>
      )}
    </section>
  );
}
