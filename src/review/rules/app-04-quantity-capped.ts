import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { negativeWords } from "../words.ts";

/** Counts that rules or contracts keep down: a cap is their right target. */
const keptDown = /会议|出国|出境|公务接待|接待批次|接待人次|车辆|用车|控制|限额|上限|编制/;

export const app04: DeclarationRule = {
  id: "APP-04",
  about: "declaration",
  title: { zh: "产出数量只设上限", en: "Output quantity with upper bound" },
  severity: "warning",
  area: "适当性",
  checks: "数量指标以次数、人数、份数等计，目标值却是≤或<。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["会议、出国、接待、车辆等按规定控制数量的，不提示。", "名称写明“控制”“限额”“上限”的，不提示。", "投诉、事故等越少越好的，不提示。"],
  message: "产出“{name}”目标为“{raw}”，一件不做也算完成。",
  fix: "改为≥或=；确为限额的移到成本指标或写区间。",
  check(facts) {
    const quantities = facts.rows.filter((each) => each.class === "output.quantity");
    if (quantities.length === 0) return notApplicable("没有数量指标");
    const capped = quantities.filter((each) => (each.comparator === "≤" || each.comparator === "<") && each.measure === "count");
    const wrong = capped.filter(({ name }) => !keptDown.test(name) && !negativeWords.some((word) => name.includes(word)));
    return verdictOf(
      wrong.map((each) => ({
        path: `${each.path}.target`,
        message: `产出“${each.name}”目标为“${each.raw}”，一件不做也算完成。`,
        fix: "改为≥或=；确为限额的移到成本指标或写区间。",
        figures: { raw: each.raw },
      })),
    );
  },
  examples: [
    { title: "印发手册份数“≤5000份”", finds: ["indicators[0].target"], projects: [{ name: "普法宣传", rows: [row("output.quantity", "印发手册份数", "≤5000份")] }] },
    { title: "会议次数按规定控制", finds: [], projects: [{ name: "普法宣传", rows: [row("output.quantity", "会议次数", "≤4次")] }] },
    { title: "名称写明是控制数", finds: [], projects: [{ name: "普法宣传", rows: [row("output.quantity", "外聘人员控制数量", "≤4人")] }] },
    { title: "投诉越少越好", finds: [], projects: [{ name: "普法宣传", rows: [row("output.quantity", "有责投诉次数", "≤2次")] }] },
  ],
};
