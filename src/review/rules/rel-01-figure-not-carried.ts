import { isSame } from "../../declaration/arithmetic.ts";
import type { Facts, Text } from "../facts.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import type { QuantityMention } from "../prose/prose.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { plainUnit } from "../scopes.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

const shown = 3;

export const rel01: DeclarationRule = {
  id: "REL-01",
  about: "declaration",
  title: { zh: "目标中的数字没有指标承接", en: "Figure of the goal not carried" },
  severity: "warning",
  area: "相关性",
  checks: "绩效目标写了数量或比率，指标表里没有同样的数值，也没有考核同一事项的指标；一个都没有承接的是错误。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["背景数字（全市现有、去年）和理由中的数字。", "金额、年份、文号。", "每年、每个、各的数字可以换算，不比较。", "名与人、家与户视为相同。", "整个项目期的目标数字，没有长期指标表的不检查。"],
  message: "目标写明“{phrase}”，但没有指标承接这个{value}。",
  fix: "为“{noun}”补一项指标，指标值{value}。",
  check(facts) {
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    const figures = facts.goalTexts.flatMap((text) => facts.proseOf(text).quantities.filter((one) => one.role === "goal" && !/[每各]/.test(one.noun) && !precededByEach(text, one)).map((mention) => ({ text, mention })));
    if (figures.length === 0) return notApplicable("目标文字中没有数量或比率");
    const missing = figures.filter(({ text, mention }) => !isCarried(facts, text, mention) && !figures.some((next) => next.text === text && belongsTo(text, mention, next.mention) && isCarried(facts, text, next.mention)));
    const none = missing.length === figures.length && figures.length >= 2;
    return verdictOf(missing.slice(0, shown).map(({ text, mention }): Found => {
      const phrase = text.text.slice(Math.max(0, mention.from - 10), mention.to).replace(/^.*[，,。；;、\n]/s, "");
      return { path: text.path, ...(none ? { severity: "error" as const } : {}), message: `目标写明“${phrase}”，但没有指标承接这个${mention.text}。`, fix: `为“${mention.noun}”补一项指标，指标值${mention.text}。`, figures: { value: mention.value, unit: mention.unit } };
    }));
  },
  examples: [
    { title: "目标“培训村医200名”，没有200人的行", finds: ["goals[0]"], projects: [{ name: "村医培训", goal: "举办培训班4期，培训村医200名。", rows: [row("output.quantity", "举办培训班期数", "≥4期")] }] },
    { title: "有“培训村医人数 ≥200人”", finds: [], projects: [{ name: "村医培训", goal: "举办培训班4期，培训村医200名。", rows: [row("output.quantity", "培训村医人数", "≥200人"), row("output.quantity", "培训班期数", "≥4期")] }] },
    { title: "62所学校是3.8万名学生的定语", finds: [], projects: [{ name: "心理健康", goal: "对全县62所中小学3.8万名学生开展筛查。", rows: [row("output.quantity", "筛查学生人数", "≥38000人")] }] },
    { title: "背景数字", finds: [], outcome: "not-applicable", projects: [{ name: "村医培训", goal: "全县现有村医900名，提高村医业务水平。", rows: [row("output.quantity", "培训村医人数", "≥200人")] }] },
    { title: "一个都没有承接", finds: ["goals[0]", "goals[0]"], severity: "error", projects: [{ name: "村医培训", goal: "更新诊疗设备30台，改造诊室12间。", rows: [row("output.quality", "药品合格率", "=100%")] }] },
  ],
};

const precededByEach = ({ text }: Text, { from }: QuantityMention): boolean => /[每各][^，,。；;]{0,6}$/.test(text.slice(Math.max(0, from - 8), from));

/** 对62所学校3.8万名学生: the first figure only says where the second is. */
const belongsTo = ({ text }: Text, one: QuantityMention, next: QuantityMention): boolean =>
  next.from > one.to && /^\p{Script=Han}{1,8}$/u.test(text.slice(one.to, next.from)) && /(?:对|为|面向|在)[^，,。；;]{0,6}$/.test(text.slice(Math.max(0, one.from - 8), one.from));

/** 9 is not in ≥90% and not in 1.9. */
function holdsFigure(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!/[\d.]$/.test(text.slice(0, at)) && !/^\.?\d/.test(text.slice(at + value.length))) return true;
  }
  return false;
}

function isCarried(facts: Facts, { scope }: Text, { value, to2, unit, noun }: QuantityMention): boolean {
  // What the whole project promises need not stand in a table of one year.
  if (scope !== null && scope !== "annual" && !facts.scopes.includes(scope)) return true;
  const rows = facts.rows.filter((each) => scope === null || each.scope === scope || !facts.scopes.includes(scope));
  const wanted = pairsOf(noun, stopWords);
  return rows.some((each) => {
    const figures = each.target?.kind === "range" ? [each.target.from, each.target.to] : each.value === null ? [] : [each.value];
    const sameFigure = figures.some((figure) => isSame(figure, value) || (to2 !== null && isSame(figure, to2))) && plainUnit(each.unit ?? "") === plainUnit(unit);
    const saysIt = [each.raw, each.name, each.description].some((text) => holdsFigure(text, value));
    return sameFigure || saysIt || (wanted.size >= 1 && sharedPairs(wanted, each.pairs) >= Math.min(2, wanted.size));
  });
}
