import { SearchOutlined } from "@ant-design/icons";
import { Input, Tag, Tree } from "antd";
import { useMemo, useState } from "react";
import { kindNames } from "../../organisation/office.ts";
import type { Office } from "../../server/offices/contract.ts";
import { useFillHeight } from "./height.ts";
import { kindColours } from "./words.ts";

interface Node {
  key: string;
  office: Office;
  children: Node[];
}

/** With more offices than this only the top is open at first. */
const openAtMost = 300;

/** The tree of a year: searched by code or name, walked with the arrow keys. */
export function OfficeTreeView({ items, selected, onSelect }: { items: Office[]; selected: string | undefined; onSelect: (id: string) => void }) {
  const [text, setText] = useState("");
  const wanted = text.trim();
  const found = useMemo(() => (wanted === "" ? items : withAbove(items, ({ code, name }) => code.includes(wanted) || name.includes(wanted))), [items, wanted]);
  const nodes = useMemo(() => nodesOf(found), [found]);
  const open = useMemo(() => (wanted !== "" || items.length <= openAtMost ? found : found.filter(({ kind }) => kind === "region")).map(({ id }) => id), [found, items.length, wanted]);
  const [expanded, setExpanded] = useState<{ of: string[]; keys: string[] } | null>(null);
  const { box, height } = useFillHeight();
  return (
    <section className="card office-tree" aria-label="组织树">
      <Input type="search" allowClear prefix={<SearchOutlined />} aria-label="查找编码或名称" placeholder="查找编码或名称" value={text} onChange={(event) => setText(event.target.value)} />
      <div ref={box}>
        {nodes.length === 0 ? (
          <p className="quiet">没有这样的单位</p>
        ) : (
          <Tree<Node>
            blockNode
            virtual
            height={height}
            treeData={nodes}
            expandedKeys={expanded?.of === open ? expanded.keys : open}
            onExpand={(keys) => setExpanded({ of: open, keys: keys.map(String) })}
            selectedKeys={selected === undefined ? [] : [selected]}
            onSelect={(_, { node }) => onSelect(node.key)}
            titleRender={({ office }) => <OfficeName office={office} />}
          />
        )}
      </div>
    </section>
  );
}

export function OfficeName({ office: { code, name, kind } }: { office: Pick<Office, "code" | "name" | "kind"> }) {
  return (
    <span className="office-name">
      <span className="office-code figures">{code}</span> {name}
      {kind !== "unit" && <Tag color={kindColours[kind]}>{kindNames[kind]}</Tag>}
    </span>
  );
}

function nodesOf(items: readonly Office[]): Node[] {
  const nodes = new Map(items.map((office): [string, Node] => [office.id, { key: office.id, office, children: [] }]));
  const top: Node[] = [];
  for (const node of nodes.values()) (nodes.get(node.office.parent ?? "")?.children ?? top).push(node);
  return top;
}

/** What is looked for and everything above it. */
function withAbove(items: readonly Office[], matches: (office: Office) => boolean): Office[] {
  const byId = new Map(items.map((office) => [office.id, office]));
  const kept = new Set<string>();
  for (const office of items.filter(matches)) for (let at: Office | undefined = office; at && !kept.has(at.id); at = byId.get(at.parent ?? "")) kept.add(at.id);
  return items.filter(({ id }) => kept.has(id));
}
