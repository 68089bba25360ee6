import { Button } from "antd";
import type { Declaration } from "../../declaration/schema.ts";
import type { ConflictDocument } from "../../server/goals/contract.ts";
import { Dialog } from "../dialog.tsx";
import { Changes } from "../goals/changes.tsx";
import { moment } from "../moment.ts";

/** Somebody saved first: both are shown, difference by difference, and a person chooses. Nothing is thrown away before. */
export function Conflict({ conflict, yours, settle }: { conflict: ConflictDocument; yours: Declaration; settle: (declaration: Declaration) => void }) {
  const { theirs, changes } = conflict;
  if (theirs === null) return null;
  return (
    <Dialog
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
      <Changes changes={changes} before="已保存的" after="我的" height={380} />
    </Dialog>
  );
}
