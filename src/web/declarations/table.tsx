import { Link, useNavigate } from "@tanstack/react-router";
import { memo, useMemo, useRef } from "react";
import type { DeclarationList, DeclarationSummary } from "../../server/declarations/contract.ts";
import { moment } from "../moment.ts";
import { FormName } from "../forms/name.tsx";
import { amountText } from "./money.ts";
import { useNear, usePrinting } from "./near.ts";

function Absent() {
  return <span className="quiet">—</span>;
}

function UnitName({ row }: { row: DeclarationSummary }) {
  if (row.unitName === null && row.unitCode === null) return <Absent />;
  return (
    <>
      {row.unitName}
      {row.unitCode !== null && <span className="quiet"> {row.unitCode}</span>}
    </>
  );
}

/** Findings by severity; the way to them. */
function Findings({ row: { id, review } }: { row: DeclarationSummary }) {
  if (review === null) return <span className="quiet">…</span>;
  if (review.errors + review.warnings + review.advices === 0) return <span className="quiet">无问题</span>;
  const told: [number, string, string][] = [[review.errors, "error", "必须修改"], [review.warnings, "warning", "应修改或说明"], [review.advices, "advice", "建议完善"]];
  return (
    <Link to="/declarations/$id" params={{ id }} search={{ panel: "review" }} preload={false} className="found" title={told.map(([count, , name]) => `${name} ${count}`).join("，")}>
      {told.map(([count, severity]) => (
        <span key={severity} className={count === 0 ? "none" : severity}>
          {count}
        </span>
      ))}
      <span className="unseen">处问题（必须修改、应修改或说明、建议完善）</span>
    </Link>
  );
}

interface Column {
  title: string;
  /** Gives width and alignment in the style sheet. */
  name: string;
  cell: (row: DeclarationSummary) => React.ReactNode;
}

const columns: Column[] = [
  {
    title: "项目名称",
    name: "col-project",
    cell: ({ id, projectName }) => (
      <Link to="/declarations/$id" params={{ id }} className="row-link" onKeyDown={moveBetweenRows}>
        {projectName ?? "（未印项目名称）"}
      </Link>
    ),
  },
  { title: "单位", name: "col-unit", cell: (row) => <UnitName row={row} /> },
  { title: "年度", name: "col-year", cell: ({ year }) => year ?? <Absent /> },
  { title: "表样", name: "col-form", cell: ({ form }) => <FormName form={form} /> },
  {
    title: "预算总额",
    name: "col-total figures",
    cell: ({ total, currency }) => (total === null ? <Absent /> : amountText(total, currency)),
  },
  { title: "指标数", name: "col-count figures", cell: ({ indicators }) => indicators },
  { title: "待核对", name: "col-count figures", cell: ({ doubts }) => <span className={doubts === 0 ? "quiet" : "doubtful"}>{doubts}</span> },
  { title: "审核", name: "col-review", cell: (row) => <Findings row={row} /> },
  { title: "来源文件", name: "col-file", cell: ({ file }) => <span title={file}>{file}</span> },
  { title: "导入时间", name: "col-moment figures", cell: ({ importedAt }) => moment(importedAt) },
];

/** Up and down walk the rows, so that the list needs no mouse; Enter follows the link by itself. */
function moveBetweenRows(event: React.KeyboardEvent<HTMLAnchorElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a.row-link")];
  event.preventDefault();
  links[links.indexOf(event.currentTarget) + step]?.focus();
}

function Row({ row, number }: { row: DeclarationSummary; number: number }) {
  const navigate = useNavigate();
  const open = (event: React.MouseEvent) => {
    // A click on the link, or one that ends a text selection, is not meant for the row.
    if (event.target instanceof Element && event.target.closest("a")) return;
    if (window.getSelection()?.isCollapsed === false) return;
    void navigate({ to: "/declarations/$id", params: { id: row.id } });
  };
  return (
    // The head is the first row.
    <tr className="row" aria-rowindex={number + 1} onClick={open}>
      {columns.map(({ title, name, cell }) => (
        <td key={title} className={name}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Rows that come and go together. */
const blockRows = 10;
/** Of a row of one line. */
const rowHeight = 35;

interface BlockProps {
  items: readonly DeclarationSummary[];
  /** The number of its first row in the list. */
  from: number;
  /** Drawn before anybody can say whether it is near the window. */
  atOnce: boolean;
  /** On paper everything is drawn. */
  whole: boolean;
}

/** Some rows, drawn only while they are near the window; elsewhere as much room as they took. */
const Block = memo(function Block({ items, from, atOnce, whole }: BlockProps) {
  const place = useRef<HTMLTableSectionElement>(null);
  const { near, height } = useNear(place, atOnce, items.length * rowHeight);
  const drawn = near || whole;
  return (
    <tbody ref={place} className="block" {...(drawn ? {} : { style: { height }, "aria-hidden": true })}>
      {drawn && items.map((row, at) => <Row key={row.id} row={row} number={from + at + 1} />)}
    </tbody>
  );
});

/** One page of the answers. */
const Page = memo(function Page({ items, from, whole }: { items: readonly DeclarationSummary[]; from: number; whole: boolean }) {
  const blocks = useMemo(() => Array.from({ length: Math.ceil(items.length / blockRows) }, (_, nth) => items.slice(nth * blockRows, (nth + 1) * blockRows)), [items]);
  return blocks.map((block, nth) => <Block key={block[0]?.id} items={block} from={from + nth * blockRows} atOnce={from === 0 && nth < 3} whole={whole} />);
});

/** The list as a table that stays quick with many thousand rows: there are only those near the window, and they come while nobody waits. */
export function DeclarationTable({ pages, stale }: { pages: DeclarationList[]; stale: boolean }) {
  const printing = usePrinting();
  const froms: number[] = [];
  let known = 0;
  for (const { items } of pages) {
    froms.push(known);
    known += items.length;
  }
  return (
    <table className="declarations" aria-busy={stale} aria-rowcount={pages.at(-1)?.next === null ? known + 1 : -1}>
      <thead>
        <tr>
          {columns.map(({ title, name }) => (
            <th key={title} scope="col" className={name}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {pages.map((page, at) => (
        <Page key={page.items[0]?.id ?? "none"} items={page.items} from={froms[at] ?? 0} whole={printing} />
      ))}
    </table>
  );
}
