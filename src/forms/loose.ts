import { fold } from "../declaration/numeral.ts";
import { compact, slice } from "../grid/cut.ts";
import type { Cell, Grid } from "../grid/grid.ts";
import { unit } from "./assign.ts";
import type { Draft } from "./draft.ts";
import { type Row, filled } from "./rows.ts";

const yearOnly = /^\(?((?:19|20)\d{2})年度?\)?$/;

const plainYear = /^(?:19|20)\d{2}$/;

/** 年度 heads columns and begins names; a label it is only with a year right beside it. */
function yearBeside(label: Cell, row: Row): Cell | null {
  if (fold(label.text) !== "年度") return null;
  const cells = filled(row);
  const next = cells[cells.indexOf(label) + 1];
  return next && /^(?:19|20)\d{2}年?$/.test(fold(next.text)) ? next : null;
}

/**
 * Reads texts that need no label: the year (2022年度), and above the table the unit with its code (353302某某中心).
 * @param unitAlone the form prints the unit without a label, so that a name without a code is one too
 */
export function looseValue(grid: Grid, draft: Draft, cell: Cell, row: Row, unitAlone: boolean): { placed: boolean } {
  const folded = fold(cell.text);
  const year = yearOnly.exec(folded);
  if (year) {
    const printed = /(?:[\d０-９]\s*){4}/.exec(cell.text);
    const cut = compact(grid, printed ? slice(cell, printed.index, printed.index + printed[0].length) : cell);
    draft.year ??= { value: Number(year[1]), places: cut.places };
    return { placed: true };
  }
  if (yearBeside(cell, row) !== null) return { placed: true };
  if (plainYear.test(folded) && filled(row).some((label) => yearBeside(label, row) === cell)) {
    draft.year ??= { value: Number(folded), places: compact(grid, cell).places };
    draft.fields.add("year");
    return { placed: true };
  }
  const above = !draft.lines.has("project.name") && !draft.lines.has("unit.name");
  const name = unitAlone && /^[^。]{2,80}$/.test(folded) && /\p{Script=Han}.*\p{Script=Han}/u.test(folded) && !/表$|^附件|^公开/.test(folded);
  if (above && filled(row).length <= 2 && (name || /^[[(]?\d{3,}[\])]?[-_]?[^\d,.%年月]{4,40}$/.test(folded))) {
    unit(grid, draft, "单位", cell);
    draft.fields.add("unit");
    return { placed: true };
  }
  return { placed: false };
}
