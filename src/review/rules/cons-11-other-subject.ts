import { pairsOf } from "../likeness.ts";
import type { Facts, Row } from "../facts.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

/** Words that hold for many projects: no proof of a copied row. */
const general = [...stopWords, "群众", "社会", "公众", "对象", "资金", "经费", "专项", "合格", "验收", "满意", "成本", "质量", "数量", "时间", "效益", "设备", "维护", "采购", "建设", "培训", "宣传", "运行", "支出", "待遇", "支付", "发放", "保险", "社保", "补贴", "补助", "人数", "享受", "县", "市", "区"];

export const cons11: DeclarationRule = {
  id: "CONS-11",
  about: "declaration",
  title: { zh: "指标主体与项目不符", en: "Subject of another project" },
  severity: "warning",
  area: "一致性",
  checks: "指标讲的对象在本项目的名称、用途和目标中都没有，却是另一个项目名称中的对象，而那个项目有同样的指标。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["群众、单位、人员等泛称不算。", "没有同样指标的其他项目作证的，不提示。"],
  message: "“{name}”讲的是“{noun}”，本项目是“{project}”，疑似从“{other}”复制。",
  fix: "改为本项目的对象。",
  check(facts) {
    const siblings = new Set(facts.collection.siblingsOf(facts));
    if (siblings.size === 0) return notApplicable("没有同一文件或同一单位的其他项目可比");
    return verdictOf(
      facts.rows.flatMap((each) => {
        const stranger = strangerOf(facts, each, siblings);
        if (!stranger) return [];
        const { noun, other } = stranger;
        return [
          {
            path: each.path,
            ...(each.class === "output.quantity" || each.class === "output.quality" ? { severity: "error" as const } : {}),
            message: `“${each.name}”讲的是“${noun}”，本项目是“${facts.name}”，疑似从“${other.name}”复制。`,
            fix: "改为本项目的对象。",
            figures: { noun, other: other.name },
          },
        ];
      }),
    );
  },
  examples: [
    {
      title: "绿化项目写“路灯完好率”，同单位另有路灯项目",
      finds: ["indicators[0]"],
      severity: "error",
      projects: [
        { name: "城区绿化", goal: "补植苗木900株。", rows: [row("output.quality", "路灯完好率", "≥95%")] },
        { name: "城区路灯维护", goal: "维护路灯900盏。", rows: [row("output.quality", "路灯完好率", "≥95%")] },
      ],
    },
    {
      title: "绿化项目写“苗木成活率”",
      finds: [],
      projects: [
        { name: "城区绿化", goal: "补植苗木900株。", rows: [row("output.quality", "苗木成活率", "≥95%")] },
        { name: "城区路灯维护", goal: "维护路灯900盏。", rows: [row("output.quality", "路灯完好率", "≥95%")] },
      ],
    },
  ],
};

/** A word of the row that is the other project's subject and not this one's. */
function strangerOf(facts: Facts, each: Row, siblings: ReadonlySet<Facts>): { noun: string; other: Facts } | null {
  if (each.name === "" || each.family === "satisfaction" || facts.name === "") return null;
  // A row that everybody copies has hundreds of twins.
  let words: string[] | undefined;
  for (const { facts: other } of facts.collection.twinsOf(each)) {
    if (!siblings.has(other) || other.name === facts.name) continue;
    words ??= wordsOf(each.name).filter((word) => !facts.subject.has(word));
    if (words.length === 0) return null;
    const foreign = pairsOf(other.name, general);
    const noun = words.find((word) => foreign.has(word));
    if (noun !== undefined) return { noun, other };
  }
  return null;
}

/** The words of a name, taken two characters at a time from the left of each piece: no pair across two words (医疗救助 has no 疗救). */
function wordsOf(name: string): string[] {
  let rest = name;
  for (const word of general) rest = rest.replaceAll(word, "·");
  return [...rest.matchAll(/\p{Script=Han}+/gu)].flatMap(([piece]) => piece.match(/../gu) ?? []);
}
