// What a reviewer of an adjustment should look at: nothing of it forbids, each says why and where that is written.
import { compareDecimals } from "../declaration/decimal.ts";
import type { Declaration } from "../declaration/schema.ts";
import type { Target } from "../declaration/target.ts";
import { pairsIn } from "./difference.ts";

export const hintKinds = ["lowered", "removed", "money", "late", "asked"] as const;

export interface AdjustmentHint {
  kind: (typeof hintKinds)[number];
  /** Where in the adjusted content; null: the whole of it. */
  path: string | null;
  message: string;
  source: string;
}

/** What a reviewer asked for before the approval, and the content of which they said it. */
export interface AskedBefore {
  path: string | null;
  text: string;
  content: Declaration;
}

/** From this month on an adjustment comes late: of the year only its last quarter is left. */
const lateFrom = 10;

const onTargets = "财预〔2015〕88号第二十八条：绩效目标确定后，一般不予调整";
const onMoney = "财预〔2015〕88号第二十八条：确需调整的，随预算调整一并报批";
const onTime = "本系统的提示：各地绩效监控多截至三季度以前，其后的调整容易只是迁就结果";
const onOpinions = "本系统的提示：这处内容按审核意见修改后才批复";

/**
 * @param day on which the adjustment was begun, in China
 * @param asked what was remarked when the record was returned before its approval
 */
export function adjustmentHints(before: Declaration, after: Declaration, day: string, asked: readonly AskedBefore[]): AdjustmentHint[] {
  return [...onIndicators(before, after), ...onBudget(before, after), ...onDay(after, day), ...onAsked(before, after, asked)];
}

const nameOf = ({ level4, level3, level2 }: Declaration["indicators"][number]): string => level4 ?? level3 ?? level2 ?? "指标";

function onIndicators(before: Declaration, after: Declaration): AdjustmentHint[] {
  const pairs = pairsIn("indicators", before, after);
  const kept = new Set(pairs.map(([old]) => old));
  const lowered = pairs.flatMap(([old, now]): AdjustmentHint[] => {
    const [was, is] = [before.indicators[old], after.indicators[now]];
    if (!was?.target || !is?.target || !isLower(was.target, is.target)) return [];
    return [{ kind: "lowered", path: `indicators[${now}].target`, message: `“${nameOf(is)}”的指标值放宽了：${was.target.text} → ${is.target.text}。`, source: onTargets }];
  });
  const removed = before.indicators.flatMap((row, index): AdjustmentHint[] => (kept.has(index) ? [] : [{ kind: "removed", path: null, message: `删除了指标“${nameOf(row)}”${row.target ? `（${row.target.text}）` : ""}。`, source: onTargets }]));
  return [...lowered, ...removed];
}

/** Whether less is promised than was: less of what is to be at least so much, more of what is to be at most. */
export function isLower(was: Target, is: Target): boolean {
  if (was.kind !== "number" || is.kind !== "number" || was.unit !== is.unit || was.period !== is.period) return false;
  const change = compareDecimals(is.value, was.value);
  const atMost = was.comparator === "≤" || was.comparator === "<";
  return atMost ? change > 0 : change < 0;
}

const moneyOf = ({ funding }: Declaration) => funding.total ?? funding.annualTotal;

function onBudget(before: Declaration, after: Declaration): AdjustmentHint[] {
  const [was, is] = [moneyOf(before), moneyOf(after)];
  if ((was?.yuan ?? null) === (is?.yuan ?? null)) return [];
  return [{ kind: "money", path: "funding.total", message: `预算金额由${was?.text ?? "（未填）"}变为${is?.text ?? "（未填）"}，预算调整应同时批复。`, source: onMoney }];
}

function onDay({ year }: Declaration, day: string): AdjustmentHint[] {
  const [ofYear, month] = day.split("-").map(Number);
  if (year === null || ofYear === undefined || month === undefined || ofYear < year || (ofYear === year && month < lateFrom)) return [];
  return [{ kind: "late", path: null, message: ofYear > year ? `${year} 年度已经结束（${day} 提出）。` : `年度只剩最后一个季度（${day} 提出）。`, source: onTime }];
}

/** The same row is found again by its name, however the rows have moved since it was remarked on. */
function onAsked(before: Declaration, after: Declaration, asked: readonly AskedBefore[]): AdjustmentHint[] {
  const rows = pairsIn("indicators", before, after);
  return asked.flatMap(({ path, text, content }): AdjustmentHint[] => {
    const index = Number(/^indicators\[(\d+)\]/.exec(path ?? "")?.[1] ?? Number.NaN);
    const approved = pairsIn("indicators", content, before).find(([old]) => old === index)?.[1];
    const now = rows.find(([old]) => old === approved)?.[1];
    if (approved === undefined) return [];
    const [was, is] = [before.indicators[approved], now === undefined ? undefined : after.indicators[now]];
    if (!was || (is && is.target?.text === was.target?.text && nameOf(is) === nameOf(was))) return [];
    return [{ kind: "asked", path: now === undefined ? null : `indicators[${now}]`, message: `批复前审核时对“${nameOf(was)}”提过意见：“${text}”，这次又改动了它。`, source: onOpinions }];
  });
}
