// The layout of a form that was learnt from a document: its own where the document's cells show it, else a plain one.
import type { FormCell, FormDefinition, IndicatorTable } from "./form.ts";
import type { HeadMark, LabelMark, LaidBlock, LaidCell, Mapping } from "./mapping.ts";

type Layout = Pick<FormDefinition, "grid" | "above" | "rows" | "tables" | "below">;

const cell = (told: Partial<FormCell> & Pick<FormCell, "field">): FormCell => ({ label: null, span: 1, rows: 1, value: 1, numbered: false, extra: null, ...told });
const blank = (span: number, rows = 1): FormCell => cell({ field: "section", span, rows });

/** Lines above the table: what is labelled in paragraphs, two on a line as forms print them. */
function linesAbove(labels: readonly LabelMark[]): FormCell[][] {
  const lines = labels.map(({ label, field }) => cell({ label, field, value: "inside" }));
  return Array.from({ length: Math.ceil(lines.length / 2) }, (_, nth) => lines.slice(nth * 2, nth * 2 + 2));
}

function tableOf({ scope, heading, columns }: HeadMark, spans: readonly number[]): IndicatorTable {
  return { heading, scope, goalName: null, columns: columns.map(({ label, column, scope: of }, nth) => ({ label: label.replace(/\s/g, ""), column, span: spans[nth] ?? 1, scope: of })) };
}

/** As the document lays it out; null where its tables have different columns, or a value's cell is missing. */
export function asPrinted(blocks: readonly LaidBlock[], { labels, heads }: Mapping): Layout | null {
  const marked = [...labels, ...heads].map(({ block }) => block).filter((block) => blocks[block]?.kind === "table");
  const paper = asOneTable(blocks, Math.min(...marked), Math.max(...marked));
  if (!paper || heads.length === 0) return null;
  const inTable = labels.flatMap((mark) => (blocks[mark.block]?.kind === "table" ? [{ ...mark, row: paper.rowOf(mark) }] : []));
  const headRows = heads.map((head) => paper.rowOf(head)).sort((a, b) => a - b);
  const [top = 0, last = 0] = [headRows[0], headRows.at(-1)];
  if (inTable.some(({ row }) => row > top && row < last)) return null;
  const [first, end] = [Math.min(top, ...inTable.map(({ row }) => row)), Math.max(last, ...inTable.map(({ row }) => row)) + 1];
  const bounds = boundsOf(paper.rows.slice(first, end));
  const behindTable = inTable.filter(({ row }) => row > last).map(({ row }) => row);
  const rows = rowsBetween(paper.rows, inTable, bounds, first, top - headings(heads, paper, top));
  const below = behindTable.length === 0 ? [] : rowsBetween(paper.rows, inTable, bounds, Math.min(...behindTable), end);
  if (!rows || !below) return null;
  const tables = heads.map((head) => tableOf(head, head.columns.map((mark) => spanOf(paper.rows[paper.rowOf(head)]?.[mark.cell], bounds))));
  const beside = labels.filter(({ block }) => blocks[block]?.kind === "paragraph");
  const behind = beside.filter(({ block }) => block > Math.max(...marked)).map(({ label, field }) => [cell({ label: label.replace(/\s/g, ""), field, value: bounds.length - 2 })]);
  return { grid: widths(paper.rows.slice(first, end), bounds), above: linesAbove(beside.filter(({ block }) => block < Math.min(...marked))), rows, tables, below: [...below, ...behind] };
}

/** The rows of several tables one below the other, where all of them have the same columns. */
interface OneTable {
  rows: readonly (readonly LaidCell[])[];
  rowOf: (at: { block: number; row: number }) => number;
}

function asOneTable(blocks: readonly LaidBlock[], from: number, to: number): OneTable | null {
  const starts = new Map<number, number>();
  const rows: (readonly LaidCell[])[] = [];
  const wide = new Set<number>();
  for (let nth = from; nth <= to; nth++) {
    const block = blocks[nth];
    if (block?.kind !== "table") continue;
    starts.set(nth, rows.length);
    rows.push(...block.rows);
    wide.add(Math.max(...block.rows.flat().map(({ column, colSpan }) => column + colSpan)));
  }
  return wide.size === 1 ? { rows, rowOf: ({ block, row }) => (starts.get(block) ?? 0) + row } : null;
}

/** The row above the first table's head is its heading, and no row of labels. */
const headings = (heads: readonly HeadMark[], paper: OneTable, top: number): number => {
  const head = heads.find((one) => paper.rowOf(one) === top);
  const above = paper.rows[top - 1]?.map(({ text }) => text.replace(/\s/g, "")).join("");
  return head?.heading && above === head.heading ? 1 : 0;
};

function boundsOf(rows: readonly (readonly LaidCell[])[]): number[] {
  const bounds = new Set<number>([0]);
  for (const { column, colSpan } of rows.flat()) bounds.add(column).add(column + colSpan);
  return [...bounds].sort((a, b) => a - b);
}

const spanOf = (found: LaidCell | undefined, bounds: readonly number[]): number => (found === undefined ? 1 : Math.max(1, bounds.filter((bound) => bound > found.column && bound <= found.column + found.colSpan).length));

/** Columns as wide as their longest short text wants, within what a sheet of paper bears. */
function widths(rows: readonly (readonly LaidCell[])[], bounds: readonly number[]): number[] {
  return bounds.slice(1).map((end, nth) => {
    const start = bounds[nth] ?? 0;
    const texts = rows.flat().filter(({ column, colSpan }) => column === start && column + colSpan === end).map(({ text }) => text.trim().length);
    return Math.min(40, Math.max(14, ...texts.map((length) => length * 4)));
  });
}

/** A cell and which of its row's it is; null where nothing but empty places stand. */
interface PlacedCell extends LaidCell {
  nth: number | null;
}

/**
 * The cells of a row and, between them, a cell for the places that a workbook leaves empty.
 * @param held for each column how many rows a cell from above covers it yet; counted on
 */
function withGaps(cells: readonly LaidCell[], held: number[], width: number): PlacedCell[] {
  const all: PlacedCell[] = cells.map((found, nth) => ({ ...found, nth }));
  const taken = (column: number): boolean => (held[column] ?? 0) > 0 || cells.some((found) => found.column <= column && column < found.column + found.colSpan);
  for (let column = 0; column < width; column++) {
    if (taken(column)) continue;
    let end = column + 1;
    while (end < width && !taken(end)) end++;
    all.push({ text: "", column, colSpan: end - column, rowSpan: 1, nth: null });
    column = end;
  }
  for (let column = 0; column < width; column++) held[column] = Math.max(0, (held[column] ?? 0) - 1);
  for (const found of cells) for (let column = found.column; column < found.column + found.colSpan; column++) held[column] = found.rowSpan - 1;
  return all.sort((a, b) => a.column - b.column);
}

/** The rows of labels from one row of the document to another. */
function rowsBetween(rows: readonly (readonly LaidCell[])[], marks: readonly LabelMark[], bounds: readonly number[], from: number, to: number): FormCell[][] | null {
  const waiting: { mark: LabelMark; column: number }[] = [];
  const laid: FormCell[][] = [];
  const held: number[] = [];
  for (let row = from; row < to; row++) {
    const cells = withGaps(rows[row] ?? [], held, bounds.at(-1) ?? 0);
    const line: FormCell[] = [];
    for (let at = 0; at < cells.length; at++) {
      const found = cells[at];
      if (found === undefined) continue;
      const mark = marks.find((one) => one.row === row && one.cell === found.nth);
      const span = spanOf(found, bounds);
      if (!mark) {
        const home = waiting.findIndex(({ column }) => column === found.column);
        const [served] = home < 0 ? [] : waiting.splice(home, 1);
        line.push(served ? cell({ field: served.mark.field, span, rows: found.rowSpan }) : blank(span, found.rowSpan));
        continue;
      }
      const told = { label: mark.label.replace(/\s/g, ""), field: mark.field, span, rows: found.rowSpan };
      if (mark.field === "section") line.push(cell(told));
      else if (mark.value === "inside") line.push(cell({ ...told, value: "inside" }));
      else if (mark.value === "below") {
        line.push(cell({ ...told, value: "below" }));
        waiting.push({ mark, column: found.column });
      } else {
        const value = cells[at + 1];
        if (value === undefined || value.rowSpan !== found.rowSpan || marks.some((one) => one.row === row && one.cell === value.nth)) return null;
        line.push(cell({ ...told, value: spanOf(value, bounds) }));
        at++;
      }
    }
    laid.push(line);
  }
  return laid;
}

/** A plain layout of the same labels: one on a line, in the order of the document. */
export function arranged({ labels, heads }: Mapping): Layout {
  const columns = Math.max(4, ...heads.map((head) => head.columns.length));
  const wide = Math.max(1, Math.round(columns / 5));
  const plan = labels.filter(({ field }) => field === "spendingPlan");
  const others = labels.filter(({ field }) => field !== "spendingPlan");
  const rows = others.flatMap(({ label, field, value }): FormCell[][] => {
    const name = label.replace(/\s/g, "");
    if (field === "section") return [[cell({ label: name, field, span: columns })]];
    if (value === "below") return [[cell({ label: name, field, span: columns, value: "below" })], [cell({ field, span: columns })]];
    return [[cell({ label: name, field, span: wide, value: columns - wide })]];
  });
  const dates = plan.length === 0 || plan.length > columns ? [] : sharedOut(columns, plan.length);
  const ofPlan = dates.length === 0 ? [] : [dates.map((span, nth) => cell({ label: plan[nth]?.label ?? "", field: "spendingPlan", span, value: "below" })), dates.map((span) => cell({ field: "spendingPlan", span }))];
  return { grid: Array.from({ length: columns }, () => 26), above: [], rows: [...rows, ...ofPlan], tables: heads.map((head) => tableOf(head, sharedOut(columns, head.columns.length))), below: [] };
}

/** So many columns for so many cells, the last one taking what is left. */
const sharedOut = (columns: number, cells: number): number[] => Array.from({ length: cells }, (_, nth) => (nth < cells - 1 ? Math.floor(columns / cells) : columns - Math.floor(columns / cells) * (cells - 1)));
