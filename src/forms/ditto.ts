import { fold } from "../declaration/numeral.ts";
import type { TableColumn } from "./align.ts";
import type { Row } from "./rows.ts";

const ditto = /^(?:同上|同前|["”〃″]|〃+)$/;

/** 同上 in a column of levels says what stands above it: it is read as the empty cell that merging leaves. */
export function withoutDittos(rows: readonly Row[], columns: readonly TableColumn[]): Row[] {
  const levels = new Set(columns.filter(({ role }) => role === "family" || role === "between" || role === "class").map(({ index }) => index));
  const isDitto = ({ column, text }: Row["cells"][number]) => levels.has(column) && ditto.test(fold(text));
  return rows.map((row) => (row.cells.some(isDitto) ? { ...row, cells: row.cells.map((cell) => (isDitto(cell) ? { ...cell, text: "", offsets: cell.offsets && [] } : cell)) } : row));
}
