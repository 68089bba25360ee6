import { compareDecimals } from "../../declaration/decimal.ts";
import { distance, divide, isLess, isMore, multiply, sum } from "../../declaration/arithmetic.ts";
import { money } from "../../declaration/money.ts";
import type { Scope } from "../../declaration/schema.ts";
import { isUnitCost, isWholeCost, yuanOf } from "../costs.ts";
import type { Facts, Row } from "../facts.ts";
import { addends, inTenThousands } from "../figures.ts";
import { type DeclarationRule, type Found, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Rounding between 元 and 万元: 0.01 万元 or 0.01 % (review-rules FUND-03). */
const roundingYuan = "100";
const roundingShare = "0.0001";
/** Below the budget by more than this share is worth a word. */
const gapShare = "0.01";
/** An amount in 元 of less than this share of the budget is the price of a piece whose “/册” was left out. */
const pieceShare = "0.005";

export const fund03: DeclarationRule = {
  id: "FUND-03",
  about: "declaration",
  title: { zh: "成本指标之和与预算不符", en: "Cost indicators differ from the budget" },
  severity: "error",
  area: "勾稽",
  checks: "同一范围内以金额计的成本指标（总量）之和不应超过预算，也不应少于预算过多；单项上限不应超过预算。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["元与万元之间进位造成的几元之差。", "单位成本、单价、人均标准；单价乘以数量正好补足差额的不提示。", "社会成本、生态环境成本。", "项目总成本等于预算的，是合计而不是其中一项。", "多年项目的长期成本，没有各年预算可比的。"],
  message: "成本指标合计{a}+{b}={sum}万元，{超出|少于}预算{budget}万元{diff}万元（{pct}%）。",
  fix: "调整成本指标，或补上“{gap}万元”对应的支出事项。",
  check(facts) {
    const costs = facts.rows.flatMap((each) => costOf(each, facts));
    if (costs.length === 0) return notApplicable("没有以金额计的成本总量指标");
    if (facts.budget === null) return notEnoughData("缺少预算金额或金额单位");
    return verdictOf(facts.scopes.flatMap((scope) => judge(facts, scope, costs.filter(({ row: each }) => each.scope === scope))));
  },
  examples: [
    { title: "单所改造成本可能就是差额", finds: [], projects: [{ name: "食堂改造", budget: "88", rows: [row("output.cost", "单所改造成本", "≤30万元"), row("output.cost", "厨房设备购置费用", "≤18万元"), row("output.quantity", "改造食堂", "≥2所")] }] },
    { title: "预算50万元，成本≤30万元和≤22万元", finds: ["indicators[0].target"], projects: [{ name: "门窗更换", budget: "50", rows: [row("output.cost", "门更换费用", "≤30万元"), row("output.cost", "窗更换费用", "≤22万元")] }] },
    { title: "预算50万元，成本≤30万元和≤20万元", finds: [], projects: [{ name: "门窗更换", budget: "50", rows: [row("output.cost", "门更换费用", "≤30万元"), row("output.cost", "窗更换费用", "≤20万元")] }] },
    { title: "500003元与预算50万元是进位之差", finds: [], projects: [{ name: "门窗更换", budget: "50", rows: [row("output.cost", "项目总成本", "≤500003元")] }] },
    { title: "只说明了30万元，预算50万元", finds: ["indicators[0].target"], severity: "warning", projects: [{ name: "门窗更换", budget: "50", rows: [row("output.cost", "门更换费用", "≤30万元")] }] },
    { title: "单项上限60万元超过预算50万元", finds: ["indicators[0].target"], projects: [{ name: "门窗更换", budget: "50", rows: [row("output.cost", "项目总成本", "≤60万元")] }] },
    { title: "总成本等于预算，另列其中一项", finds: [], projects: [{ name: "门窗更换", budget: "50", rows: [row("output.cost", "项目总成本", "≤50万元"), row("output.cost", "其中门更换费用", "≤30万元")] }] },
    { title: "单价不是预算的一部分", finds: [], outcome: "not-applicable", projects: [{ name: "门窗更换", budget: "50", rows: [row("output.cost", "每樘门更换单价", "≤800元/樘")] }] },
    { title: "单价乘以数量补足差额", finds: [], projects: [{ name: "线路租赁", budget: "97.2", rows: [row("output.cost", "线路租赁单价", "≤14400元/条"), row("output.cost", "存储服务费", "≤19.44万元"), row("output.quantity", "租用线路条数", "≥54条")] }] },
    { title: "社会成本不计入", finds: [], projects: [{ name: "门窗更换", budget: "50", rows: [row("cost.economic", "项目总成本", "≤50万元"), row("cost.social", "对周边经营的影响", "≤3万元")] }] },
    { title: "三年项目的长期成本没有可比的预算", finds: [], projects: [{ name: "门窗更换", budget: "50", start: "2024年1月", end: "2026年12月", rows: [row("output.cost", "总成本", "≤150万元", { scope: "longTerm" }), row("output.cost", "总成本", "≤50万元")] }] },
  ],
};

/** 单所, 每座, 单台: the name says a piece, the unit does not. */
const perPiece = /^(?:单[所座个台套处点村户栋幢次场项]|每[一]?[所座个台套处点村户栋幢次场项人])/;

interface Cost {
  row: Row;
  yuan: string;
}

/** The row, if it is a part of the budget or its whole. */
function costOf(each: Row, { budget }: Facts): Cost[] {
  const yuan = yuanOf(each);
  if ((each.class !== "output.cost" && each.class !== "cost.economic") || yuan === null || isUnitCost(each)) return [];
  const isPiece = each.unit === "元" && !isWholeCost(each) && budget !== null && isLess(yuan, multiply(budget, pieceShare));
  return isPiece ? [] : [{ row: each, yuan }];
}

function judge(facts: Facts, scope: Scope, costs: readonly Cost[]): Found[] {
  const budget = facts.budgetOf(scope);
  if (budget === null || !isMore(budget, "0") || (scope !== "annual" && runsOverYears(facts))) return [];
  const isAbove = (value: string) => isMore(value, budget) && !isRounding(value, budget);
  const largest = costs.toSorted((a, b) => compareDecimals(b.yuan, a.yuan)).slice(0, 1);
  if (largest.some(({ yuan }) => isAbove(yuan))) return told(largest, budget);
  // A row that equals the budget, or says that it is the whole, is the total and no addend.
  const whole = costs.find(({ yuan }) => isRounding(yuan, budget));
  const parts = costs.filter((each) => each !== whole && !(costs.length > 1 && isWholeCost(each.row)));
  const total = sum(parts.map(({ yuan }) => yuan));
  if (isAbove(total)) return told(parts, budget);
  const isBelow = isMore(distance(total, budget), multiply(budget, gapShare));
  return isBelow && parts.length === costs.length && !pricesFill(facts, scope, distance(total, budget), budget) ? told(parts, budget).map((found) => ({ ...found, severity: "warning" })) : [];
}

/** Whether a price and a count of the same thing (14400元/条, 54条) make what the sum lacks. */
function pricesFill(facts: Facts, scope: Scope, gap: string, budget: string): boolean {
  const rows = facts.rowsOf(scope);
  // 单所改造成本≤30万元: a price of pieces that nobody counts here may be the whole gap.
  if (rows.some((price) => price.family === "cost" && yuanOf(price) !== null && perPiece.test(price.name))) return true;
  return rows.some((price) => {
    const [unit = "", piece = ""] = (price.unit ?? "").split(/[/／]/);
    if (price.family !== "cost" || price.value === null || piece === "") return false;
    const yuan = money(price.value, unit).yuan;
    return yuan !== null && rows.some(({ unit: counted, value }) => counted === piece && value !== null && !isMore(distance(multiply(yuan, value), gap), multiply(budget, gapShare)));
  });
}

function isRounding(value: string, budget: string): boolean {
  const difference = distance(value, budget);
  return !isMore(difference, roundingYuan) || !isMore(difference, multiply(budget, roundingShare));
}

/** A project of several years whose form prints no budget of the whole period beside the year's. */
function runsOverYears({ declaration: { project, funding } }: Facts): boolean {
  const yearOf = (day: string | null) => Number(/(?:19|20)\d{2}/.exec(day ?? "")?.[0] ?? Number.NaN);
  return funding.annualTotal === null && yearOf(project.end) > yearOf(project.start);
}

/** Said at the first of the parts. */
function told(parts: readonly Cost[], budget: string): Found[] {
  const amounts = parts.map(({ yuan }) => inTenThousands(yuan));
  const total = sum(parts.map(({ yuan }) => yuan));
  const [above, difference] = [isMore(total, budget), distance(total, budget)];
  const share = divide(multiply(difference, "100"), budget, 2);
  const figures = { sum: inTenThousands(total), budget: inTenThousands(budget), diff: inTenThousands(difference), pct: share };
  return parts.slice(0, 1).map(({ row: at }) => ({
    path: `${at.path}.target`,
    message: `成本指标合计${parts.length > 1 ? `${addends(amounts)}=` : ""}${figures.sum}万元，${above ? "超出" : "少于"}预算${figures.budget}万元${figures.diff}万元（${share}%）。`,
    fix: above ? "调整成本指标，使合计不超过预算。" : `调整成本指标，或补上“${figures.diff}万元”对应的支出事项。`,
    figures,
  }));
}
