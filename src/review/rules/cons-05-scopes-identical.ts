import { bare } from "../likeness.ts";
import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { runsOverYears, scopesOf } from "../scopes.ts";
import { row } from "../sketch.ts";

export const cons05: DeclarationRule = {
  id: "CONS-05",
  about: "declaration",
  title: { zh: "长期与年度完全相同", en: "Scopes identical" },
  severity: "advice",
  area: "一致性",
  checks: "多年项目的长期目标文字和年度目标文字相同，各指标的目标值也都相同。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["项目期在一年之内的不提示。"],
  message: "长期目标与年度目标完全相同，没有体现整个项目期。",
  fix: "一年期项目可只填年度；多年项目写累计目标。",
  check(facts) {
        const [annual, long] = [facts.goalTexts.find(({ scope }) => scope === "annual"), facts.goalTexts.find(({ scope }) => scope !== "annual")];
    if (!annual || !long) return notApplicable("没有长期和年度两套目标");
    const several = runsOverYears(facts);
    if (several === null) return notEnoughData("缺少项目起止时间");
    if (!several) return notApplicable("项目期在一年之内");
    // A form with one table for both has no values that could differ.
    const scopes = scopesOf(facts) ?? { onlyLong: [], pairs: [] };
    const same = bare(annual.text) === bare(long.text) && scopes.onlyLong.length === 0 && scopes.pairs.every((pair) => pair.long.raw === pair.annual.raw);
    return verdictOf(same ? [{ path: annual.path, message: "长期目标与年度目标完全相同，没有体现整个项目期。", fix: "一年期项目可只填年度；多年项目写累计目标。" }] : []);
  },
  examples: [
    { title: "三年项目，文字和目标值都相同", finds: ["goals[1]"], projects: [{ name: "造林", start: "2024年1月", end: "2026年12月", longTermGoal: "造林300亩。", goal: "造林300亩。", rows: [row("output.quantity", "造林面积", "≥300亩", { scope: "longTerm" }), row("output.quantity", "造林面积", "≥300亩")] }] },
    { title: "三年项目，两处目标相同，只有一张指标表", finds: ["goals[1]"], projects: [{ name: "造林", start: "2024年1月", end: "2026年12月", longTermGoal: "造林300亩。", goal: "造林300亩。", rows: [row("output.quantity", "造林面积", "≥300亩")] }] },
    { title: "一年期项目", finds: [], outcome: "not-applicable", projects: [{ name: "造林", start: "2024年1月", end: "2024年12月", longTermGoal: "造林300亩。", goal: "造林300亩。", rows: [row("output.quantity", "造林面积", "≥300亩", { scope: "longTerm" }), row("output.quantity", "造林面积", "≥300亩")] }] },
    { title: "年度写本年任务", finds: [], projects: [{ name: "造林", start: "2024年1月", end: "2026年12月", longTermGoal: "造林300亩。", goal: "本年造林100亩。", rows: [row("output.quantity", "造林面积", "≥300亩", { scope: "longTerm" }), row("output.quantity", "造林面积", "≥100亩")] }] },
  ],
};
