import type { IndicatorClass } from "../../declaration/framework.ts";
import type { Scope } from "../../declaration/schema.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, type Found, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const wanted: readonly (readonly [IndicatorClass, string])[] = [["output.quantity", "数量"], ["output.quality", "质量"], ["output.timeliness", "时效"]];
const scopeNames: Readonly<Record<Scope, string>> = { annual: "年度", longTerm: "长期", midTerm: "中期", overall: "总体" };

const missingOf = (rows: readonly Row[]) => wanted.filter(([cls]) => rows.every((each) => each.class !== cls));

function found(scope: Scope, missing: typeof wanted): Found {
  const classes = missing.map(([, name]) => name).join("、");
  return {
    path: "indicators",
    // Time plays no part in some projects; what is done and how well always does.
    severity: missing.every(([cls]) => cls === "output.timeliness") ? "warning" : "error",
    message: `${scopeNames[scope]}绩效目标表缺少${classes}指标。`,
    fix: `按主要支出方向各补至少一项${classes}指标。`,
  };
}

export const comp02: DeclarationRule = {
  id: "COMP-02",
  about: "declaration",
  title: { zh: "缺少产出类指标", en: "Missing quantity, quality or timeliness" },
  severity: "error",
  area: "完整性",
  checks: "逐张目标表（年度、长期）看有没有数量、质量、时效指标。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["只缺时效指标的，只作提醒。", "有指标看不出类别的，可能正是所缺的一类，不下结论。"],
  message: "{scope}绩效目标表缺少{classes}指标。",
  fix: "按主要支出方向各补至少一项{classes}指标。",
  check(facts) {
    if (facts.rows.length === 0) return notEnoughData("没有绩效指标");
    const lacking = facts.scopes.map((scope) => ({ scope, rows: facts.rowsOf(scope) })).filter(({ rows }) => missingOf(rows).length > 0);
    const clear = lacking.filter(({ rows }) => rows.every((each) => each.class !== null));
    if (clear.length < lacking.length && clear.length === 0) return notEnoughData("有指标看不出类别");
    return verdictOf(clear.map(({ scope, rows }) => found(scope, missingOf(rows))));
  },
  examples: [
    { title: "只有时效指标", finds: ["indicators"], projects: [{ name: "科普讲座", rows: [row("output.timeliness", "完成时间", "11月底前")] }] },
    { title: "只缺时效，只作提醒", finds: ["indicators"], severity: "warning", projects: [{ name: "科普讲座", rows: [row("output.quantity", "讲座场次", "≥12场"), row("output.quality", "讲座按计划完成率", "≥95%")] }] },
    { title: "三类齐全", finds: [], projects: [{ name: "科普讲座", rows: [row("output.quantity", "讲座场次", "≥12场"), row("output.quality", "讲座按计划完成率", "≥95%"), row("output.timeliness", "完成时间", "11月底前")] }] },
    { title: "有一行看不出类别", finds: [], outcome: "not-enough-data", projects: [{ name: "科普讲座", rows: [row("output.quantity", "讲座场次", "≥12场"), row(null, "听众到场率", "≥95%")] }] },
  ],
};
