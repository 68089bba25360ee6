import { classesOfLabel, familyOf } from "../../declaration/framework.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** A longer text in the column of classes is an indicator that was shifted, not a class. */
const longestLabel = 12;
const mostRemembered = 1000;

/** Remembered: a few labels stand in all rows of all forms. */
const regular = new Map<string, boolean>();

function isRegular(label: string): boolean {
  const known = regular.get(label);
  if (known !== undefined) return known;
  const found = label.length > longestLabel || classesOfLabel(label).length > 0 || familyOf(label) !== null;
  if (regular.size < mostRemembered) regular.set(label, found);
  return found;
}

export const style01: DeclarationRule = {
  id: "STYLE-01",
  about: "declaration",
  title: { zh: "类别名称不规范", en: "Non-standard class name" },
  severity: "advice",
  area: "规范性",
  checks: "一级、二级指标的名称不是规范的指标类别，也不是通行的说法。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["各地表样通行的说法视为规范。", "移位的格子由读取时标为存疑，不在这里提示。", "同一名称只提示一次。"],
  message: "“{class}”不是规范的指标类别。",
  fix: "改为规范的类别名称，如“社会效益指标”。",
  check(facts) {
    const columns = ["level1", facts.hasColumn("level4") ? "level3" : "level2"] as const;
    const labelled = facts.rows.flatMap(({ path, indicator }) => columns.flatMap((at) => (indicator[at] === null ? [] : [{ path, at, label: indicator[at] }])));
    if (labelled.length === 0) return notApplicable("没有填写指标类别");
    const seen = new Set<string>();
    return verdictOf(
      labelled.flatMap(({ path, at, label }) => {
        if (seen.has(label) || isRegular(label)) return [];
        if (facts.declaration.doubts.some((doubt) => doubt.path === path || doubt.path === `${path}.${at}` || doubt.path === `${path}.class`)) return [];
        seen.add(label);
        return [{ path: `${path}.${at}`, message: `“${label}”不是规范的指标类别。`, fix: "改为规范的类别名称，如“社会效益指标”。" }];
      }),
    );
  },
  examples: [
    { title: "一级指标写“好处指标”", finds: ["indicators[0].level1"], projects: [{ name: "绿化", rows: [row("benefit.social", "受益人数", "≥900人", { printedFamily: "好处指标" })] }] },
    { title: "“好处指标”", finds: ["indicators[0].level2"], projects: [{ name: "造林", rows: [row(null, "林区环境", "改善", { printedClass: "好处指标" })] }] },
    { title: "“社会效益”", finds: [], projects: [{ name: "造林", rows: [row("benefit.social", "受益农户数", "≥90户", { printedClass: "社会效益" })] }] },
  ],
};
