import type { Facts, Text } from "../facts.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { stopWords } from "../words.ts";

const purposeIn = /(?:主要)?用于(?:支付|开展|购买|采购)?([\p{Script=Han}]{2,20})/gu;
/** One shared word may be chance (设备, 宣传): two pairs beyond the general ones prove kinship. */
const enough = 2;
/** So many words, more than half of them in another project's goals and purpose, tell whose it is. */
const whole = 6;
const general = [...stopWords, "设备", "宣传", "采购", "经费", "费用", "资金", "支出", "支付", "培训", "维护", "维修", "补助", "补贴", "专项", "建设", "改造", "工程", "购置", "更新", "运行", "保障"];

export const rel10: DeclarationRule = {
  id: "REL-10",
  about: "declaration",
  title: { zh: "说明的用途属于别的项目", en: "Text names another project" },
  severity: "error",
  area: "相关性",
  checks: "用途或说明写“用于……”的事项，在本项目的名称和目标中没有，却与同一文件或同一单位另一个项目的名称相同。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["只有一个通用词（设备、宣传）相同的不提示。"],
  message: "说明写“{phrase}”，与本项目“{name}”不符，却与“{other}”相同。",
  fix: "核对是否串项、重复申报，更正说明。",
  check(facts) {
    const texts = facts.texts.filter(({ path }) => path === "notes" || path === "funding.purpose");
    if (texts.length === 0) return notApplicable("没有用途和说明");
    const siblings = facts.collection.siblingsOf(facts).filter(({ name }) => name !== "" && name !== facts.name);
    if (siblings.length === 0) return notApplicable("没有同一文件或同一单位的其他项目可比");
    return verdictOf(texts.flatMap((text) => judge(facts, text, siblings)).slice(0, 1));
  },
  examples: [
    { title: "用途是另一个项目目标里的事", finds: ["funding.purpose"], projects: [{ name: "全民健身设施", goal: "新建体育公园2个。", purpose: "主要用于巡护无人机和防火隔离带林道开设。" }, { name: "森林防火", goal: "购置巡护无人机8架，新建防火隔离带60公里。" }] },
    { title: "用途就是另一个项目的全部", finds: ["notes"], projects: [{ name: "手续费、委托业务费", goal: "支付网银手续费，聘请法律顾问。", notes: "主要用于印刷服务。" }, { name: "印刷费用" }] },
    { title: "目标里也写了印刷", finds: [], projects: [{ name: "政策宣传", goal: "印刷宣传册。", notes: "主要用于印刷。" }, { name: "印刷费用" }] },
    { title: "路灯电费的说明写“主要用于护栏采购”，同文件有护栏采购项目", finds: ["notes"], projects: [{ name: "路灯电费", goal: "按月缴纳电费。", notes: "主要用于道路护栏更换。" }, { name: "道路护栏更换" }] },
    { title: "说明写“主要用于支付电费”", finds: [], projects: [{ name: "路灯电费", goal: "按月缴纳电费。", notes: "主要用于支付电费。" }, { name: "道路护栏更换" }] },
    { title: "只有通用词相同", finds: [], projects: [{ name: "路灯电费", goal: "按月缴纳电费。", notes: "主要用于设备维护。" }, { name: "校园监控设备维护" }] },
  ],
};

/** A purpose or a name without the words for money and work around it. */
const coreOf = (text: string): string => text.replace(/(?:服务|工作|项目|业务|等|的|经费|费用|支出|资金|补助|费)+$/, "").replace(/^(?:各类|各项|日常)/, "");

function judge(facts: Facts, text: Text, siblings: readonly Facts[]): Found[] {
  const own = pairsOf([facts.name, ...facts.goalTexts.map((goal) => goal.text)].join("·"), general);
  return [...text.text.matchAll(purposeIn)].flatMap(([phrase, thing = ""]) => {
    const words = pairsOf(thing, general);
    const core = coreOf(thing);
    const isOwn = sharedPairs(words, own) > 0 || facts.name.includes(core) || facts.goalTexts.some((goal) => goal.text.includes(core));
    if (words.size === 0 || isOwn) return [];
    // One general word is chance, unless it is all that the other project is about (印刷服务, 印刷费用).
    const other = siblings.find((one) => words.size >= whole && sharedPairs(words, one.subject) * 2 > words.size) ?? siblings.find(({ name }) => (words.size >= enough && sharedPairs(words, pairsOf(name, general)) >= enough) || coreOf(name) === core);
    return other ? [{ path: text.path, message: `${text.label}写“${phrase}”，与本项目“${facts.name}”不符，却与“${other.name}”相同。`, fix: "核对是否串项、重复申报，更正说明。", figures: { other: other.name } }] : [];
  });
}
