import type { FlowBlock, FlowCell, FlowTable } from "./flow.ts";
import { maxColumns } from "./limits.ts";

/** Whether a cell of a table holds another table. */
export function holdsTable(table: FlowTable): boolean {
  return table.rows.some((row) => row.some((cell) => innerTables(cell).length > 0));
}

function innerTables(cell: FlowCell): FlowTable[] {
  return cell.blocks.filter((block) => block.kind === "table");
}

/** A table inside a cell that has columns and rows of its own, not merely lines of text. */
function isRealTable(table: FlowTable): boolean {
  return table.rows.length > 1 && table.rows.some((row) => row.length > 1);
}

function holdsRealTable(table: FlowTable): boolean {
  return table.rows.some((row) => row.some((cell) => innerTables(cell).some((inner) => isRealTable(inner) || holdsRealTable(inner))));
}

/**
 * Whether a table around other tables only lays the page out (a frame, columns, a web page): then what its cells hold
 * stands around the inner tables. A form that has a table in one of its cells has rows of its own, label beside value.
 */
export function isLayout(table: FlowTable): boolean {
  if (table.rows.every((row) => row.length <= 1)) return true;
  let own = 0;
  let around = 0;
  for (const row of table.rows) {
    if (row.some((cell) => innerTables(cell).length > 0)) around++;
    else if (row.filter(({ blocks }) => blocks.some((block) => block.kind === "paragraph" && block.text.trim() !== "")).length > 1) own++;
  }
  return (own < 2 || own <= around) && holdsRealTable(table);
}

/**
 * A table inside a cell of a form looks, on paper, like rows of the form itself: here it becomes such rows. The cell's
 * columns and rows are divided as finely as the inner tables need, and everything beside it spans accordingly.
 * Tables of one row or one column stay what the cell says.
 */
export function spreadOut(table: FlowTable): FlowTable {
  for (const row of table.rows) {
    for (const cell of row) cell.blocks = cell.blocks.map((block) => (block.kind === "table" && holdsTable(block) ? spreadOut(block) : block));
  }
  const parts = new Map<FlowCell, Part[]>();
  for (const row of table.rows) for (const cell of row) if (innerTables(cell).some(isRealTable)) parts.set(cell, partsOf(cell));
  if (parts.size === 0) return table;
  const columns = startsOf(table, parts, "column");
  const rows = startsOf(table, parts, "row");
  if (columns.length > maxColumns || (columns.at(-1) ?? 0) > maxColumns) return table;
  const spread: FlowCell[][] = Array.from({ length: rows.at(-1) ?? 0 }, () => []);
  const put = (at: number, cell: FlowCell) => spread[at]?.push(cell);
  table.rows.forEach((row, index) => {
    for (const cell of row) {
      const [left, right] = between(columns, cell.column, cell.colSpan);
      const [top, bottom] = between(rows, index, cell.rowSpan);
      const inside = parts.get(cell);
      if (inside) placeParts(inside, { ...cell, column: left, colSpan: right - left }, top, bottom, put);
      else put(top, { ...cell, column: left, colSpan: right - left, rowSpan: bottom - top });
    }
  });
  for (const row of spread) row.sort((one, other) => one.column - other.column);
  return { kind: "table", rows: spread };
}

/** What stands below each other in a cell: lines of text, or a table. */
type Part = FlowTable | FlowBlock[];

function partsOf(cell: FlowCell): Part[] {
  const parts: Part[] = [];
  for (const block of cell.blocks) {
    const last = parts.at(-1);
    if (block.kind === "table" && isRealTable(block)) parts.push(block);
    else if (block.kind === "paragraph" && block.text.trim() === "") continue;
    else if (Array.isArray(last)) last.push(block);
    else parts.push([block]);
  }
  return parts;
}

function widthOf(part: Part): number {
  let width = 1;
  if (!Array.isArray(part)) for (const row of part.rows) for (const { column, colSpan } of row) width = Math.max(width, column + colSpan);
  return width;
}

function heightOf(part: Part): number {
  return Array.isArray(part) ? 1 : part.rows.length;
}

/** Where each column (or row) of the outer table begins among the finer ones; the last number is where they end. */
function startsOf(table: FlowTable, parts: ReadonlyMap<FlowCell, readonly Part[]>, along: "column" | "row"): number[] {
  const sizes: number[] = along === "row" ? table.rows.map(() => 1) : [];
  table.rows.forEach((row, index) => {
    for (const cell of row) {
      const from = along === "row" ? index : cell.column;
      const to = from + (along === "row" ? Math.min(cell.rowSpan, table.rows.length - index) : cell.colSpan);
      if (along === "column") while (sizes.length < to) sizes.push(1);
      const inside = parts.get(cell);
      if (!inside) continue;
      const needed = along === "row" ? inside.reduce((sum, part) => sum + heightOf(part), 0) : Math.max(...inside.map(widthOf));
      const present = sizes.slice(from, to).reduce((sum, size) => sum + size, 0);
      sizes[to - 1] = (sizes[to - 1] ?? 1) + Math.max(0, needed - present);
    }
  });
  const starts = [0];
  for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
  return starts;
}

function between(starts: readonly number[], from: number, span: number): [number, number] {
  const end = starts.at(-1) ?? 0;
  return [starts[from] ?? end, starts[from + span] ?? end];
}

/** Puts the parts of a cell below each other; the last column and row of each take what is left over. */
function placeParts(parts: readonly Part[], cell: FlowCell, top: number, bottom: number, put: (row: number, cell: FlowCell) => void): void {
  let at = top;
  parts.forEach((part, nth) => {
    const end = nth === parts.length - 1 ? bottom : at + heightOf(part);
    if (Array.isArray(part)) put(at, { ...cell, rowSpan: end - at, blocks: part });
    else {
      const width = widthOf(part);
      part.rows.forEach((row, index) => {
        for (const inner of row) {
          const right = inner.column + inner.colSpan === width ? cell.colSpan : inner.column + inner.colSpan;
          const last = index + inner.rowSpan >= part.rows.length;
          put(at + index, { ...inner, column: cell.column + inner.column, colSpan: right - inner.column, rowSpan: last ? end - at - index : inner.rowSpan });
        }
      });
    }
    at = end;
  });
}
