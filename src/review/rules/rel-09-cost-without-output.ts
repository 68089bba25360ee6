import { divide, isLess, multiply } from "../../declaration/arithmetic.ts";
import { isUnitCost, isWholeCost, yuanOf } from "../costs.ts";
import type { Facts, Row } from "../facts.ts";
import { inTenThousands } from "../figures.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

/** Parts of every project. */
const overhead = /管理费|税费|税金|不可预见|预备费|监理|设计费|其他|办公/;
const nearlyAll = "0.9";
const costWord = /(?:总)?(?:费用|成本|经费|支出|金额|控制数|费)$/;

export const rel09: DeclarationRule = {
  id: "REL-09",
  about: "declaration",
  title: { zh: "花钱的事项没有产出", en: "Cost part without output" },
  severity: "warning",
  area: "相关性",
  checks: "分项列了成本的事项，在数量、质量、时效指标中没有对应的产出。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["管理费、税费、不可预见费等不要求产出。", "只有一项总成本的不检查。"],
  message: "成本“{cost}”{amount}万元（占{pct}%）没有对应的产出指标。",
  fix: "补该事项的数量指标。",
  check(facts) {
    const costs = facts.rows.filter((each) => each.family === "cost" && yuanOf(each) !== null && !isUnitCost(each) && !isWholeCost(each) && !isWhole(each, facts) && !overhead.test(each.name));
    if (costs.length < 2) return notApplicable("没有分项列成本");
    return verdictOf(costs.flatMap((each) => judge(facts, each)));
  },
  examples: [
    { title: "成本有苗木费、灌溉费，产出只有苗木", finds: ["indicators[1]"], projects: [{ name: "造林", budget: "50", rows: [row("output.cost", "苗木费", "≤30万元"), row("output.cost", "灌溉费", "≤20万元"), row("output.quantity", "苗木栽植株数", "≥9000株")] }] },
    { title: "补了灌溉次数", finds: [], projects: [{ name: "造林", budget: "50", rows: [row("output.cost", "苗木费", "≤30万元"), row("output.cost", "灌溉费", "≤20万元"), row("output.quantity", "苗木栽植株数", "≥9000株"), row("output.quantity", "灌溉次数", "≥6次")] }] },
    { title: "管理费不要求产出", finds: [], projects: [{ name: "造林", budget: "50", rows: [row("output.cost", "苗木费", "≤30万元"), row("output.cost", "抚育人工费", "≤10万元"), row("output.cost", "项目管理费", "≤10万元"), row("output.quantity", "苗木栽植株数", "≥9000株"), row("output.quality", "抚育合格率", "≥90%")] }] },
  ],
};

/** What takes nearly all of the money is the total, whatever it is called. */
const isWhole = (each: Row, { budget }: Facts): boolean => budget !== null && !isLess(yuanOf(each) ?? "", multiply(budget, nearlyAll));

function judge(facts: Facts, each: Row): Found[] {
  const noun = each.name.replace(costWord, "");
  const words = pairsOf(noun, stopWords);
  const outputs = facts.rows.filter((other) => other.scope === each.scope && other.family === "output");
  if (words.size === 0 || outputs.length === 0 || outputs.some((other) => sharedPairs(words, other.pairs) > 0)) return [];
  const yuan = yuanOf(each) ?? "0";
  const share = facts.budget === null ? null : divide(multiply(yuan, "100"), facts.budget, 1);
  const amount = inTenThousands(yuan);
  return [{ path: each.path, message: `成本“${each.name}”${amount}万元${share === null ? "" : `（占${share}%）`}没有对应的产出指标。`, fix: `补“${noun}”的数量指标。`, figures: { amount, ...(share === null ? {} : { pct: share }) } }];
}
