import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Progress, Skeleton } from "antd";
import { useState } from "react";
import type { CandidateList } from "../../server/forms/contract.ts";
import { asProblem } from "../request.ts";
import { declarationsKey } from "../declarations/queries.ts";
import { ProblemAlert } from "../problem.tsx";
import { calls } from "./calls.ts";
import { candidatesQuery, formsKey } from "./queries.ts";

type Candidate = CandidateList["items"][number];

interface Told {
  file: string;
  words: string;
  good: boolean;
}

/** Reads one document again, and says in words what came of it. */
async function again({ documentId, file }: Candidate): Promise<Told> {
  try {
    const { outcome, declarations } = await calls.reread(documentId);
    if (outcome === "none") return { file, words: "不是这种版式，没有改动", good: false };
    return { file, words: outcome === "same" ? "已经是这样读的" : `已按表样重读，${declarations} 张`, good: true };
  } catch (error) {
    const { message, hint } = asProblem(error);
    return { file, words: `${message}${hint ?? ""}`, good: false };
  }
}

/** Offers files that were read without a form to be read again by the house's forms: those of the same import are chosen. */
export function Reread({ beside, own }: { beside?: string; own?: { documentId: string; file: string } }) {
  const { data, error, refetch } = useQuery(candidatesQuery(beside));
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [told, setTold] = useState<readonly Told[]>([]);
  const [total, setTotal] = useState(0);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active />;
  const all: Candidate[] = [...(own ? [{ ...own, declarations: 0, together: true, blocked: [] }] : []), ...data.items];
  const free = all.filter(({ blocked }) => blocked.length === 0);
  const wanted = chosen ?? free.filter(({ together }) => together).map(({ documentId }) => documentId);
  const busy = total > told.length;
  const run = async () => {
    const some = free.filter(({ documentId }) => wanted.includes(documentId));
    setTotal(some.length);
    setTold([]);
    // One after the other: each is a reading of its own on the server.
    for (const candidate of some) {
      const line = await again(candidate);
      setTold((before) => [...before, line]);
    }
    await Promise.all([queries.invalidateQueries({ queryKey: declarationsKey }), queries.invalidateQueries({ queryKey: formsKey }), queries.invalidateQueries({ queryKey: ["imports"] }), queries.invalidateQueries({ queryKey: ["checks"] })]);
  };
  if (total > 0)
    return (
      <section className="reread" aria-live="polite">
        <Progress percent={Math.round((told.length / total) * 100)} status={busy ? "active" : "normal"} />
        <p>
          {busy ? `正在重读第 ${told.length + 1} / ${total} 份` : `重读完毕：${told.filter(({ good }) => good).length} 份按表样读出，${told.filter(({ good }) => !good).length} 份没有改动。`}
        </p>
        <ul className="reread-told">
          {told.map(({ file, words, good }) => (
            <li key={file} className={good ? undefined : "quiet"}>
              {file}：{words}
            </li>
          ))}
        </ul>
      </section>
    );
  if (all.length === 0) return <p className="quiet">没有别的“通用识别”的文件。以后导入这种版式的文件，会直接按这个表样读。</p>;
  return (
    <section className="reread">
      <Alert type="info" showIcon title={`有 ${free.length} 份文件没有认出表样，可以用自有表样重读`} description="版式不同的文件读了也不会改动；有人核对、修改或办理过的不重读。" />
      <Checkbox.Group className="reread-list" value={[...wanted]} onChange={(next) => setChosen(next as string[])}>
        {all.map(({ documentId, file, together, blocked }) => (
          <Checkbox key={documentId} value={documentId} disabled={blocked.length > 0}>
            {file}
            {together && documentId !== own?.documentId && <span className="quiet"> 同一次导入</span>}
            {blocked.length > 0 && <span className="quiet"> 不能重读：{blocked.join("，")}</span>}
          </Checkbox>
        ))}
      </Checkbox.Group>
      <Button type="primary" disabled={wanted.length === 0} onClick={() => void run()}>
        用此表样重读 {wanted.length} 份
      </Button>
    </section>
  );
}
