import { Table, Tag } from "antd";
import { useMemo } from "react";
import { calledOffice } from "../../organisation/office.ts";
import { changeKinds, changeNames } from "../../organisation/plan.ts";
import type { Office, OfficeChange } from "../../server/offices/contract.ts";
import { changeColours, changeText } from "./words.ts";

/** What a tree has other than before, one line an office. */
export function ChangeTable({ changes, items }: { changes: OfficeChange[]; items: Office[] }) {
  const names = useMemo(() => {
    const known = new Map(items.map((office) => [office.id, calledOffice(office)]));
    for (const { id, after } of changes) if (after) known.set(id, calledOffice(after));
    return known;
  }, [changes, items]);
  const called = (id: string | null): string => (id === null ? "无" : (names.get(id) ?? "？"));
  return (
    <Table<OfficeChange>
      size="small"
      rowKey="id"
      pagination={changes.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      dataSource={changes}
      columns={[
        {
          title: "变化",
          width: 130,
          filters: changeKinds.filter((kind) => changes.some(({ kinds }) => kinds.includes(kind))).map((kind) => ({ text: changeNames[kind], value: kind })),
          onFilter: (value, { kinds }) => kinds.some((kind) => kind === value),
          render: (_, { kinds }) =>
            kinds.map((kind) => (
              <Tag key={kind} color={changeColours[kind]}>
                {changeNames[kind]}
              </Tag>
            )),
        },
        { title: "单位", width: 280, render: (_, { before, after }) => calledOffice(after ?? before ?? { code: "", name: "" }) },
        { title: "上级", width: 180, render: (_, { before, after }) => called((after ?? before)?.parent ?? null) },
        { title: "从 → 到", render: (_, change) => changeText(change, called) },
      ]}
    />
  );
}
