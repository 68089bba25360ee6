import { isLess, isMore, isSame } from "../../declaration/arithmetic.ts";
import type { Facts, Row, Text } from "../facts.ts";
import type { QuantityMention } from "../prose/prose.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { plainUnit } from "../scopes.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

export const cons09: DeclarationRule = {
  id: "CONS-09",
  about: "declaration",
  title: { zh: "指标值与目标文字不一致", en: "Target differs from goal text" },
  severity: "error",
  area: "一致性",
  checks: "绩效目标写了数量或比率，指标表中同一事项、同一单位的目标值与之不同；低于目标文字的是错误。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["对象不同（学生与教师）的不比较。", "“95%以上”与“≥95%”相同。", "“每个”“各”乘以数量的不比较。", "只有一行指标能对上时才比较。"],
  message: "目标写“{phrase}”，指标“{name}”为“{raw}”。",
  fix: "以目标为准统一，区间的写“A–B”。",
  check(facts) {
    const mentions = facts.goalTexts.flatMap((text) => facts.proseOf(text).quantities.filter(({ role, noun }) => role === "goal" && noun.length >= 2).map((mention) => ({ text, mention })));
    if (mentions.length === 0) return notApplicable("目标文字中没有数量或比率");
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    return verdictOf(mentions.flatMap(({ text, mention }) => judge(facts, text, mention)));
  },
  examples: [
    { title: "目标写满意度达95%，指标≥85%", finds: ["indicators[0].target"], projects: [{ name: "窗口服务", goal: "办事群众满意度达95%。", rows: [row("satisfaction.served", "办事群众满意度", "≥85%")] }] },
    { title: "目标写95%以上，指标≥95%", finds: [], projects: [{ name: "窗口服务", goal: "办事群众满意度95%以上。", rows: [row("satisfaction.served", "办事群众满意度", "≥95%")] }] },
    { title: "指标高于目标文字", finds: ["indicators[0].target"], severity: "warning", projects: [{ name: "窗口服务", goal: "办事群众满意度达90%。", rows: [row("satisfaction.served", "办事群众满意度", "≥95%")] }] },
    { title: "学生与教师", finds: [], projects: [{ name: "校舍维修", goal: "学生满意度达95%。", rows: [row("satisfaction.served", "教师满意度", "≥85%")] }] },
  ],
};

function judge(facts: Facts, { scope }: Text, mention: QuantityMention): Found[] {
  if (mention.to2 !== null || /每|各/.test(mention.noun)) return [];
  const candidates = facts.rows.filter((each) => (scope === null || each.scope === scope) && speaksOf(each, mention));
  const [each] = candidates;
  // Several rows about the same thing, or one that says just this: nothing to hold against each other.
  if (!each || candidates.length > 1 || each.value === null || isSame(each.value, mention.value)) return [];
  const lower = isLess(each.value, mention.value) && each.comparator !== "≤" && each.comparator !== "<";
  if (!lower && !isMore(each.value, mention.value)) return [];
  const phrase = `${mention.noun}${mention.text}`;
  return [{ path: `${each.path}.target`, ...(lower ? {} : { severity: "warning" as const }), message: `目标写“${phrase}”，指标“${each.name}”为“${each.raw}”。`, fix: "以目标为准统一，区间的写“A–B”。", figures: { goal: mention.value, target: each.value } }];
}

/** The same unit, and the whole of the mention's noun in the row's name, or the whole name in it. */
function speaksOf(each: Row, { noun, unit }: QuantityMention): boolean {
  if (each.unit === null || plainUnit(each.unit) !== plainUnit(unit)) return false;
  const wanted = pairsOf(noun, unit === "%" ? [] : stopWords);
  const own = pairsOf(each.name, unit === "%" ? [] : stopWords);
  const shared = sharedPairs(wanted, own);
  return shared >= 2 && (shared === own.size || (shared === wanted.size && wanted.size >= 3));
}
