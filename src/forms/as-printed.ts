import { fold } from "../declaration/numeral.ts";
import { compact } from "../grid/cut.ts";
import type { Cell } from "../grid/grid.ts";
import type { Reader } from "./reader.ts";
import { type Row, filled } from "./rows.ts";
import type { HeadColumn } from "./table-head.ts";

/** Tells of a text that has no place in the form. */
export function quote({ grid, draft }: Reader, cell: Cell): void {
  const { text, places } = compact(grid, cell);
  // 项目一 beside the rows of a form only counts them.
  if (/^(?:[\p{P}\p{S}]*|项目(?:[一二三四五六七八九十]{1,3}|\d{1,2}))$/u.test(fold(text))) return;
  draft.problem("READ-03", `表内有一处文字没有对应的栏目：“${text.slice(0, 200)}”。`, places[0] ?? null);
}

/** Labels that no vocabulary knows, with their values: what no field takes is kept as printed. */
export function keepUnknown(reader: Reader, cells: readonly Cell[]): void {
  for (let at = 0; at < cells.length; at += 2) {
    const [label, value] = cells.slice(at, at + 2);
    const name = label ? fold(label.text).replace(/:$/, "") : "";
    if (label && value && name.length <= 20 && !/^[\d.,%]+$/.test(name)) reader.draft.extra.push({ label: name, cut: compact(reader.grid, value) });
    else for (const cell of cells.slice(at, at + 2)) quote(reader, cell);
  }
}

/** What a row 小计 adds up is kept as printed, with the heads of its columns. */
export function keepSubtotal({ grid, draft }: Reader, row: Row, head: readonly HeadColumn[]): void {
  const figures = filled(row).filter(({ text }) => /\d/.test(text));
  for (const cell of figures) draft.extra.push({ label: ["小计", head.find(({ index }) => index === cell.column)?.label].filter((part) => part !== undefined).join("·"), cut: compact(grid, cell) });
}
