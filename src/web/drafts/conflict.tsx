import { Button, Modal, Table, Tag } from "antd";
import type { Declaration } from "../../declaration/schema.ts";
import type { Change, ConflictDocument } from "../../server/contract-goals.ts";
import { moment } from "../moment.ts";

const kindNames: Record<Change["kind"], string> = { changed: "修改", added: "新增", removed: "删除", moved: "移动" };

/** Somebody saved first: both are shown, difference by difference, and a person chooses. Nothing is thrown away before. */
export function Conflict({ conflict, yours, settle }: { conflict: ConflictDocument; yours: Declaration; settle: (declaration: Declaration) => void }) {
  const { theirs, changes } = conflict;
  if (theirs === null) return null;
  return (
    <Modal
      open
      width={960}
      closable={false}
      title={`${theirs.person ?? "别人"} 在 ${moment(theirs.at)} 先保存了这张表`}
      footer={[
        <Button key="theirs" onClick={() => settle(theirs.declaration)}>
          用{theirs.person ?? "对方"}保存的，放弃我的修改
        </Button>,
        <Button key="yours" type="primary" onClick={() => settle(yours)}>
          用我的，替换已保存的
        </Button>,
      ]}
    >
      <p>下面是两份的不同。选择以后仍可以撤销（Ctrl+Z）。</p>
      <Table<Change>
        size="small"
        bordered
        pagination={false}
        scroll={{ y: 380 }}
        rowKey={({ path, kind, label }) => `${kind} ${path} ${label}`}
        dataSource={changes}
        columns={[
          { title: "位置", width: 220, render: (_, { label, item }) => (item === null ? label : `${label}（${item}）`) },
          { title: "不同", width: 70, render: (_, { kind }) => <Tag>{kindNames[kind]}</Tag> },
          { title: "已保存的", dataIndex: "before", render: (text: string | null) => text ?? <span className="quiet">（空）</span> },
          { title: "我的", dataIndex: "after", render: (text: string | null) => text ?? <span className="quiet">（空）</span> },
        ]}
      />
    </Modal>
  );
}
