import { isSame, isZero } from "../../declaration/arithmetic.ts";
import { readTarget } from "../../declaration/read-target.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Where so many rows print a comparator, the form expects one. */
const usually = 0.5;

export const app09: DeclarationRule = {
  id: "APP-09",
  about: "declaration",
  title: { zh: "指标值没有比较符", en: "Comparator missing" },
  severity: "advice",
  area: "适当性",
  checks: "目标值是数字而没有≥、=、≤，而本表半数以上的行都有；不是0和100%的比率应当写明。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["100%和0就是等于。", "全表都没有比较符的，是表样如此。", "比较符另有一栏的不检查。"],
  message: "“{name}”的目标值“{raw}”未写≥、=或≤。",
  fix: "补上比较符。",
  check(facts) {
    const figures = facts.rows.filter(({ target, name }) => name !== "" && target?.kind === "number");
    const signed = figures.filter(({ comparator }) => comparator !== null);
    if (figures.length === 0 || signed.length < figures.length * usually) return notApplicable("本表的目标值不写比较符");
    return verdictOf(
      figures.flatMap((each): Found[] => {
        if (each.comparator !== null || each.value === null || isZero(each.value) || (each.isPercent && isSame(each.value, "100"))) return [];
        const rate = each.isPercent;
        return [
          {
            path: `${each.path}.target`,
            ...(rate ? { severity: "warning" as const } : {}),
            message: `“${each.name}”的目标值“${each.raw}”未写≥、=或≤。`,
            fix: "补上比较符。",
            ...(rate && each.measure === "rate" ? { patch: [{ op: "replace" as const, path: `/indicators/${each.index}/target`, value: readTarget(`≥${each.raw}`, each.indicator.unit) }] } : {}),
          },
        ];
      }),
    );
  },
  examples: [
    { title: "“合格率 97%”，别的行都有≥", finds: ["indicators[0].target"], severity: "warning", projects: [{ name: "造林", rows: [row("output.quality", "苗木合格率", "97%"), row("output.quantity", "造林面积", "≥300亩"), row("satisfaction.served", "农户满意度", "≥90%")] }] },
    { title: "“合格率 100%”", finds: [], projects: [{ name: "造林", rows: [row("output.quality", "苗木合格率", "100%"), row("output.quantity", "造林面积", "≥300亩")] }] },
    { title: "全表都没有比较符", finds: [], outcome: "not-applicable", projects: [{ name: "造林", rows: [row("output.quality", "苗木合格率", "97%"), row("output.quantity", "造林面积", "300亩")] }] },
    { title: "数量没有比较符", finds: ["indicators[0].target"], projects: [{ name: "造林", rows: [row("output.quantity", "栽植株数", "900株"), row("output.quantity", "造林面积", "≥300亩"), row("satisfaction.served", "农户满意度", "≥90%")] }] },
  ],
};
