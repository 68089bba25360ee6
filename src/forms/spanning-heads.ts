import { fold } from "../declaration/numeral.ts";
import { type Row, filled } from "./rows.ts";

const level = /^(?:[一二三四]级指标|指标名称)(?:名称)?$/;
/** Most cells are longer or of other words: they are not folded. */
export const isLevelHead = (text: string): boolean => text.length < 16 && text.includes("指") && level.test(fold(text));
const levelsIn = (row: Row) => filled(row).filter(({ text }) => isLevelHead(text));
/** A cell over two levels at least: what stands above a head that is printed again has none. */
const isOver = (above: Row, row: Row): boolean => filled(above).some(({ column, colSpan }) => levelsIn(row).filter((cell) => column <= cell.column && cell.column < column + colSpan).length >= 2);

/**
 * A head of two rows of which the lower has the levels (绩效指标 over 一级指标, 二级指标, 三级指标): heads that span both rows
 * (计量单位, 备注) stand in the upper one only. They are put beside the levels.
 */
export function headsInOneRow(rows: readonly Row[]): Row[] {
  const made: Row[] = [];
  for (const row of rows) {
    const above = made.at(-1);
    const spanning = row.stated && above?.stated?.table === row.stated.table && levelsIn(above).length === 0 && isOver(above, row) ? filled(above).filter(({ rowSpan }) => rowSpan === 2) : [];
    const beside = spanning.filter(({ column }) => column > Math.min(...filled(row).map((cell) => cell.column)));
    if (above && beside.length > 0) {
      made[made.length - 1] = { ...above, cells: above.cells.filter((cell) => !beside.includes(cell)) };
      made.push({ ...row, cells: [...row.cells, ...beside.map((cell) => ({ ...cell, rowSpan: 1 }))].sort((a, b) => a.column - b.column) });
    } else made.push(row);
  }
  return made;
}
