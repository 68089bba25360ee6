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
/** So many parts in the purpose deserve costs of their own (review-rules REL-09). */
const listedParts = 3;
/** So much of a cost's words are the project's name. */
const namedAfter = 0.6;
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
  exclusions: ["管理费、税费、不可预见费等不要求产出。", "成本与项目同名的，是项目的主要成本。", "用途列了三项以上金额、成本只有一个总数的，只作建议。"],
  message: "成本“{cost}”{amount}万元（占{pct}%）没有对应的产出指标。",
  fix: "补该事项的数量指标。",
  check(facts) {
    const costs = facts.rows.filter((each) => each.family === "cost" && yuanOf(each) !== null && !isUnitCost(each) && !isWholeCost(each) && !isWhole(each, facts) && !overhead.test(each.name));
    const lump = lumpOf(facts);
    if (lump) return verdictOf([lump]);
    if (costs.length < 2) return notApplicable("没有分项列成本");
    return verdictOf(costs.flatMap((each) => judge(facts, each)));
  },
  examples: [
    { title: "成本有苗木费、灌溉费，产出只有苗木", finds: ["indicators[1]"], projects: [{ name: "造林", budget: "50", rows: [row("output.cost", "苗木费", "≤30万元"), row("output.cost", "灌溉费", "≤20万元"), row("output.quantity", "苗木栽植株数", "≥9000株")] }] },
    { title: "用途列三项，成本只有一个总数", finds: ["indicators[0]"], severity: "advice", projects: [{ name: "造林", budget: "50", purpose: "苗木30万元、灌溉15万元、围栏5万元。", rows: [row("output.cost", "造林成本", "≤50万元"), row("output.quantity", "苗木栽植株数", "≥9000株")] }] },
    { title: "用途没有分项金额", finds: [], outcome: "not-applicable", projects: [{ name: "造林", budget: "50", purpose: "用于苗木、灌溉和围栏。", rows: [row("output.cost", "造林成本", "≤50万元"), row("output.quantity", "苗木栽植株数", "≥9000株")] }] },
    { title: "补了灌溉次数", finds: [], projects: [{ name: "造林", budget: "50", rows: [row("output.cost", "苗木费", "≤30万元"), row("output.cost", "灌溉费", "≤20万元"), row("output.quantity", "苗木栽植株数", "≥9000株"), row("output.quantity", "灌溉次数", "≥6次")] }] },
    { title: "成本与项目同名", finds: [], projects: [{ name: "村级文化活动", budget: "50", rows: [row("output.cost", "村级文化活动经费", "≤30万元"), row("output.cost", "图书购置费", "≤20万元"), row("output.quantity", "图书册数", "≥9000册"), row("output.quantity", "演出场次", "≥9场")] }] },
    { title: "管理费不要求产出", finds: [], projects: [{ name: "造林", budget: "50", rows: [row("output.cost", "苗木费", "≤30万元"), row("output.cost", "抚育人工费", "≤10万元"), row("output.cost", "项目管理费", "≤10万元"), row("output.quantity", "苗木栽植株数", "≥9000株"), row("output.quality", "抚育合格率", "≥90%")] }] },
  ],
};

/** What takes nearly all of the money is the total, whatever it is called. */
const isWhole = (each: Row, { budget }: Facts): boolean => budget !== null && !isLess(yuanOf(each) ?? "0", multiply(budget, nearlyAll));

/** One sum for what the purpose divides. */
function lumpOf(facts: Facts): Found | null {
  const [only, ...others] = facts.rows.filter((each) => each.family === "cost");
  const purpose = facts.texts.find(({ path }) => path === "funding.purpose");
  if (!only || others.length > 0 || !purpose || !isWhole(only, facts) || yuanOf(only) === null || isUnitCost(only)) return null;
  const parts = facts.proseOf(purpose).amounts.filter(({ role }) => role === "part");
  if (parts.length < listedParts) return null;
  return { path: only.path, severity: "advice", message: `用途列了${parts.length}项支出，成本只有“${only.name}”一个总数。`, fix: "按用途分项列成本指标。", figures: { parts: String(parts.length) } };
}

function judge(facts: Facts, each: Row): Found[] {
  const noun = each.name.replace(costWord, "");
  const words = pairsOf(noun, stopWords);
  const outputs = facts.rows.filter((other) => other.scope === each.scope && other.family === "output");
  // Named after the project itself: its main cost, whatever the outputs are called.
  if (words.size > 0 && sharedPairs(words, facts.namePairs) / words.size >= namedAfter) return [];
  if (words.size === 0 || outputs.length === 0 || outputs.some((other) => sharedPairs(words, other.pairs) > 0)) return [];
  const yuan = yuanOf(each) ?? "0";
  const share = facts.budget === null ? null : divide(multiply(yuan, "100"), facts.budget, 1);
  const amount = inTenThousands(yuan);
  return [{ path: each.path, message: `成本“${each.name}”${amount}万元${share === null ? "" : `（占${share}%）`}没有对应的产出指标。`, fix: `补“${noun}”的数量指标。`, figures: { amount, ...(share === null ? {} : { pct: share }) } }];
}
