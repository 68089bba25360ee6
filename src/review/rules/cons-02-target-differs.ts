import { isLess, isMore, isSame } from "../../declaration/arithmetic.ts";
import type { Facts } from "../facts.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { type Pair, runsOverYears, scopesOf } from "../scopes.ts";
import { row } from "../sketch.ts";

export const cons02: DeclarationRule = {
  id: "CONS-02",
  about: "declaration",
  title: { zh: "长期与年度目标值或方向不同", en: "Target differs between scopes" },
  severity: "warning",
  area: "一致性",
  checks: "长期表和年度表中相同的指标：比较方向应相同；比率、满意度的数值应相同；数量的年度值不应超过长期值。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["多年项目的数量年度少于长期，是正常的。", "多年项目的效益比率和覆盖率、完成率等逐年提高，年度低于长期的，只作建议。", "定性描述用词不同的，只作建议。"],
  message: "“{name}”长期“{v1}”，年度“{v2}”，{op方向不同|年度低于长期}。",
  fix: "说明差异或统一。",
  check(facts) {
    const scopes = scopesOf(facts);
    if (!scopes) return notApplicable("没有长期和年度两张指标表");
    return verdictOf([...scopes.pairs, ...satisfactionPair(facts)].flatMap((pair) => judge(facts, pair)));
  },
  examples: [
    { title: "完好率长期≥98%，年度≥90%", finds: ["indicators[1].target"], projects: [{ name: "路灯维护", rows: [row("output.quality", "路灯完好率", "≥98%", { scope: "longTerm" }), row("output.quality", "路灯完好率", "≥90%")] }] },
    { title: "站点长期=8个，年度≤8个", finds: ["indicators[1].target"], projects: [{ name: "路灯维护", rows: [row("output.quantity", "服务站点数量", "=8个", { scope: "longTerm" }), row("output.quantity", "服务站点数量", "≤8个")] }] },
    { title: "累计300亩，本年100亩", finds: [], projects: [{ name: "绿化", start: "2024年", end: "2026年", rows: [row("output.quantity", "造林面积", "≥300亩", { scope: "longTerm" }), row("output.quantity", "造林面积", "≥100亩")] }] },
    { title: "三年项目的覆盖率逐年提高", finds: ["indicators[1].target"], severity: "advice", projects: [{ name: "绿化", start: "2024年", end: "2026年", rows: [row("output.quality", "林木覆盖率", "≥95%", { scope: "longTerm" }), row("output.quality", "林木覆盖率", "≥90%")] }] },
    { title: "三年项目的效益比率逐年提高", finds: ["indicators[1].target"], severity: "advice", projects: [{ name: "道路安防", start: "2024年", end: "2026年", rows: [row("benefit.social", "隐患路段治理率", "≥95%", { scope: "longTerm" }), row("benefit.social", "隐患路段治理率", "≥80%")] }] },
    { title: "三年项目的合格率不必逐年提高", finds: ["indicators[1].target"], projects: [{ name: "绿化", start: "2024年", end: "2026年", rows: [row("output.quality", "苗木合格率", "≥95%", { scope: "longTerm" }), row("output.quality", "苗木合格率", "≥90%")] }] },
    { title: "定性描述用词不同", finds: ["indicators[1].target"], severity: "advice", projects: [{ name: "绿化", rows: [row("benefit.ecological", "林区生态", "明显改善", { scope: "longTerm" }), row("benefit.ecological", "林区生态", "有所改善")] }] },
  ],
};

/** Rates that a project of several years is to raise. */
const growing = /覆盖|普及|增长|提高|提升|利用|参与|完成|达标|改善|化率|进度/;

/** One satisfaction row in each table is the same, whatever it is called. */
function satisfactionPair(facts: Facts): Pair[] {
  const [long, annual] = [facts.rows.filter((each) => each.family === "satisfaction" && each.scope !== "annual"), facts.rowsOf("annual").filter((each) => each.family === "satisfaction")];
  const [first, second] = [long[0], annual[0]];
  return long.length === 1 && annual.length === 1 && first && second && !scopesOf(facts)?.pairs.some((pair) => pair.long === first) ? [{ long: first, annual: second }] : [];
}

function judge(facts: Facts, { long, annual }: Pair): Found[] {
  const told = (problem: string, severity?: "advice"): Found[] => [
    { path: `${annual.path}.target`, message: `“${annual.name}”长期“${long.raw}”，年度“${annual.raw}”，${problem}。`, fix: "说明差异或统一。", figures: { long: long.raw, annual: annual.raw }, ...(severity ? { severity } : {}) },
  ];
  if (long.target?.kind !== annual.target?.kind) return [];
  if (annual.target?.kind === "text") return long.raw === annual.raw ? [] : told("写法不同", "advice");
  if (long.value === null || annual.value === null || long.unit !== annual.unit) return [];
  if (long.comparator !== null && annual.comparator !== null && direction(long.comparator) !== direction(annual.comparator)) return told("比较方向不同");
  if (isSame(long.value, annual.value)) return [];
  if (!annual.isPercent) return annual.measure === "count" && isMore(annual.value, long.value) ? told("年度高于长期") : [];
  return told(isLess(annual.value, long.value) ? "年度低于长期" : "年度高于长期", runsOverYears(facts) && isLess(annual.value, long.value) && (annual.family === "benefit" || growing.test(annual.name)) ? "advice" : undefined);
}

const direction = (comparator: string): string => (comparator === ">" ? "≥" : comparator === "<" ? "≤" : comparator);
