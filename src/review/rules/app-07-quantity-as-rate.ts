import type { Measure } from "../measure.ts";
import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Names that APP-02 speaks of when they carry a percentage. */
const counts: ReadonlySet<Measure> = new Set(["count", "amount", "time"]);

/** A total beside the rate: 共300公里; 100% of a formula is none. */
const tellsTotal = (text: string): boolean => /\d/.test(text.replace(/\d+(?:\.\d+)?\s*[%％]/g, ""));

export const app07: DeclarationRule = {
  id: "APP-07",
  about: "declaration",
  title: { zh: "数量指标只有比率", en: "Quantity given as rate only" },
  severity: "warning",
  area: "适当性",
  checks: "数量指标用比率；看整个项目有没有一项以绝对数计的数量指标。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["另有绝对数量的，只作建议。", "描述中写明总数的（全员覆盖）不提示。", "名称是人数、次数而用百分比的，由APP-02提示。"],
  message: "数量指标“{name}”是比率；项目没有任何绝对数量，看不出工作量。",
  fix: "补一项以绝对数计的数量指标。",
  check(facts) {
    const quantities = facts.rows.filter((each) => each.class === "output.quantity");
    if (quantities.length === 0) return notApplicable("没有数量指标");
    if (quantities.every(({ target }) => target === null)) return notEnoughData("数量指标没有目标值");
    const counted = quantities.some((each) => each.unit !== null && !each.isPercent);
    const rates = quantities.filter((each) => !counts.has(each.measure) && each.isPercent && !tellsTotal(each.description));
    return verdictOf(
      rates.map((each) => ({
        path: `${each.path}.target`,
        severity: counted ? ("advice" as const) : ("warning" as const),
        message: counted ? `数量指标“${each.name}”是比率，看不出工作量。` : `数量指标“${each.name}”是比率；项目没有任何绝对数量，看不出工作量。`,
        fix: counted ? "改为绝对数，或移到质量指标。" : "补一项以绝对数计的数量指标。",
      })),
    );
  },
  examples: [
    { title: "只有“巡查完成率=100%”", finds: ["indicators[0].target"], projects: [{ name: "河道巡查", rows: [row("output.quantity", "巡查完成率", "=100%")] }] },
    { title: "另有巡查里程，只作建议", finds: ["indicators[1].target"], severity: "advice", projects: [{ name: "河道巡查", rows: [row("output.quantity", "巡查里程", "≥300公里"), row("output.quantity", "巡查完成率", "=100%")] }] },
    { title: "描述写明总数", finds: [], projects: [{ name: "河道巡查", rows: [row("output.quantity", "巡查覆盖率", "=100%", { description: "辖区河道共300公里" })] }] },
    { title: "公式里的100%不是总数", finds: ["indicators[0].target"], projects: [{ name: "河道巡查", rows: [row("output.quantity", "巡查完成率", "=100%", { description: "已巡查/应巡查×100%" })] }] },
    { title: "次数用百分比是另一回事", finds: [], projects: [{ name: "河道巡查", rows: [row("output.quantity", "巡查次数", "≥95%")] }] },
  ],
};
