import { fold } from "../declaration/numeral.ts";
import { type Row, filled } from "./rows.ts";

const words = /^(?:年初预算数?|全年预算数|调整后预算数?|预算执行数|全年执行数|\d{1,2}[~-]\d{1,2}月(?:预算)?执行[数率]|执行数|执行率|预算执行率|全年预计执行数|分值|权重|得分|原因)(?:\(.*\))?$/;

/** The heads of a table of amounts with several columns (年初预算数, 全年执行数 …); none where the row is something else. */
export function amountHeads(row: Row): { column: number; label: string }[] {
  const heads = filled(row).map((cell) => ({ column: cell.column, label: fold(cell.text) }));
  const found = heads.filter(({ label }) => words.test(label));
  return found.length >= 3 && found.length >= heads.length - 2 ? found : [];
}
