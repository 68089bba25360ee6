import { add, isLess, isMore, isSame, sum } from "../../declaration/arithmetic.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { type DeclarationRule, type Found, notApplicable, notEnoughData, verdictOf } from "../rule.ts";

const whole = "100";

export const fund04: DeclarationRule = {
  id: "FUND-04",
  about: "declaration",
  title: { zh: "支出计划不合理", en: "Spending plan invalid" },
  severity: "error",
  area: "勾稽",
  checks: "资金支出计划是累计比例：逐期不减少，在0至100%之间，年底为100%。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["表头已注明（%）的，单元格可以只写数。", "空白按前一期计，开头空白按零计。", "各期相加正好100%的，当作分期比例，只建议改为累计。"],
  message: "资金支出计划{cells}{不递增|末期不是100%}。",
  fix: "按累计口径填写，年底为100%。",
  check({ declaration: { spendingPlan: plan } }) {
    if (plan.length === 0) return notApplicable("表样没有支出计划，或没有填写");
    const filled = plan.filter(({ percent }) => /\d/.test(percent.text));
    if (filled.length === 0) return notEnoughData("支出计划没有填数");
    if (filled.some(({ percent }) => percent.value === null)) return notEnoughData("支出计划不是比例");
    const values = plan.map(({ percent }) => (/\d/.test(percent.text) ? percent.value : null));
    return verdictOf(problemOf(plan, values));
  },
  examples: [
    { title: "30/20/60/100，第二期比第一期少", finds: ["spendingPlan"], projects: [{ name: "泵站大修", plan: [["3月底", "30%"], ["6月底", "20%"], ["9月底", "60%"], ["12月底", "100%"]] }] },
    { title: "25/50/75/90，年底没有到100%", finds: ["spendingPlan"], projects: [{ name: "泵站大修", plan: [["3月底", "25"], ["6月底", "50"], ["9月底", "75"], ["12月底", "90"]] }] },
    { title: "25/25/25/25是分期比例", finds: ["spendingPlan"], severity: "advice", projects: [{ name: "泵站大修", plan: [["3月底", "25%"], ["6月底", "25%"], ["9月底", "25%"], ["12月底", "25%"]] }] },
    { title: "–/–/–/100", finds: [], projects: [{ name: "泵站大修", plan: [["3月底", "–"], ["6月底", "–"], ["9月底", "–"], ["12月底", "100%"]] }] },
    { title: "25/50/75/100，只写数", finds: [], projects: [{ name: "泵站大修", plan: [["3月底", "25"], ["6月底", "50"], ["9月底", "75"], ["12月底", "100"]] }] },
  ],
};

function problemOf(plan: Declaration["spendingPlan"], values: readonly (string | null)[]): Found[] {
  const known = values.filter((value) => value !== null);
  const cells = values.map((value) => value ?? "–").join("/");
  const outside = known.some((value) => isLess(value, "0") || isMore(value, whole));
  const falling = known.some((value, at) => isLess(value, known[at - 1] ?? value));
  const last = known.at(-1) ?? "";
  if (!outside && !falling && isSame(last, whole)) return [];
  // 0.25 … 1: a share of one, not of a hundred.
  if (!falling && isSame(last, "1") && known.every((value) => !isMore(value, "1"))) return [];
  if (!outside && isSame(sum(known), whole)) {
    return [{ path: "spendingPlan", severity: "advice", message: `资金支出计划${cells}相加为100%，是分期比例；应填累计比例。`, fix: "按累计口径填写，年底为100%。", patch: cumulative(plan, values), figures: { cells, sum: whole } }];
  }
  const problem = outside ? "不在0至100%之间" : falling ? "不递增" : "末期不是100%";
  return [{ path: "spendingPlan", message: `资金支出计划${cells}${problem}。`, fix: "按累计口径填写，年底为100%。", figures: { cells } }];
}

/** Each period's share added to those before it. */
function cumulative(plan: Declaration["spendingPlan"], values: readonly (string | null)[]): NonNullable<Found["patch"]> {
  let reached = "0";
  return plan.map(({ percent }, at) => {
    reached = add(reached, values[at] ?? "0");
    return { op: "replace", path: `/spendingPlan/${at}/percent`, value: { text: percent.text.includes("%") ? `${reached}%` : reached, value: reached } };
  });
}
