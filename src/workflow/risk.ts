// The order in which a reviewer is shown the tables that wait: what most needs eyes comes first, and each says why.
import { compareDecimals } from "../declaration/decimal.ts";
import { distance, divide, isLess, isMore, isZero, multiply } from "../declaration/arithmetic.ts";

/** What the order looks at. */
export interface RiskFigures {
  id: string;
  /** What the rules found and nobody set aside; null while it is being counted. */
  findings: { errors: number; warnings: number } | null;
  /** The budget total in exact yuan; null when the table says none. */
  yuan: string | null;
  /** The same of last year's table of the project. */
  lastYuan: string | null;
  /** Until when it is due, as YYYY-MM-DD. */
  deadline: string | null;
}

export type GroundKind = "errors" | "warnings" | "uncounted" | "money" | "overdue" | "changed";

/** One reason why a table stands where it stands. */
export interface RiskGround {
  kind: GroundKind;
  zh: string;
}

/**
 * Thresholds of this house, from the largest down: no rule prescribes them. Amounts of one band count as equally large,
 * so that what is overdue or has jumped is not hidden behind a few more yuan.
 */
export const moneyBands = [
  { yuan: "10000000", zh: "金额 1000 万元以上" },
  { yuan: "5000000", zh: "金额 500 万元以上" },
  { yuan: "1000000", zh: "金额 100 万元以上" },
] as const;

/** A budget that differs from last year's by so many hundredths has changed a lot. */
export const changedPercent = "30";

/** The place of its band, from the largest; beyond them all: the number of bands. */
const bandOf = (yuan: string | null): number => {
  const at = yuan === null ? -1 : moneyBands.findIndex((band) => !isMore(band.yuan, yuan));
  return at === -1 ? moneyBands.length : at;
};

/** By how much the budget changed a lot, in whole hundredths with a sign; null when it did not. */
function jumpOf({ yuan, lastYuan }: RiskFigures): string | null {
  if (yuan === null || lastYuan === null || isZero(lastYuan)) return null;
  const beyond = multiply(distance(yuan, lastYuan), "100");
  if (isMore(multiply(lastYuan, changedPercent), beyond)) return null;
  const percent = divide(multiply(distance(yuan, lastYuan), "100"), lastYuan, 0);
  return isLess(yuan, lastYuan) ? `减少 ${percent}%` : `增加 ${percent}%`;
}

const isOverdue = ({ deadline }: RiskFigures, today: string): boolean => deadline !== null && deadline < today;

/** Why a table stands where it stands, in the order in which it counts. */
export function riskGrounds(figures: RiskFigures, today: string): RiskGround[] {
  const { findings, yuan } = figures;
  const band = moneyBands[bandOf(yuan)];
  const jump = jumpOf(figures);
  return [
    ...(findings === null ? [{ kind: "uncounted" as const, zh: "问题正在统计" }] : []),
    ...(findings !== null && findings.errors > 0 ? [{ kind: "errors" as const, zh: `必须修改 ${findings.errors}` }] : []),
    ...(findings !== null && findings.warnings > 0 ? [{ kind: "warnings" as const, zh: `应修改或说明 ${findings.warnings}` }] : []),
    ...(band ? [{ kind: "money" as const, zh: band.zh }] : []),
    ...(isOverdue(figures, today) ? [{ kind: "overdue" as const, zh: "已逾期" }] : []),
    ...(jump === null ? [] : [{ kind: "changed" as const, zh: `比上年${jump}` }]),
  ];
}

/** What the order looks at first, each the larger the worse: errors, warnings, band of money, overdue, a jump. */
function weights(figures: RiskFigures, today: string): readonly number[] {
  const { findings } = figures;
  return [findings?.errors ?? 0, findings?.warnings ?? 0, moneyBands.length - bandOf(figures.yuan), Number(isOverdue(figures, today)), Number(jumpOf(figures) !== null)];
}

/**
 * The worse first: more errors; then more warnings; then the larger band of money; then what is overdue; then what has
 * changed a lot against last year. What is alike in all of it: what is due first, then the larger amount, then the older.
 * What is not counted yet stands where it would stand without findings.
 */
export function compareRisk(one: RiskFigures, other: RiskFigures, today: string): number {
  const [own, theirs] = [weights(one, today), weights(other, today)];
  const first = own.findIndex((weight, at) => weight !== theirs[at]);
  if (first !== -1) return (theirs[first] ?? 0) - (own[first] ?? 0);
  const [due, dueThere] = [one.deadline ?? "9999", other.deadline ?? "9999"];
  if (due !== dueThere) return due < dueThere ? -1 : 1;
  const money = compareDecimals(other.yuan ?? "0", one.yuan ?? "0");
  if (money !== 0) return money;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
