import { bare } from "../likeness.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** A description no longer than this that stands in the name is a piece of it (review-rules STYLE-03). */
const pieceLength = 4;
/** The name tells how it is reckoned. */
const formula = /[/÷×]|占|之比/;

function repeats({ bareName, name, description }: Row): boolean {
  const text = bare(description);
  return text !== "" && !formula.test(name) && (text === bareName || (text.length <= pieceLength && bareName.includes(text)));
}

export const style03: DeclarationRule = {
  id: "STYLE-03",
  about: "declaration",
  title: { zh: "描述只重复名称", en: "Description repeats the name" },
  severity: "advice",
  area: "规范性",
  checks: "指标描述与指标名称相同，或只是名称中的几个字。每个项目只提示一次。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["表样没有描述一栏的不适用。", "名称里已写明计算公式的不提示。"],
  message: "{n}项指标的描述与名称相同，没有说明口径。",
  fix: "写计算公式、对象和取数来源。",
  check(facts) {
    if (!facts.hasColumn("description")) return notApplicable("表样没有描述一栏");
    if (facts.rows.every(({ description }) => description === "")) return notEnoughData("描述一栏都是空的");
    const same = facts.rows.filter(repeats);
    if (same.length === 0) return verdictOf([]);
    const n = String(same.length);
    return verdictOf([{ path: "indicators", message: `${n}项指标的描述与名称相同，没有说明口径：${same.map(({ name }) => `“${name}”`).join("、")}。`, fix: "写计算公式、对象和取数来源。", figures: { n } }]);
  },
  examples: [
    { title: "到课率的描述还是“到课率”", finds: ["indicators"], projects: [{ name: "村医培训", rows: [row("output.quality", "到课率", "≥95%", { description: "到课率" })] }] },
    { title: "描述写了公式", finds: [], projects: [{ name: "村医培训", rows: [row("output.quality", "到课率", "≥95%", { description: "实到人数/应到人数" })] }] },
    { title: "名称里已有公式", finds: [], projects: [{ name: "村医培训", rows: [row("output.quality", "实到人数/应到人数", "≥95%", { description: "实到人数/应到人数" })] }] },
    { title: "没有描述一栏", finds: [], outcome: "not-applicable", projects: [{ name: "村医培训", rows: [row("output.quality", "到课率", "≥95%")] }] },
  ],
};
