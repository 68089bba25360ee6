import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Empty, Radio, Skeleton, Space, Tag } from "antd";
import { useState } from "react";
import type { Project, ProjectPair } from "../../server/offices/contract.ts";
import { useMay } from "../accounts/session.ts";
import { api } from "../api.ts";
import { useCheckRun } from "../checks/inline.tsx";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import { pairsQuery, projectsKey } from "./queries.ts";

const reasons: Readonly<Record<ProjectPair["reason"], string>> = { code: "名称相同，编码不同", name: "名称相近", several: "同名的不止一个", person: "由人指定" };

/** Pairs of projects that may be one: confirmed as one, or as two. */
export function Pairs({ isDecided, text }: { isDecided: boolean; text: string | undefined }) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(pairsQuery(isDecided, text));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton active className="card" />;
  const items = data.pages.flatMap((page) => page.items);
  return (
    <>
      {!isDecided && (
        <p className="quiet" role="status">
          共 {data.pages[0]?.open ?? 0} 对待确认。编码相同、名称相同的已经自动归为同一项目；这里是拿不准的，确认后不再询问。
        </p>
      )}
      {items.length === 0 && <Empty className="card" image={Empty.PRESENTED_IMAGE_SIMPLE} description={text !== undefined ? "没有符合条件的，请换个词再查" : isDecided ? "还没有确认过的。在“待确认”里决定以后列在这里" : "没有需要确认的项目。名称相近而拿不准的会列在这里，请您决定"} />}
      <ul className="pairs">
        {items.map((pair) => (
          <Pair key={`${pair.one.id} ${pair.other.id}`} pair={pair} />
        ))}
      </ul>
      {hasNextPage && (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            加载更多
          </Button>
        </div>
      )}
    </>
  );
}

function Pair({ pair: { one, other, reason, same, decidedAt, decidedBy } }: { pair: ProjectPair }) {
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  const mayDecide = useMay()("project.merge");
  const [kept, setKept] = useState(one.mergedInto === other.id ? other.id : one.id);
  const gone = kept === one.id ? other.id : one.id;
  const decide = (isSame: boolean) =>
    run(async () => {
      await api.decidePair({ kept, other: gone, same: isSame });
      await queries.invalidateQueries({ queryKey: projectsKey });
    });
  return (
    <li className="card pair" aria-label={`${one.name}，${other.name}`}>
      <Radio.Group className="pair-two" aria-label="保留哪一个" value={kept} disabled={same === true || !mayDecide} onChange={(event) => setKept(event.target.value as string)}>
        {[one, other].map((project) => (
          <Radio key={project.id} value={project.id}>
            <ProjectText project={project} />
          </Radio>
        ))}
      </Radio.Group>
      <div className="pair-end">
        <span>
          <Tag>{reasons[reason]}</Tag>
          {same !== null && <Tag color={same ? "success" : "default"}>{same ? "同一项目" : "不同项目"}</Tag>}
          {decidedAt !== null && (
            <span className="quiet">
              {decidedBy ?? "未登记姓名"} {moment(decidedAt)}
            </span>
          )}
        </span>
        <Space>
          {mayDecide && same !== true && (
            <Button type={same === null ? "primary" : "default"} loading={busy} onClick={() => void decide(true)}>
              同一项目
            </Button>
          )}
          {mayDecide && same !== false && (
            <Button loading={busy} onClick={() => void decide(false)}>
              不同项目
            </Button>
          )}
        </Space>
      </div>
    </li>
  );
}

/** “2 张表，2025、2026 年”. */
export const tablesText = ({ tables, years }: Project): string => (tables === 0 ? "没有目标表" : `${tables} 张表${years.length === 0 ? "" : `，${years.join("、")} 年`}`);

export function ProjectText({ project }: { project: Project }) {
  const { name, code, office } = project;
  return (
    <span className="project-text">
      <b>{name}</b>
      <span className="quiet">
        {code === null ? "没有编码" : `编码 ${code}`} · {office.name} · {tablesText(project)}
      </span>
    </span>
  );
}
