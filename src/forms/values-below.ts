import type { Cell } from "../grid/grid.ts";
import { type LabelBook, isSection } from "./book.ts";
import { type Row, filled, isBlank } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** What a form asks for once: labels of these are no heads of columns. */
const asked = /^(?:project\.|unit$|department$|year$|funding\.(?!currency|purpose))/;

/**
 * A row of nothing but labels (项目名称, 主管部门, 预算单位, 资金总额) over a row of their values becomes one row in which each
 * value stands behind its label.
 */
export function valuesBehindLabels(rows: readonly Row[], book: LabelBook): Row[] {
  const made: Row[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    const pairs = row && pairsOf(row, rows[at + 1], book);
    if (pairs) {
      // Its cells stand elsewhere now: what the file states of merged ones says nothing of them any more.
      const { stated: _, ...told } = row;
      made.push({ ...told, cells: pairs.flat().map((cell, column) => ({ ...cell, column, rowSpan: 1, colSpan: 1 })) });
      at++;
    } else if (row) made.push(row);
  }
  return made;
}

function pairsOf(row: Row, below: Row | undefined, book: LabelBook): Cell[][] | null {
  if (row.kind !== "row" || below?.kind !== "row" || row.stated?.table !== below.stated?.table || row.cells.some((cell) => isBlank(cell))) return null;
  const [labels, values] = [labelsOf(row, book), filled(below)];
  if (labels === null || values.length === 0 || headOf(row, book) !== null || headOf(below, book) !== null) return null;
  if (values.some((cell) => book.find(cell.text) !== null || book.head(cell.text) !== null)) return null;
  if (values.some((cell) => !labels.some((label) => belongs(cell, label, book)))) return null;
  return filled(row).map((label) => [label, ...values.filter(({ column }) => column === label.column && labels.includes(label))]);
}

const fieldOf = (label: Cell, book: LabelBook): string => book.find(label.text)?.entries[0]?.field ?? "";

/** Whether a cell stands right below a label, as wide as that; below one of money only an amount does. */
function belongs(value: Cell, label: Cell, book: LabelBook): boolean {
  return value.column === label.column && value.colSpan === label.colSpan && (!fieldOf(label, book).startsWith("funding.") || /^[^\p{Script=Han}]*\d|^\s*[-—–/无]\s*$/u.test(value.text));
}

/** The labels of a row that holds nothing else; a section that spans rows may stand before them. Null where it holds more, or goals alone. */
function labelsOf(row: Row, book: LabelBook): Cell[] | null {
  const cells = filled(row);
  const found = cells.map((cell) => book.find(cell.text));
  if (found.some((label) => label === null || label.rest !== null)) return null;
  const labels = cells.filter((_, nth) => !(nth === 0 && found[0] && isSection(found[0])));
  const fields = labels.map((cell) => fieldOf(cell, book));
  return labels.length >= 2 && fields.some((field) => asked.test(field)) && fields.every((field) => asked.test(field) || field.startsWith("goals.") || field === "extra") ? labels : null;
}
