import { useQuery } from "@tanstack/react-query";
import { Button, Empty, Skeleton, Space, Table } from "antd";
import { useMemo } from "react";
import { kindNames } from "../../organisation/office.ts";
import type { Office, OfficeHistory } from "../../server/offices/contract.ts";
import { ProblemAlert } from "../problem.tsx";
import type { Act } from "./dialogs.tsx";
import { historyQuery } from "./queries.ts";
import { OfficeName } from "./tree.tsx";
import { spanText } from "./words.ts";

interface Props {
  office: Office;
  items: Office[];
  year: number;
  /** Null where somebody may only look. */
  onAct: ((act: Act) => void) | null;
  onSelect: (id: string) => void;
}

/** One office: where it stands this year, what it was called in others, and what can be done with it. */
export function OfficeDetail({ office, items, year, onAct, onSelect }: Props) {
  const above = useMemo(() => pathTo(office, items), [office, items]);
  const children = items.filter(({ parent }) => parent === office.id);
  return (
    <section className="card office-detail" aria-label={office.name}>
      <nav className="crumbs" aria-label="上级">
        {above.map((one) => (
          <span key={one.id}>
            <Button type="link" size="small" onClick={() => onSelect(one.id)}>
              {one.name}
            </Button>
            /
          </span>
        ))}
      </nav>
      <h2>
        <OfficeName office={office} />
      </h2>
      <dl className="office-facts">
        <dt>类型</dt>
        <dd>{kindNames[office.kind]}</dd>
        <dt>所属地区</dt>
        <dd className="figures">{office.region}</dd>
        <dt>{year} 年的下级</dt>
        <dd>{children.length === 0 ? "没有" : `${children.length} 个`}</dd>
      </dl>
      {onAct && (
        <Space wrap>
          <Button onClick={() => onAct({ kind: "alter", office })}>改名或换编码</Button>
          <Button onClick={() => onAct({ kind: "move", office })}>换上级</Button>
          <Button onClick={() => onAct({ kind: "merge", office })}>并入其他单位</Button>
          <Button danger onClick={() => onAct({ kind: "close", office })}>
            撤销
          </Button>
          <Button type="primary" ghost onClick={() => onAct({ kind: "add", parent: office })}>
            新增下级
          </Button>
        </Space>
      )}
      <History id={office.id} />
    </section>
  );
}

/** An office that does not stand in the year's tree: when it did. */
export function AbsentOffice({ id, year }: { id: string; year: number }) {
  return (
    <section className="card office-detail" aria-label="单位">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={`${year} 年的组织里没有这个单位，请换一个年度，或从左边另选`} />
      <History id={id} />
    </section>
  );
}

function History({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(historyQuery(id));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  return (
    <section aria-label="历年情况">
      <h3>历年情况</h3>
      <Table<OfficeHistory["spans"][number]>
        size="small"
        pagination={false}
        rowKey="from"
        dataSource={[...data.told.spans].reverse()}
        columns={[
          { title: "年度", width: 150, render: (_, span) => spanText(span) },
          { title: "编码", dataIndex: "code", width: 110, className: "figures" },
          { title: "名称", dataIndex: "name" },
          { title: "上级", dataIndex: "parentName", render: (name: string | null) => name ?? "—" },
        ]}
      />
      <Mergers history={data.told} />
    </section>
  );
}

function Mergers({ history: { successors, predecessors } }: { history: OfficeHistory }) {
  const lines = [...predecessors.map(({ id, name, year }) => ({ id, text: `${year} 年起，${name}并入本单位` })), ...successors.map(({ id, name, year }) => ({ id, text: `${year} 年起，并入${name}` }))];
  if (lines.length === 0) return null;
  return (
    <ul className="office-mergers">
      {lines.map(({ id, text }) => (
        <li key={id}>{text}</li>
      ))}
    </ul>
  );
}

function pathTo(office: Office, items: readonly Office[]): Office[] {
  const byId = new Map(items.map((one) => [one.id, one]));
  const path: Office[] = [];
  for (let at = byId.get(office.parent ?? ""); at; at = byId.get(at.parent ?? "")) path.unshift(at);
  return path;
}

