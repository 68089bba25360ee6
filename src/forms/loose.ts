import { fold } from "../declaration/numeral.ts";
import { compact, slice } from "../grid/cut.ts";
import type { Cell, Grid } from "../grid/grid.ts";
import { unit } from "./assign.ts";
import type { Draft } from "./draft.ts";
import { type Row, filled } from "./rows.ts";

const yearOnly = /^\(?((?:19|20)\d{2})年度?\)?$/;

/** Reads texts that need no label: the year (2022年度), and above the table the unit with its code (353302某某中心). */
export function looseValue(grid: Grid, draft: Draft, cell: Cell, row: Row): { placed: boolean } {
  const folded = fold(cell.text);
  const year = yearOnly.exec(folded);
  if (year) {
    const printed = /(?:[\d０-９]\s*){4}/.exec(cell.text);
    const cut = compact(grid, printed ? slice(cell, printed.index, printed.index + printed[0].length) : cell);
    draft.year ??= { value: Number(year[1]), places: cut.places };
    return { placed: true };
  }
  const above = !draft.lines.has("project.name") && !draft.lines.has("unit.name");
  if (above && filled(row).length <= 2 && /^[[(]?\d{3,}[\])]?[-_]?[^\d,.%年月]{4,40}$/.test(folded)) {
    unit(grid, draft, "单位", cell);
    draft.fields.add("unit");
    return { placed: true };
  }
  return { placed: false };
}
