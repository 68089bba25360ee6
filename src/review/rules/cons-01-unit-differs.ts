import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { plainUnit, scopesOf } from "../scopes.ts";
import { row } from "../sketch.ts";

export const cons01: DeclarationRule = {
  id: "CONS-01",
  about: "declaration",
  title: { zh: "长期与年度计量单位不同", en: "Unit differs between scopes" },
  severity: "error",
  area: "一致性",
  checks: "长期表和年度表中类别、名称相同的指标，计量单位应相同。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["只差“万”“亿”倍数的（万人与人、万元与元）不提示。", "名与人、家与户视为相同。", "表样没有长期表的不检查。"],
  message: "“{name}”长期为“{u1}”，年度为“{u2}”。",
  fix: "统一单位。",
  check(facts) {
    const scopes = scopesOf(facts);
    if (!scopes) return notApplicable("没有长期和年度两张指标表");
    return verdictOf(
      scopes.pairs.flatMap(({ long, annual }) => {
        // 每月2次 beside 24场 a year: another way of counting, not a slip of the unit.
        if (/每[年月周季日]/.test(long.raw) !== /每[年月周季日]/.test(annual.raw)) return [];
        if (!long.unit || !annual.unit || plainUnit(long.unit) === plainUnit(annual.unit)) return [];
        return [{ path: `${annual.path}.target`, message: `“${annual.name}”长期为“${long.raw}”，年度为“${annual.raw}”，单位不同。`, fix: "统一单位。", figures: { long: long.unit, annual: annual.unit } }];
      }),
    );
  },
  examples: [
    { title: "一处按月写，一处按年写", finds: [], projects: [{ name: "劳动能力鉴定", rows: [row("output.quantity", "现场鉴定场次", "每月2次", { scope: "longTerm" }), row("output.quantity", "现场鉴定场次", "≥24场")] }] },
    { title: "手册长期≥2000册，年度≥2000张", finds: ["indicators[1].target"], projects: [{ name: "健康宣传", rows: [row("output.quantity", "印发手册数量", "≥2000册", { scope: "longTerm" }), row("output.quantity", "印发手册数量", "≥2000张")] }] },
    { title: "0.2万册与2000册只差倍数", finds: [], projects: [{ name: "健康宣传", rows: [row("output.quantity", "印发手册数量", "≥0.2万册", { scope: "longTerm" }), row("output.quantity", "印发手册数量", "≥2000册")] }] },
    { title: "200名与200人", finds: [], projects: [{ name: "健康宣传", rows: [row("output.quantity", "培训人数", "≥200名", { scope: "longTerm" }), row("output.quantity", "培训人数", "≥200人")] }] },
    { title: "只有年度表", finds: [], outcome: "not-applicable", projects: [{ name: "健康宣传", rows: [row("output.quantity", "培训人数", "≥200名")] }] },
  ],
};
