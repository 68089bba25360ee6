import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import type { WayList } from "../../server/goals/contract.ts";
import { isProposing } from "../../workflow/corrections.ts";
import { Dialog } from "../dialog.tsx";
import type { GatheredOpinion } from "./gathered.ts";
import { isReturn, suggested } from "./steps.ts";

type Way = WayList["items"][number];

interface DecideProps {
  way: Way;
  opinions: readonly GatheredOpinion[];
  busy: boolean;
  take: (opinion: string) => void;
  cancel: () => void;
  /** Opens 审核意见表, where the grade is missing. */
  openForm: () => void;
}

/** Guards that are met by what is written here. */
const written: readonly string[] = ["opinion", "approval", "proposals"];

/** One step, with the opinions that were gathered: read through once more, then Ctrl+Enter. */
export function Decide({ way, opinions, busy, take, cancel, openForm }: DecideProps) {
  const [opinion, setOpinion] = useState("");
  const missing = way.missing.filter(({ guard }) => !written.includes(guard));
  const said = opinion.trim() !== "" || opinions.length > 0;
  const lacks = way.needs.includes("opinion") && !said;
  const ready = missing.length === 0 && !lacks && !busy;
  return (
    <Dialog
      title={way.zh}
      onCancel={cancel}
      width={620}
      footer={
        <>
          <Button onClick={cancel}>取消</Button>
          <Button type="primary" danger={isReturn(way.action)} loading={busy} disabled={!ready} title="Ctrl+回车" onClick={() => take(opinion)}>
            {way.zh}并到下一张
          </Button>
        </>
      }
    >
      <div className="decide">
        {missing.length > 0 && (
          <Alert
            type="warning"
            showIcon
            title="还不能办理"
            description={missing.map(({ message }) => message).join("")}
            action={missing.some(({ guard }) => guard.startsWith("grade")) && <Button size="small" onClick={openForm}>填写审核意见表</Button>}
          />
        )}
        {isProposing(way.action) && <Alert type="info" showIcon title={`单位负责人同意后，建议的 ${suggested(opinions).length} 处直接写入目标表；单位答复以前，这张表不能通过、转报。`} />}
        {opinions.length > 0 && (
          <>
            <p>逐条意见 {opinions.length} 条，一起送出：</p>
            <ol className="decide-opinions">
              {opinions.map(({ path, text, proposal }) => (
                <li key={`${path} ${text}`}>
                  <strong>{path === null ? "整张表" : nameOfPath(path)}</strong> {text}
                  {proposal !== null && <span className="quiet">　建议改为“{proposal}”</span>}
                </li>
              ))}
            </ol>
          </>
        )}
        <Input.TextArea
          aria-label="总的意见"
          placeholder={lacks ? "写明意见" : "总的意见（可以不写）"}
          autoFocus
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={5000}
          value={opinion}
          onChange={(event) => setOpinion(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && ready) take(opinion);
          }}
        />
      </div>
    </Dialog>
  );
}
