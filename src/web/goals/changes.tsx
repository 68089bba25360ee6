import { Table, Tag } from "antd";
import type { Change } from "../../server/goals/contract.ts";

export const kindNames: Record<Change["kind"], string> = { changed: "修改", added: "新增", removed: "删除", moved: "移动" };
const colours: Record<Change["kind"], string> = { changed: "processing", added: "success", removed: "error", moved: "default" };

/** Differences of two contents, one a line. @param choose is told which one was pressed, where that leads anywhere */
export function Changes({ changes, before, after, height, choose }: { changes: readonly Change[]; before: string; after: string; height?: number; choose?: (path: string) => void }) {
  const text = (value: string | null) => value ?? <span className="quiet">（空）</span>;
  return (
    <Table<Change>
      size="small"
      bordered
      pagination={false}
      {...(height === undefined ? {} : { scroll: { y: height } })}
      rowKey={({ path, kind, label }) => `${kind} ${path} ${label}`}
      dataSource={[...changes]}
      locale={{ emptyText: "内容完全相同，没有需要比较的" }}
      columns={[
        { title: "位置", width: choose ? 150 : 240, render: (_, change) => <Where change={change} choose={choose} /> },
        { title: "不同", width: 76, render: (_, { kind }) => <Tag color={colours[kind]}>{kindNames[kind]}</Tag> },
        { title: before, render: (_, change) => text(change.before) },
        { title: after, render: (_, change) => text(change.after) },
      ]}
    />
  );
}

function Where({ change: { kind, path, label, item }, choose }: { change: Change; choose: ((path: string) => void) | undefined }) {
  const words = item === null ? label : `${label}（${item}）`;
  if (choose === undefined || kind === "removed") return words;
  return (
    <button type="button" className="plain-link" onClick={() => choose(path)}>
      {words}
    </button>
  );
}
