import type { Facts } from "../facts.ts";
import { type DeclarationRule, type Found, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const compare = "对照原件：原件有的，换用Word或Excel原件重新导入，或者补录；原件没有的，退回单位补填后再审。";

/** What the table holds of budget and goals; without both, indicators can be compared with nothing. */
function foundation({ declaration: { funding, goals } }: Facts): boolean {
  const { total, annualTotal, fiscal, fiscalCurrentYear, other, annualOther, carriedOver } = funding;
  return goals.length > 0 || [total, annualTotal, fiscal, fiscalCurrentYear, other, annualOther, carriedOver].some((amount) => amount !== null);
}

/** Whether the table prints neither budget nor goals at all; cells that stand there empty are told by COMP-05. */
const asksForNone = ({ declaration: { printed } }: Facts): boolean => !printed.fields.some((field) => field.startsWith("goals.") || /^funding\.(?!currency|purpose)/.test(field));

function found(facts: Facts): Found[] {
  const nothing = !foundation(facts) && asksForNone(facts);
  if (facts.rows.length > 0) return nothing ? [{ path: "funding", severity: "warning", message: "表中没有读出预算金额和绩效目标，指标与资金、目标是否相符无法审核。", fix: compare }] : [];
  // An empty table has heads; where not even those were read, it may be the reading that failed.
  if (facts.declaration.printed.columns.length > 0) return [{ path: "indicators", message: "绩效指标表没有填写任何指标，无法审核。", fix: "按产出、成本、效益、满意度补填绩效指标和指标值后再审。" }];
  return [{ path: "indicators", message: `表中没有读出${nothing ? "绩效指标、预算金额和绩效目标" : "绩效指标"}，无法审核。`, fix: compare }];
}

export const comp10: DeclarationRule = {
  id: "COMP-10",
  about: "declaration",
  title: { zh: "内容不足，无法审核", en: "Too little to judge" },
  severity: "error",
  area: "完整性",
  checks: "有没有可供审核的内容：绩效指标，以及预算金额或绩效目标。没有读出的，不等于没有问题。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["有指标，只缺预算金额和绩效目标两项，而且表样没有这两栏的，只作提醒。", "有预算或目标栏目而没有填写的，由COMP-05指出。"],
  message: "表中没有读出{what}，无法审核。",
  fix: compare,
  check(facts) {
    return verdictOf(found(facts));
  },
  examples: [
    { title: "有预算和目标，没有读出指标表", finds: ["indicators"], projects: [{ name: "课桌更新", unread: true, budget: "30", goal: "更换课桌1500套。" }] },
    { title: "指标表只有表头", finds: ["indicators"], projects: [{ name: "课桌更新", budget: "30", goal: "更换课桌1500套。" }] },
    { title: "只读出指标，没有预算和目标", finds: ["funding"], severity: "warning", projects: [{ name: "课桌更新", unread: true, rows: [row("output.quantity", "课桌采购数量", "≥1500套")] }] },
    { title: "预算和目标空着，由COMP-05指出", finds: [], projects: [{ name: "课桌更新", rows: [row("output.quantity", "课桌采购数量", "≥1500套")] }] },
    { title: "指标、预算都有", finds: [], projects: [{ name: "课桌更新", budget: "30", goal: "更换课桌1500套。", rows: [row("output.quantity", "课桌采购数量", "≥1500套")] }] },
  ],
};
