import type { FlowBlock, FlowCell, FlowTable } from "../flow.ts";
import { type CellCount, maxColumns, tooManyColumns } from "../limits.ts";
import { type HtmlNode, attribute } from "./tree.ts";
import { isHidden } from "./visibility.ts";

/** The most that browsers let a cell span. */
const maxColSpan = 1_000;
const maxRowSpan = 65_534;

/**
 * Reads a table by the rules of browsers: head rows first and foot rows last, cells in the first free column, a row span
 * that ends with its group at the latest.
 * @param inside reads what a cell holds
 */
export function readTable(node: HtmlNode, inside: (cell: HtmlNode) => FlowBlock[], count: CellCount): FlowTable {
  const groups: HtmlNode[][] = [];
  const heads: HtmlNode[][] = [];
  const feet: HtmlNode[][] = [];
  for (const child of node.children) {
    if (isHidden(child)) continue;
    if (child.name === "tr") groups.push([child]);
    else if (child.name === "thead") heads.push(rowsIn(child));
    else if (child.name === "tfoot") feet.push(rowsIn(child));
    else if (child.name === "tbody") groups.push(rowsIn(child));
  }
  const rows: FlowCell[][] = [];
  for (const group of [...heads, ...groups, ...feet]) readGroup(group, inside, count, rows);
  return { kind: "table", rows };
}

function rowsIn(group: HtmlNode): HtmlNode[] {
  return group.children.filter((child) => child.name === "tr" && !isHidden(child));
}

function readGroup(group: readonly HtmlNode[], inside: (cell: HtmlNode) => FlowBlock[], count: CellCount, rows: FlowCell[][]): void {
  /** For each column the number of rows, from the present one on, that a cell from above still takes. */
  const taken: number[] = [];
  group.forEach((row, index) => {
    const cells: FlowCell[] = [];
    let column = 0;
    for (const node of row.children) {
      if ((node.name !== "td" && node.name !== "th") || isHidden(node)) continue;
      while ((taken[column] ?? 0) > 0) column++;
      const colSpan = spanOf(node, "colspan", maxColSpan) || 1;
      const left = group.length - index;
      const rowSpan = Math.min(spanOf(node, "rowspan", maxRowSpan) || left, left);
      if (column + colSpan > maxColumns) throw tooManyColumns();
      count.add();
      cells.push({ column, rowSpan, colSpan, page: null, blocks: inside(node) });
      for (let at = column; at < column + colSpan; at++) taken[at] = Math.max(taken[at] ?? 0, rowSpan);
      column += colSpan;
    }
    for (let at = 0; at < taken.length; at++) taken[at] = Math.max((taken[at] ?? 0) - 1, 0);
    rows.push(cells);
  });
}

/** A span as written; 1 where it is none. A row span of 0 means “to the end of the group”. */
function spanOf(node: HtmlNode, name: string, most: number): number {
  const digits = /^\s*\+?(\d{1,9})/.exec(attribute(node, name) ?? "1")?.[1];
  return digits === undefined ? 1 : Math.min(Number(digits), most);
}
