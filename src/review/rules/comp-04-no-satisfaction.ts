import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Projects that serve nobody whom one could ask. */
const servesNobody = /偿债|还本|付息|债务|债券|利息|基金补助/;

export const comp04: DeclarationRule = {
  id: "COMP-04",
  about: "declaration",
  title: { zh: "缺少满意度指标", en: "No satisfaction indicator" },
  severity: "warning",
  area: "完整性",
  checks: "没有满意度一类的指标；填在效益一类里的满意度不算。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["偿债、付息、基金补助等没有服务对象的项目不适用。", "有指标看不出类别的，不下结论。"],
  message: "未设满意度指标。项目有明确服务对象的，应设服务对象满意度。",
  fix: "写明调查对象，如“学生家长满意度≥90%”。",
  check(facts) {
    if (facts.rows.length === 0) return notEnoughData("没有绩效指标");
    if (facts.rows.some(({ family }) => family === "satisfaction")) return verdictOf([]);
    if (servesNobody.test(facts.name)) return notApplicable("项目没有服务对象");
    if (facts.rows.some((each) => each.class === null)) return notEnoughData("有指标看不出类别");
    return verdictOf([{ path: "indicators", message: "未设满意度指标。项目有明确服务对象的，应设服务对象满意度。", fix: "写明调查对象，如“学生家长满意度≥90%”。" }]);
  },
  examples: [
    { title: "校园午餐没有满意度", finds: ["indicators"], projects: [{ name: "校园午餐", rows: [row("output.quantity", "就餐学生人数", "≥800人")] }] },
    { title: "满意度填在社会效益里，不算", finds: ["indicators"], projects: [{ name: "校园午餐", rows: [row("benefit.social", "就餐学生满意度", "≥90%")] }] },
    { title: "有就餐学生满意度", finds: [], projects: [{ name: "校园午餐", rows: [row("satisfaction.served", "就餐学生满意度", "≥90%")] }] },
    { title: "还本付息没有服务对象", finds: [], outcome: "not-applicable", projects: [{ name: "政府债券付息", rows: [row("output.quantity", "付息笔数", "=2笔")] }] },
  ],
};
