import { isSame } from "../../declaration/arithmetic.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

export const feas02: DeclarationRule = {
  id: "FEAS-02",
  about: "declaration",
  title: { zh: "满意度或知晓率100%", en: "Satisfaction or awareness of 100 %" },
  severity: "warning",
  area: "可行性",
  checks: "满意度、认可度、知晓率的目标值定为100%。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["准确率、合规率、覆盖率、发放率定为100%是对的，不提示。", "99%不提示。"],
  message: "“{name}”定为100%，有一人不满意（不知晓）即不达标，难以实现和验证。",
  fix: "参考往年调查结果，定在85%–98%之间。",
  check(facts) {
    const asked = facts.rows.filter(({ measure }) => measure === "satisfaction" || measure === "awareness");
    if (asked.length === 0) return notApplicable("没有满意度或知晓率指标");
    const wrong = asked.filter((each) => each.unit === "%" && each.value !== null && isSame(each.value, "100") && each.comparator !== "≤" && each.comparator !== "<");
    return verdictOf(
      wrong.map((each) => ({
        path: `${each.path}.target`,
        message: `“${each.name}”定为100%，有一人${each.measure === "awareness" ? "不知晓" : "不满意"}即不达标，难以实现和验证。`,
        fix: "参考往年调查结果，定在85%–98%之间。",
      })),
    );
  },
  examples: [
    { title: "游客满意度“=100%”", finds: ["indicators[0].target"], projects: [{ name: "景区保洁", rows: [row("satisfaction.served", "游客满意度", "=100%")] }] },
    { title: "账目准确率100%是对的", finds: [], projects: [{ name: "景区保洁", rows: [row("output.quality", "账目准确率", "=100%"), row("satisfaction.served", "游客满意度", "≥90%")] }] },
    { title: "99%不提示", finds: [], projects: [{ name: "景区保洁", rows: [row("satisfaction.served", "游客满意度", "≥99%")] }] },
  ],
};
