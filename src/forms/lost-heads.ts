import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import { align, misfit, withRoles } from "./align.ts";
import type { Column } from "./form.ts";
import { codedBases } from "./labels.ts";
import { type Row, filled } from "./rows.ts";
import { reach } from "./short-rows.ts";
import type { HeadColumn } from "./table-head.ts";

/** A head with columns for what no printed head stands over. */
export interface Mended {
  head: HeadColumn[];
  /** A head was lost where columns are only counted: those behind it moved, and which one was lost is a guess. */
  moved: boolean;
}

/**
 * Finds the columns of a table whose head is blank or was lost, and tells by their cells what they hold. Where columns are
 * counted by separators and the head has fewer than its rows, the heads behind the lost one are moved back.
 * @param printed the row of the head
 */
export function withLostHeads(head: readonly HeadColumn[], printed: Row, rows: readonly Row[]): Mended {
  const body = rows.filter(({ kind, told }) => kind === "row" && !told);
  const bare = headless(head, printed, body);
  if (bare.length === 0) return { head: [...head], moved: false };
  const columns = head.map(({ column }) => column).filter((column) => column !== "side" && column !== "extra");
  if (new Set(columns).size < columns.length) return { head: [...head], moved: true };
  const last = Math.max(...head.map(({ index }) => index));
  const behind = bare.every((index) => index > last);
  const better = behind && bare.length === 1 && !printed.stated ? movedBack(head, body) : null;
  const lost = better ? headless(better, null, body) : bare;
  return { head: lost.reduce((known, index) => withColumn(known, index, body), better ?? [...head]), moved: better !== null };
}

/** What the alignment of a row costs that has a cell too many. */
const fitsNowhere = 8;

/** Columns that several rows fill and no head stands over. */
function headless(head: readonly HeadColumn[], printed: Row | null, rows: readonly Row[]): number[] {
  const first = Math.min(...head.map(({ index }) => index));
  const under = new Set(head.map(({ index }) => index));
  for (const { column, colSpan } of printed ? filled(printed) : []) for (let at = column; at < column + colSpan; at++) under.add(at);
  const counts = new Map<number, number>();
  const columns = withRoles(head);
  for (const row of rows) {
    // A file that states its cells states a column as well: a row with fewer than stand before this one has moved.
    const states = (column: number) => !row.stated || reach(row) > column;
    const beyond = filled(row).filter(({ column, text }) => !under.has(column) && states(column) && (column > first || familyOf(text) !== null));
    // A row that only moved fits its heads all the same.
    if (beyond.length === 0 || align(filled(row), columns).cost < fitsNowhere) continue;
    for (const { column } of beyond) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const enough = Math.max(rows.length > 3 ? 2 : 1, rows.length / 4);
  return [...counts].filter(([column, count]) => count >= enough || column < first).map(([column]) => column).sort((a, b) => a - b);
}

/** The heads from some place on moved one column to the right, where the cells then fit far better; else null. */
function movedBack(head: readonly HeadColumn[], rows: readonly Row[]): HeadColumn[] | null {
  const cost = costOf(head, rows);
  let best: { head: HeadColumn[]; cost: number } | null = null;
  for (const { index: from } of head) {
    const moved = head.map((one) => (one.index >= from ? { ...one, index: one.index + 1 } : one));
    const whole = withColumn(moved, from, rows);
    const found = { head: moved, cost: costOf(whole, rows) + outOfOrder(whole) };
    if (!best || found.cost < best.cost) best = found;
  }
  return best && best.cost < cost / 2 ? best.head : null;
}

/** How badly the cells of the rows fit the heads that they stand under. */
function costOf(head: readonly HeadColumn[], rows: readonly Row[]): number {
  const columns = withRoles(head);
  return rows.flatMap(filled).reduce((sum, cell) => {
    const column = columns.find(({ index }) => index === cell.column);
    return sum + (column ? Math.min(misfit(cell.text, column.role), 5) : 0);
  }, 0);
}

const usualOrder: readonly Column[] = ["level1", "level2", "level3", "level4", "description", "comparator", "target", "unit", "basis", "weight", "actual", "score", "extra"];

function outOfOrder(head: readonly HeadColumn[]): number {
  const order = [...head].sort((a, b) => a.index - b.index).map(({ column }) => usualOrder.indexOf(column));
  return order.filter((one, at) => order.slice(at + 1).some((other) => other < one)).length * 0.1;
}

function withColumn(head: readonly HeadColumn[], index: number, rows: readonly Row[]): HeadColumn[] {
  const texts = rows.flatMap((row) => filled(row).filter((cell) => cell.column === index)).map(({ text }) => fold(text));
  const column = columnOf(texts, head, index);
  return [...head, { column, index, label: column === "extra" ? "（没有表头）" : "", guessed: true }].sort((a, b) => a.index - b.index);
}

/** What a column without a head holds, told by its cells and by which heads the table lacks. */
function columnOf(texts: readonly string[], head: readonly HeadColumn[], index: number): Column {
  const has = (column: Column) => head.some((one) => one.column === column);
  const before = (column: Column) => head.some((one) => one.column === column && one.index < index);
  const most = (test: (text: string) => boolean, share = 0.6) => texts.filter(test).length >= texts.length * share;
  const level = levelOf(most, has, before);
  if (level) return level;
  if (!has("comparator") && most((text) => /^(?:[≥≤><=]+|定性|定量|正向|反向)$/.test(text))) return "comparator";
  if (!has("basis") && most((text) => codedBases.has(text))) return "basis";
  if (!has("target") && most((text) => readTarget(text).kind !== "text", 0.4)) return "target";
  const points = most((text) => /^\d{1,3}(?:\.\d+)?分?$/.test(text), 0.9) && texts.reduce((sum, text) => sum + Number.parseFloat(text), 0) <= 101;
  if (points && (!has("weight") || !has("score"))) return has("weight") ? "score" : "weight";
  if (!has("actual") && before("target") && most((text) => readTarget(text).kind !== "text")) return "actual";
  if (!has("unit") && before("target") && most((text) => text.length <= 8 && !/\d/.test(text), 0.8)) return "unit";
  return !has("description") && before("level3") && !before("target") ? "description" : "extra";
}

type Most = (test: (text: string) => boolean, share?: number) => boolean;
type Has = (column: Column) => boolean;

function levelOf(most: Most, has: Has, before: Has): Column | null {
  if (!has("level1") && !before("level2") && most((text) => familyOf(text) !== null)) return "level1";
  const labels = most((text) => classesOf(text).length > 0 || familyOf(text) !== null);
  if (labels) return !has("level2") && !before("level3") ? "level2" : !has("level3") && !before("level4") ? "level3" : null;
  return !has("level3") && before("level2") && !before("target") ? "level3" : null;
}
