import { isMore, isSame } from "../../declaration/arithmetic.ts";
import type { Facts, Row, Text } from "../facts.ts";
import type { QuantityMention } from "../prose/prose.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { plainUnit, plainValue } from "../scopes.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

const beforeNoun = /^(?:其中|包括|共计|共|累计|全年|年度|本年|今年)+/;
const measureNoun = /(?:数量|人数|次数|场次|户数|个数|件数|套数|台数|面积|长度|里程|规模|数|量)$/;
/** Rates of which a table has several, each of something else. */
const anyRate = /(?:合格|完成|准确|及时|覆盖|达标|满意|知晓|完好|到位|发放|支付)[率度]/;
const manyPairs = 5;

export const cons09: DeclarationRule = {
  id: "CONS-09",
  about: "declaration",
  title: { zh: "指标值与目标文字不一致", en: "Target differs from goal text" },
  severity: "error",
  area: "一致性",
  checks: "绩效目标写了数量或比率，指标表中同一事项、同一单位的目标值与之不同；低于目标文字的是错误。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["对象不同（学生与教师）的不比较。", "“95%以上”与“≥95%”相同。", "“每个”“各”乘以数量的不比较。", "只有一行指标能对上时才比较。", "合格率、准确率等没有写明是什么的，不与名称更长的指标比较。"],
  message: "目标写“{phrase}”，指标“{name}”为“{raw}”。",
  fix: "以目标为准统一，区间的写“A–B”。",
  check(facts) {
    const mentions = facts.goalTexts.flatMap((text) => facts.proseOf(text).quantities.filter(({ role, noun }) => role === "goal" && noun.length >= 2).map((mention) => ({ text, mention })));
    if (mentions.length === 0) return notApplicable("目标文字中没有数量或比率");
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    return verdictOf(mentions.flatMap(({ text, mention }) => judge(facts, text, mention)));
  },
  examples: [
    { title: "词序不同", finds: ["indicators[0].target"], projects: [{ name: "储备粮轮换", goal: "轮换储备粮6万吨。", rows: [row("output.quantity", "储备粮轮换数量", "≥5万吨")] }] },
    { title: "目标写控制在0.5‰以内，指标写≥", finds: ["indicators[0].target"], projects: [{ name: "森林防火", goal: "森林火灾受害率控制在0.5‰以内。", rows: [row("output.quality", "森林火灾受害率", "≥0.5‰")] }] },
    { title: "两行相近，名称与目标相同的一行算", finds: ["indicators[1].target"], projects: [{ name: "健身设施", goal: "群众满意度达到92%以上。", rows: [row("benefit.ecological", "健身群众满意度", "≥90%"), row("satisfaction.served", "群众满意度", "≥90%")] }] },
    { title: "目标写1—2名志愿者，指标≤2人", finds: ["indicators[0].target"], severity: "warning", projects: [{ name: "志愿服务", goal: "引入1-2名社会志愿者开展日常服务项目。", rows: [row("output.quantity", "分中心引入志愿者开展日常服务项目人数", "≤2人")] }] },
    { title: "目标写满意度达95%，指标≥85%", finds: ["indicators[0].target"], projects: [{ name: "窗口服务", goal: "办事群众满意度达95%。", rows: [row("satisfaction.served", "办事群众满意度", "≥85%")] }] },
    { title: "目标写95%以上，指标≥95%", finds: [], projects: [{ name: "窗口服务", goal: "办事群众满意度95%以上。", rows: [row("satisfaction.served", "办事群众满意度", "≥95%")] }] },
    { title: "指标高于目标文字", finds: ["indicators[0].target"], severity: "warning", projects: [{ name: "窗口服务", goal: "办事群众满意度达90%。", rows: [row("satisfaction.served", "办事群众满意度", "≥95%")] }] },
    { title: "目标写名称的后一半", finds: ["indicators[0].target"], projects: [{ name: "养老金发放", goal: "开展领取待遇资格认证，认证率达到98%以上。", rows: [row("output.quality", "领取待遇资格认证率", "≥95%")] }] },
    { title: "目标写区间，指标只留一头", finds: ["indicators[0].target"], severity: "warning", projects: [{ name: "知识产权", goal: "举办知识产权培训12至15场。", rows: [row("output.quantity", "知识产权培训场次", "≥12场")] }] },
    { title: "目标写其中数", finds: ["indicators[0].target"], projects: [{ name: "道路硬化", goal: "硬化村组道路16.8公里，其中入户路3.2公里。", rows: [row("output.quantity", "入户路硬化长度", "≥2.3公里")] }] },
    { title: "目标写至少，指标写至多", finds: ["indicators[0].target"], projects: [{ name: "知识产权", goal: "举办知识产权培训至少12场。", rows: [row("output.quantity", "知识产权培训场次", "≤12场")] }] },
    { title: "目标写不超过，指标写≤", finds: [], projects: [{ name: "公厕保洁", goal: "全年有责投诉不超过20件。", rows: [row("benefit.social", "公厕有责投诉件数", "≤20件")] }] },
    { title: "“每个乡镇”是分到各处的数", finds: [], projects: [{ name: "送戏下乡", goal: "在12个乡镇演出72场。", rows: [row("output.quantity", "每个乡镇演出场次", "≥5场")] }] },
    { title: "学生与教师", finds: [], projects: [{ name: "校舍维修", goal: "学生满意度达95%。", rows: [row("satisfaction.served", "教师满意度", "≥85%")] }] },
  ],
};

function judge(facts: Facts, text: Text, mention: QuantityMention): Found[] {
  if (/每|各/.test(mention.noun)) return [];
  const item = facts.proseOf(text).items[mention.item]?.text ?? "";
  const like = facts.rows.filter((each) => each.scope === text.scope && sameUnit(each, mention) && speaksOf(each, mention, item));
  // 群众满意度 is the row of that name, whatever 健身群众满意度 beside it says.
  const named = like.filter(({ bareName }) => bareName === mention.noun);
  const candidates = named.length === 1 ? named : like;
  const [each] = candidates;
  // Several rows about the same thing, or one that says just this: nothing to hold against each other.
  if (candidates.length > 1 || !each?.value) return [];
  const difference = differenceOf(each, each.value, mention);
  if (difference === null) return [];
  const phrase = `${mention.noun}${mention.text}`;
  return [{ path: `${each.path}.target`, ...(difference === "weaker" ? {} : { severity: "warning" as const }), message: `目标写“${phrase}”，指标“${each.name}”为“${each.raw}”。`, fix: "以目标为准统一，区间的写“A–B”。", figures: { goal: mention.to2 === null ? mention.value : `${mention.value}–${mention.to2}`, target: each.value } }];
}

function differenceOf({ comparator, unit }: Row, target: string, { value: told, to2: to, unit: toldUnit, comparator: wanted }: QuantityMention): "weaker" | "other" | null {
  const [value, from] = [plainValue(target, unit ?? ""), plainValue(told, toldUnit)];
  const capped = comparator === "≤" || comparator === "<";
  if (to !== null) return isSame(value, from) || isSame(value, plainValue(to, toldUnit)) ? "other" : null;
  const floored = comparator === "≥" || comparator === ">";
  if (isSame(value, from)) return (capped && wanted === "≥") || (floored && wanted === "≤") ? "weaker" : null;
  if (isMore(value, from)) return "other";
  return capped ? null : "weaker";
}

const sameUnit = (each: Row, { unit }: QuantityMention): boolean => plainUnit(each.unit ?? "") === plainUnit(unit);

/** Whether the row's name and the goal's noun are one thing: one holds the other whole. */
function speaksOf({ name }: Row, mention: QuantityMention, item: string): boolean {
  if (/[每各]|人均|户均|平均/.test(name)) return false;
  const percent = mention.unit === "%";
  const noun = mention.noun.replace(beforeNoun, "");
  const wanted = pairsOf(noun, percent ? [] : stopWords);
  const own = pairsOf(name, percent ? [] : stopWords);
  const shared = sharedPairs(wanted, own);
  if (shared >= 2 && (shared === own.size || (shared === wanted.size && wanted.size >= 3))) return true;
  // A range is told anew only where it is meant; half of the name is enough.
  if (mention.to2 !== null && shared >= 3 && shared * 2 >= wanted.size) return true;
  return percent ? noun.length >= 3 && !anyRate.test(noun) && name.endsWith(noun) : tellsAll(name, noun, wanted) || beginsWith(name, noun, item);
}

/** 轮换储备粮 and 储备粮轮换. */
const sameCharacters = (a: string, b: string): boolean => a.length === b.length && [...a].sort().join("") === [...b].sort().join("");

/** The name without its measure stands in the noun: 稳岗返还政策宣传场次. A changed order (设施建成, 建成设施) may cost one pair. */
function tellsAll(name: string, noun: string, wanted: ReadonlySet<string>): boolean {
  const own = pairsOf(name.replace(measureNoun, ""), stopWords);
  if (noun.length >= 4 && sameCharacters(noun, name.replace(measureNoun, ""))) return true;
  const shared = sharedPairs(wanted, own);
  return shared >= 3 && noun.length >= 4 && (shared === own.size || (own.size >= manyPairs && shared === own.size - 1));
}

/** 入户路硬化长度 of 硬化村组道路16.8公里，其中入户路3.2公里: what the name says more is said in the sentence too. */
function beginsWith(name: string, noun: string, item: string): boolean {
  return noun.length >= 3 && name.startsWith(noun) && item.includes(name.slice(noun.length).replace(measureNoun, ""));
}
