import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { vagueNames } from "../words.ts";

/** Whatever is asked: 相关人员满意度. */
const vagueRespondents = /^相关.{0,4}满意度$/;

export const style04: DeclarationRule = {
  id: "STYLE-04",
  about: "declaration",
  title: { zh: "指标名称空泛", en: "Vague indicator name" },
  severity: "advice",
  area: "规范性",
  checks: "指标名称放在任何项目都成立：任务完成数、工作完成率、采购数量、完成情况；数量、质量指标的是提醒。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["验收合格率、服务对象满意度、项目总成本是通行名称。", "描述写明了对象的，只作建议。"],
  message: "“{name}”放在任何项目都成立，没有说明对象。",
  fix: "写明对象，如“泵站大修座数”。",
  check(facts) {
    const rows = facts.rows.filter(({ name }) => name !== "");
    if (rows.length === 0) return notApplicable("没有绩效指标");
    const column = facts.hasColumn("level4") ? "level4" : "level3";
    return verdictOf(
      rows.flatMap((each): Found[] => {
        if (![...vagueNames, vagueRespondents].some((pattern) => pattern.test(each.bareName))) return [];
        const told = each.description !== "" && each.description !== each.name;
        const warned = !told && (each.class === "output.quantity" || each.class === "output.quality");
        return [{ path: `${each.path}.${column}`, ...(warned ? { severity: "warning" as const } : {}), message: `“${each.name}”放在任何项目都成立，没有说明对象。`, fix: "写明对象，如“泵站大修座数”。" }];
      }),
    );
  },
  examples: [
    { title: "“任务完成数量 ≥5项”", finds: ["indicators[0].level3"], severity: "warning", projects: [{ name: "泵站大修", rows: [row("output.quantity", "任务完成数量", "≥5项")] }] },
    { title: "“泵站大修座数 ≥3座”", finds: [], projects: [{ name: "泵站大修", rows: [row("output.quantity", "泵站大修座数", "≥3座")] }] },
    { title: "描述写明了对象", finds: ["indicators[0].level3"], projects: [{ name: "泵站大修", rows: [row("output.quantity", "任务完成数量", "≥5项", { description: "泵站大修任务" })] }] },
    { title: "验收合格率是通行名称", finds: [], projects: [{ name: "泵站大修", rows: [row("output.quality", "验收合格率", "=100%")] }] },
  ],
};
