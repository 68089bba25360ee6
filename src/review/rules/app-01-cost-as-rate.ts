import { readTarget, withoutComparator } from "../../declaration/read-target.ts";
import type { Row } from "../facts.ts";
import { inTenThousands } from "../figures.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Costs that are right as a rate: what is saved, and how much is bought by tender. */
const rightAsRate = /节约|节支|下降|降低|(?:成本|费用|支出|经费)减少|减少(?:率|幅度|比例)|采购率/;

/** Social and ecological costs are often no money: a rate of what is cleared away or disposed of is not spent. */
const isNoMoney = (each: Row): boolean =>
  (each.class === "cost.social" || each.class === "cost.ecological") && each.measure !== "amount" && each.unit?.includes("元") !== true;

export const app01: DeclarationRule = {
  id: "APP-01",
  about: "declaration",
  title: { zh: "成本指标写成比率或下限", en: "Cost as rate or lower bound" },
  severity: "error",
  area: "适当性",
  checks: "成本类指标的目标值用了≥、>，或以百分比表示。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["成本节约率、下降率、节支率本来越高越好，不提示。", "政府采购率不提示。", "社会成本、生态环境成本中不以金额计的比率（如垃圾外运率）不提示。"],
  message: "成本指标“{name}”的目标值为“{raw}”，等于要求至少花掉这么多；应写≤金额。",
  fix: "改为“≤{budget}万元”或单位成本上限。",
  check(facts) {
    const costs = facts.rows.filter(({ family }) => family === "cost");
    if (costs.length === 0) return notApplicable("没有成本指标");
    const budget = facts.budget === null ? null : inTenThousands(facts.budget);
    const wrong = costs.filter((each) => (each.comparator === "≥" || each.comparator === ">" || each.isPercent) && !rightAsRate.test(each.name) && !isNoMoney(each));
    return verdictOf(
      wrong.map((each) => ({
        path: `${each.path}.target`,
        message: `成本指标“${each.name}”的目标值为“${each.raw}”，等于要求至少花掉这么多；应写≤金额。`,
        fix: budget === null ? "改为“≤金额”或单位成本上限。" : `改为“≤${budget}万元”或单位成本上限。`,
        ...upperBound(each),
        figures: { raw: each.raw, ...(budget === null ? {} : { budget }) },
      })),
    );
  },
  examples: [
    { title: "工程成本要求“≥95%”", finds: ["indicators[0].target"], projects: [{ name: "护栏更换", budget: "80", rows: [row("output.cost", "工程成本", "≥95%")] }] },
    { title: "工程成本“≥80万元”，可改为上限", finds: ["indicators[0].target"], projects: [{ name: "护栏更换", budget: "80", rows: [row("output.cost", "工程成本", "≥80万元")] }] },
    { title: "工程成本“≤80万元”，成本节约率“≥5%”", finds: [], projects: [{ name: "护栏更换", budget: "80", rows: [row("output.cost", "工程成本", "≤80万元"), row("output.cost", "成本节约率", "≥5%")] }] },
    { title: "生态环境成本中的“垃圾外运率=100%”不是花钱的比率", finds: [], projects: [{ name: "校舍改造", budget: "80", rows: [row("cost.ecological", "建筑垃圾外运率", "=100%"), row("cost.economic", "改造成本", "≤80万元")] }] },
    { title: "政府采购率“≥80%”", finds: [], projects: [{ name: "护栏更换", budget: "80", rows: [row("output.cost", "政府采购率", "≥80%")] }] },
  ],
};

/** A lower bound in money becomes an upper bound of the same amount; a rate gives no amount to compute from. */
function upperBound(each: Row): Pick<Found, "patch"> {
  const value = readTarget(`≤${withoutComparator(each.raw)}`, each.indicator.unit);
  return each.isPercent || value.kind !== "number" || value.value !== each.value ? {} : { patch: [{ op: "replace", path: `/indicators/${each.index}/target`, value }] };
}
