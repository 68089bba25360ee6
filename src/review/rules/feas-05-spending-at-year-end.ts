import { isZero } from "../../declaration/arithmetic.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const running = /补贴|补助|待遇|工资|津贴|养老金|救助金/;
const timely = /及时|按月|按季|规定时间|按时/;
const once = /每年一次|年终|年底|一次性|年审|决算|考核后/;

export const feas05: DeclarationRule = {
  id: "FEAS-05",
  about: "declaration",
  title: { zh: "支出计划压在年底", en: "Spending plan at year end" },
  severity: "warning",
  area: "可行性",
  checks: "各期支出计划都是零，年底一次100%，而项目是按月、按季发放的待遇、补贴，或指标要求及时。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["年终考核后发放、一次性结算的。", "不是经常性发放的项目只作建议。"],
  message: "资金全部安排在年底支付，与“{timely}”不符。",
  fix: "按实际进度填写各季度累计比例。",
  check(facts) {
    const plan = facts.declaration.spendingPlan;
    // A form that prints four periods is read without those that are blank.
    const onlyLast = plan.length === 1 && /12月|年底|年末|[四4]季度/.test(plan[0]?.by ?? "");
    if (plan.length < 2 && !onlyLast) return notApplicable("没有分期的支出计划");
    const last = plan.at(-1)?.percent.value;
    const late = last && !isZero(last) && plan.slice(0, -1).every(({ percent }) => percent.value === null ? !/\d/.test(percent.text) : isZero(percent.value));
    if (!late) return verdictOf([]);
    const about = [facts.name, ...facts.texts.map(({ text }) => text), ...facts.rows.map(({ name, description }) => `${name}·${description}`)].join("·");
    if (once.test(about)) return verdictOf([]);
    const word = timely.exec(about)?.[0];
    const strong = word !== undefined && running.test([facts.name, facts.declaration.funding.purpose ?? ""].join("·"));
    return verdictOf([{ path: "spendingPlan", ...(strong ? {} : { severity: "advice" as const }), message: word === undefined ? "资金全部安排在年底支付。" : `资金全部安排在年底支付，与“${word}”不符。`, fix: "按实际进度填写各季度累计比例。" }]);
  },
  examples: [
    { title: "只填了12月底", finds: ["spendingPlan"], projects: [{ name: "居民养老补贴", goal: "补贴及时到位。", plan: [["12月底", "100%"]] }] },
    { title: "高龄津贴0/0/0/100，目标写按月发放", finds: ["spendingPlan"], projects: [{ name: "高龄津贴", goal: "按月发放高龄津贴900人。", plan: [["3月底", "0"], ["6月底", "0"], ["9月底", "0"], ["12月底", "100"]] }] },
    { title: "年终评比奖补", finds: [], projects: [{ name: "村级年终评比奖补", goal: "年终评比后发放奖补。", plan: [["3月底", "0"], ["6月底", "0"], ["9月底", "0"], ["12月底", "100"]] }] },
    { title: "设备采购", finds: ["spendingPlan"], severity: "advice", projects: [{ name: "检测设备采购", goal: "采购检测设备9台。", plan: [["6月底", "0"], ["12月底", "100"]], rows: [row("output.quantity", "采购台数", "≥9台")] }] },
  ],
};
