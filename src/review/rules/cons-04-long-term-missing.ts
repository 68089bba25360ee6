import { standardName } from "../../declaration/framework.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { scopesOf } from "../scopes.ts";
import { row } from "../sketch.ts";

export const cons04: DeclarationRule = {
  id: "CONS-04",
  about: "declaration",
  title: { zh: "年度表漏掉长期指标", en: "Long-term indicator missing in the annual table" },
  severity: "warning",
  area: "一致性",
  checks: "长期表有的指标，年度表同一类别中没有对应的行。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["年度表同类行数不少于长期表的，视为换了名称（由 CONS-03 检查）。", "分阶段实施的项目本年可以没有，说明即可。", "转换的文件可能在换页处丢行，提示中说明。"],
  message: "长期目标中的“{names}”在年度表中没有。",
  fix: "补入年度表或说明本年不做。",
  check(facts) {
    const scopes = scopesOf(facts);
    if (!scopes) return notApplicable("没有长期和年度两张指标表");
    const { onlyLong, onlyAnnual } = scopes;
    const missing = [...Map.groupBy(onlyLong, (each) => each.class)].filter(([cls, rows]) => cls !== null && rows.length > onlyAnnual.filter((each) => each.class === cls).length);
    return verdictOf(
      missing.map(([cls, rows]) => {
        const whole = cls !== null && !facts.rowsOf("annual").some((each) => each.class === cls);
        const names = rows.map(({ name }) => name).join("、");
        return {
          path: rows[0]?.path ?? "indicators",
          message: `长期目标中的“${names}”在年度表中没有${whole && cls ? `，年度表没有${standardName(cls)}` : ""}；请核对原表。`,
          fix: "补入年度表或说明本年不做。",
          figures: { names },
        };
      }),
    );
  },
  examples: [
    { title: "长期有时效“按月巡检率”，年度没有", finds: ["indicators[1]"], projects: [{ name: "设备巡检", rows: [row("output.quantity", "巡检设备台数", "≥90台", { scope: "longTerm" }), row("output.timeliness", "按月巡检率", "=100%", { scope: "longTerm" }), row("output.quantity", "巡检设备台数", "≥90台")] }] },
    { title: "两张表都有", finds: [], projects: [{ name: "设备巡检", rows: [row("output.timeliness", "按月巡检率", "=100%", { scope: "longTerm" }), row("output.timeliness", "按月巡检率", "=100%")] }] },
    { title: "同类行数相同，换了名称", finds: [], projects: [{ name: "设备巡检", rows: [row("output.quantity", "巡检设备台数", "≥90台", { scope: "longTerm" }), row("output.quantity", "更换部件件数", "≥9件")] }] },
  ],
};
