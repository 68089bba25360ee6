import type { Facts } from "../facts.ts";
import { bare } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Words that exclude each other; the longer is looked for first, and taken out: 不定期 holds 定期. */
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/不定期/, /(?<!不)定期/],
  [/一次性/, /每年|经常性/],
  [/全覆盖|全部覆盖/, /抽查|抽样/],
  [/集中采购/, /分散采购/],
];

export const cons10: DeclarationRule = {
  id: "CONS-10",
  about: "declaration",
  title: { zh: "文字自相矛盾", en: "Contradiction between fields" },
  severity: "warning",
  area: "一致性",
  checks: "项目名称、用途、目标、说明和指标描述之间出现互相排斥的说法：定期与不定期，一次性与每年，全覆盖与抽查，集中与分散；新增项目写较上年压减；说明写已核减的事项，目标仍在写（错误）。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["“定期与不定期相结合”写在同一处的不提示。", "新增项目的压减多为本年审核核减，只作建议。", "目标写明该事项已取消，或仍安排了金额的（只核减一部分）不提示。"],
  message: "{p1}写“{a}”，{p2}写“{b}”。",
  fix: "统一表述。",
  check(facts) {
    const texts = [...(facts.name === "" ? [] : [{ path: "project.name", label: "项目名称", text: facts.name }]), ...facts.texts, ...descriptions(facts)];
    if (texts.length < 2) return notApplicable("只有一处文字");
    return verdictOf([...opposites.flatMap(([first, second]) => opposed(texts, first, second)), ...newButCut(facts), ...cutButPromised(facts), ...savedButSpent(facts)]);
  },
  examples: [
    { title: "要节约经费，成本却写≥", finds: ["indicators[1]"], projects: [{ name: "业务培训", goal: "培训业务人员。", purpose: "培训费。", rows: [row("output.cost", "项目总成本", "≥98%"), row("benefit.economic", "节约经费，做好工作", "≥95%")] }] },
    { title: "核减的金额就是目标里的金额", finds: ["goals[0]"], severity: "error", projects: [{ name: "邮电费", goal: "1.邮寄权益单8.8万元。2.支付借用人员、见习学生生活费24.4万元。", notes: "核减支付借用人员、见习学生生活费24.4万元。" }] },
    { title: "用途写定期巡检，描述写不定期巡检", finds: ["indicators[0].description"], projects: [{ name: "管网巡检", purpose: "用于管网定期巡检。", rows: [row("output.quantity", "巡检次数", "≥12次", { description: "不定期巡检" })] }] },
    { title: "定期与不定期相结合", finds: [], projects: [{ name: "管网巡检", purpose: "定期巡检。", goal: "定期与不定期相结合，巡检管网。" }] },
    { title: "说明已核减，目标仍在写", finds: ["goals[0]"], severity: "error", projects: [{ name: "管网巡检", goal: "1.巡检管网90公里。2.采购便携式泄漏检测仪器9台。", notes: "审核核减便携式泄漏检测仪器采购18万元。" }] },
    { title: "只核减一部分，目标仍安排了金额", finds: [], projects: [{ name: "管网巡检", goal: "1.巡检管网90公里。2.采购便携式泄漏检测仪器9台，20万元。", notes: "审核核减便携式泄漏检测仪器采购18万元。" }] },
    { title: "新增项目写较上年压减", finds: ["notes"], severity: "advice", projects: [{ name: "管网巡检", category: "新增", goal: "巡检管网。", notes: "预算较上年压减10%。" }] },
  ],
};

interface Said {
  path: string;
  label: string;
  text: string;
}

const descriptions = ({ rows }: Facts): Said[] => rows.flatMap((each) => (each.description === "" ? [] : [{ path: `${each.path}.description`, label: `“${each.name}”的描述`, text: each.description }]));

function opposed(texts: readonly Said[], first: RegExp, second: RegExp): Found[] {
  // Where both stand in one place they are combined, there or everywhere.
  if (texts.some(({ text }) => first.test(text) && second.test(text))) return [];
  const said = texts.flatMap(({ path, label, text }) => {
    const word = (first.exec(text) ?? second.exec(text))?.[0];
    return word === undefined ? [] : [{ path, told: `${label}写“${word}”`, side: first.test(text) }];
  });
  const other = said.find(({ side }) => side !== said[0]?.side);
  return other ? [{ path: other.path, message: `${said[0]?.told}，${other.told}。`, fix: "统一表述。" }] : [];
}

function newButCut({ declaration, texts }: Facts): Found[] {
  if (!/^新增/.test(declaration.project.category ?? "")) return [];
  const cut = texts.find(({ text }) => cutWords.test(text));
  return cut ? [{ path: cut.path, severity: "advice", message: `项目类别为“${declaration.project.category}”，${cut.label}却写“${cutWords.exec(cut.text)?.[0] ?? "压减"}”。`, fix: "统一表述。" }] : [];
}

/** Where the budget was cut. */
const cutWords = /(?:较|比)(?:上年|去年)[^，。；]{0,8}(?:压减|减少|压缩)|(?:预算|经费|费)(?:压减|压缩|减少为|调减)/;
/** So many equal characters name the same item (review-rules CONS-10). */
const sameItem = 8;
const cutItem = /(?:核减|取消|不予安排|[，,]及)(?:了)?[“"]?((?:\p{Script=Han}|、){8,}?)(\d[\d.,]*)?(?=[^\p{Script=Han}、]|$)/gu;

/** What the note says was cut, and the goal still promises. A goal that gives it another amount was cut in part only. */
function cutButPromised(facts: Facts): Found[] {
  const named = facts.texts.filter(({ path, text }) => path === "notes" && text.includes("核减")).flatMap((note) => [...note.text.matchAll(cutItem)].map(([, item = "", amount]) => ({ item: bare(item).slice(0, sameItem), amount })));
  return facts.goalTexts.flatMap((goal): Found[] => {
    const { items, amounts } = facts.proseOf(goal);
    const still = named.find(({ item, amount }) => item.length === sameItem && !bare(facts.name).includes(item) && items.some(({ body }, at) => bare(body).includes(item) && !/取消|核减|不再/.test(body) && !amounts.some((one) => one.item === at && !(amount !== undefined && one.text.includes(amount)))));
    return still === undefined ? [] : [{ path: goal.path, severity: "error", message: `其他说明写已核减“${still.item}…”，${goal.label}仍写“${still.item}…”。`, fix: "从目标中删去已核减的事项。" }];
  });
}

/** 节约经费 beside a cost that is to be spent at least. */
function savedButSpent({ rows }: Facts): Found[] {
  const cost = rows.find(({ family, comparator, name }) => family === "cost" && (comparator === "≥" || comparator === ">") && !/节约|节支|下降|降低/.test(name));
  const saved = rows.find(({ family, name }) => family !== "cost" && /节约(?:经费|成本|资金|开支)/.test(name));
  return cost && saved ? [{ path: saved.path, message: `“${saved.name}”要节约，成本指标“${cost.name}”却写“${cost.printed}”。`, fix: "成本指标改为≤金额。" }] : [];
}
