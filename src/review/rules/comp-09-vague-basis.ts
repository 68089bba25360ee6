import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { vagueBasis } from "../words.ts";

export const comp09: DeclarationRule = {
  id: "COMP-09",
  about: "declaration",
  title: { zh: "指标值依据空泛", en: "Basis of target value vague" },
  severity: "advice",
  area: "完整性",
  checks: "表中有“依据”一栏，填的是“相关文件”“上级要求”之类查不到出处的话。每个项目只提示一次。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["表样中的固定说法“计划标准”“行业标准”“历史标准”“预算支出标准”有效。", "写有文号的有效。", "表样没有依据一栏的不适用。"],
  message: "{n}/{m}项指标的依据均为“{basis}”，查不到出处。",
  fix: "写文号、合同、上年实绩或行业标准名称。",
  check(facts) {
    if (!facts.hasColumn("basis")) return notApplicable("表样没有依据一栏");
    const bases = facts.rows.flatMap(({ indicator: { basis } }) => (basis === null ? [] : [basis.trim()]));
    if (bases.length === 0) return notEnoughData("依据一栏都是空的");
    const vague = bases.filter((basis) => vagueBasis.test(basis));
    if (vague.length === 0) return verdictOf([]);
    const [n, m] = [String(vague.length), String(facts.rows.length)];
    return verdictOf([{ path: "indicators", message: `${n}/${m}项指标的依据均为“${[...new Set(vague)].join("”“")}”，查不到出处。`, fix: "写文号、合同、上年实绩或行业标准名称。", figures: { n, m } }]);
  },
  examples: [
    { title: "依据都是“上级有关要求”", finds: ["indicators"], projects: [{ name: "护栏更换", rows: [row("output.quantity", "护栏长度", "≥200米", { basis: "上级有关要求" })] }] },
    { title: "写了文号", finds: [], projects: [{ name: "护栏更换", rows: [row("output.quantity", "护栏长度", "≥200米", { basis: "城建〔2030〕12号" })] }] },
    { title: "计划标准、行业标准是固定说法", finds: [], projects: [{ name: "护栏更换", rows: [row("output.quantity", "护栏长度", "≥200米", { basis: "计划标准" }), row("output.quality", "验收合格率", "=100%", { basis: "行业标准" })] }] },
    { title: "没有依据一栏", finds: [], outcome: "not-applicable", projects: [{ name: "护栏更换", rows: [row("output.quantity", "护栏长度", "≥200米")] }] },
  ],
};
