import { CheckOutlined, RedoOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Tag } from "antd";
import { useMemo, useState } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import type { Declaration } from "../../declaration/schema.ts";
import type { Severity } from "../../review/rule.ts";
import type { AskedInReturn } from "../../server/goals/remarks-contract.ts";
import { followed, isChangedAt } from "../../workflow/remarks.ts";
import { roles } from "../../workflow/roles.ts";
import { api } from "../api.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { moment } from "../moment.ts";
import { remarksQuery, versionQuery, waysQuery } from "./queries.ts";

type Remark = AskedInReturn["items"][number];

/** What was asked in the latest return, with the version that it was asked of. */
export function useAsked(id: string): { asked: AskedInReturn | null; returned: Declaration | undefined } {
  const { data } = useQuery(remarksQuery(id));
  const asked = data?.asked ?? null;
  const version = useQuery({ ...versionQuery(id, asked?.version ?? 1), enabled: asked?.version != null });
  return { asked, returned: version.data?.declaration };
}

interface ListProps {
  asked: AskedInReturn;
  returned: Declaration | undefined;
  /** As it stands now. */
  declaration: Declaration;
  choose: (path: string) => void;
  /** Asks for the same once more. */
  again?: (path: string | null, text: string, proposal: string | null) => void;
  /** Writes what the reviewer proposes. */
  accept?: (path: string, text: string, position: number) => void;
  /** Keeps what the unit says; where it is given, one answers here. */
  reply?: (position: number, text: string) => Promise<void>;
}

/** Each remark with what was done about it: changed, answered or still open. */
export function AskedList({ asked, returned, declaration, choose, again, accept, reply }: ListProps) {
  return (
    <>
      <p className="quiet">
        {[asked.zh, asked.person, asked.role && roles[asked.role].zh, moment(asked.at)].filter(Boolean).join(" · ")}
      </p>
      {asked.opinion !== "" && <p className="opinion">{asked.opinion}</p>}
      <ul className="findings">
        {asked.items.map((remark, position) => {
          const now = remark.path === null ? null : returned ? followed(remark.path, returned, declaration) : remark.path;
          const changed = returned !== undefined && isChangedAt(remark.path, returned, declaration);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a remark is known by its place in the return
            <li key={position} className={`finding remark ${changed || remark.reply !== null ? "settled" : "open"}`}>
              <div className="remark-head">
                {now === null ? (
                  <span className="finding-text">
                    <strong>{remark.path === null ? "整张表" : `${nameOfPath(remark.path)}（已删除）`}</strong> {remark.text}
                  </span>
                ) : (
                  <button type="button" className="finding-text" onClick={() => choose(now)}>
                    <strong>{nameOfPath(now)}</strong> {remark.text}
                  </button>
                )}
                <State changed={changed} reply={remark.reply} />
              </div>
              {remark.proposal !== null && (
                <p className="proposal">
                  建议改为“{remark.proposal}”
                  {accept && now !== null && !(changed && remark.reply !== null) && (
                    <Button size="small" icon={<CheckOutlined />} onClick={() => accept(now, remark.proposal ?? "", position)}>
                      采纳
                    </Button>
                  )}
                </p>
              )}
              {reply ? <ReplyField remark={remark} name={remark.path === null ? "整张表" : nameOfPath(remark.path)} keep={async (text) => await reply(position, text)} /> : remark.reply !== null && <p className="opinion">答复：{remark.reply}</p>}
              {again && (
                <div className="finding-fix">
                  <Button size="small" icon={<RedoOutlined />} className="finding-actions" onClick={() => again(now, remark.text, remark.proposal)}>
                    仍要修改
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function State({ changed, reply }: { changed: boolean; reply: string | null }) {
  return (
    <span className="remark-state">
      {changed && <Tag color="success">已修改</Tag>}
      {reply !== null && <Tag color="processing">已答复</Tag>}
      {!changed && reply === null && <Tag color="warning">待处理</Tag>}
    </span>
  );
}

/** What the unit says to a remark; kept when the field is left. */
function ReplyField({ remark, name, keep }: { remark: Remark; name: string; keep: (text: string) => Promise<void> }) {
  const [typed, setTyped] = useState<string | null>(null);
  const { busy, run } = useCheckRun();
  const give = () => {
    if (typed === null || typed.trim() === (remark.reply ?? "")) return;
    void run(async () => {
      await keep(typed);
      setTyped(null);
    });
  };
  return (
    <div className="reply">
      <Input.TextArea aria-label={`答复：${name}`} placeholder="答复：怎样改了，或为什么不改" autoSize={{ minRows: 1, maxRows: 6 }} maxLength={5000} value={typed ?? remark.reply ?? ""} onChange={(event) => setTyped(event.target.value)} onBlur={give} />
      {typed !== null && (
        <Button size="small" type="primary" loading={busy} onClick={give}>
          答复
        </Button>
      )}
    </div>
  );
}

/** The marks of a table under correction: those of the findings, and a warning where a remark is open. */
export function useMarks(id: string, declaration: Declaration, flags: ReadonlyMap<string, Severity>): ReadonlyMap<string, Severity> {
  const { asked, returned } = useAsked(id);
  return useMemo(() => {
    if (asked === null || asked.answered || returned === undefined) return flags;
    const open = asked.items.flatMap(({ path, reply }) => (path === null || reply !== null || isChangedAt(path, returned, declaration) ? [] : (followed(path, returned, declaration) ?? [])));
    return new Map([...open.map((path): [string, Severity] => [path, "warning"]), ...flags]);
  }, [asked, returned, declaration, flags]);
}

interface OpenProps {
  id: string;
  declaration: Declaration;
  choose: (path: string) => void;
  accept?: (path: string, text: string) => void;
}

/** 退回意见 beside a table that is being corrected: which are open, the row of each, an answer to each. */
export function OpenRemarks({ id, declaration, choose, accept }: OpenProps) {
  const { asked, returned } = useAsked(id);
  const queries = useQueryClient();
  if (asked === null || asked.answered) return null;
  const open = asked.items.filter(({ path, reply }) => reply === null && !(returned !== undefined && isChangedAt(path, returned, declaration))).length;
  const reply = async (position: number, text: string): Promise<void> => {
    const answer = await api.replyTo(id, position, { step: asked.step, text });
    queries.setQueryData(remarksQuery(id).queryKey, answer);
    // Whether it can be handed in again follows from it.
    await queries.invalidateQueries({ queryKey: waysQuery(id).queryKey });
  };
  const take = (path: string, text: string, position: number) => {
    accept?.(path, text);
    if (asked.items[position]?.reply === null) void reply(position, "已按建议修改。");
  };
  return (
    <section className="remarks" aria-label="退回意见">
      <h3>
        {asked.items.length === 0 ? "退回意见" : `退回意见（${asked.items.length} 条）`}
        {asked.items.length > 0 && <Tag color={open === 0 ? "success" : "warning"}>{open === 0 ? "都已处理" : `${open} 条待处理`}</Tag>}
      </h3>
      <AskedList
        asked={asked}
        returned={returned}
        declaration={declaration}
        choose={choose}
        reply={reply}
        {...(accept && { accept: take })}
      />
    </section>
  );
}
