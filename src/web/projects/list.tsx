import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Empty, Radio, Skeleton, Table } from "antd";
import { useState } from "react";
import type { Project } from "../../server/offices/contract.ts";
import { useMay } from "../accounts/session.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import { Dialog } from "../dialog.tsx";
import { ProblemAlert } from "../problem.tsx";
import { ProjectText, tablesText } from "./pairs.tsx";
import { projectListQuery, projectsKey } from "./queries.ts";

/** All projects that stand on their own; two of them can be merged by hand. */
export function ProjectTable({ text }: { text: string | undefined }) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(projectListQuery(text));
  const [chosen, setChosen] = useState<Project[]>([]);
  const mayMerge = useMay()("project.merge");
  const [isMerging, setMerging] = useState(false);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton active className="card" />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Empty className="card" image={Empty.PRESENTED_IMAGE_SIMPLE} description={text === undefined ? "还没有项目。目标表归到单位以后，项目自动列在这里" : "没有符合条件的项目，请换个词再查"} />;
  const [one, other] = chosen;
  return (
    <>
      {mayMerge && (
        <div>
          <Button disabled={chosen.length !== 2} onClick={() => setMerging(true)}>
            合并选中的两个项目
          </Button>
        </div>
      )}
      <Table<Project>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={items}
        {...(mayMerge && { rowSelection: { selectedRowKeys: chosen.map(({ id }) => id), hideSelectAll: true, columnTitle: <span className="unseen">选中</span>, onChange: (_, rows) => setChosen(rows.slice(-2)) } })}
        columns={[
          { title: "编码", dataIndex: "code", width: 200, className: "figures", render: (code: string | null) => code ?? "—" },
          { title: "项目", dataIndex: "name", width: "30%", className: "project-name" },
          { title: "目标表", width: 220, render: (_, project) => tablesText(project) },
          { title: "单位", width: 320, render: (_, { office }) => `${office.code} ${office.name}` },
        ]}
      />
      {hasNextPage && (
        <div className="more">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            加载更多
          </Button>
        </div>
      )}
      {isMerging && one && other && (
        <MergeDialog
          two={[one, other]}
          onClose={(isDone) => {
            setMerging(false);
            if (isDone) setChosen([]);
          }}
        />
      )}
    </>
  );
}

function MergeDialog({ two, onClose }: { two: [Project, Project]; onClose: (isDone: boolean) => void }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [kept, setKept] = useState(two[0].id);
  const merge = async () => {
    const other = two.find(({ id }) => id !== kept)?.id ?? "";
    try {
      await api.decidePair({ kept, other, same: true });
      await queries.invalidateQueries({ queryKey: projectsKey });
      onClose(true);
    } catch (error) {
      const problem = asProblem(error);
      void message.error(`${problem.message}${problem.hint ?? ""}`, 6);
    }
  };
  return (
    <Dialog title="合并为同一个项目，保留哪一个" okText="合并" onOk={merge} onCancel={() => onClose(false)}>
      <Radio.Group className="pair-two" aria-label="保留哪一个" value={kept} onChange={(event) => setKept(event.target.value as string)}>
        {two.map((project) => (
          <Radio key={project.id} value={project.id}>
            <ProjectText project={project} />
          </Radio>
        ))}
      </Radio.Group>
    </Dialog>
  );
}
