import { distance, isLess, isMore, isSame, multiply, sum } from "../../declaration/arithmetic.ts";
import type { Facts, Text } from "../facts.ts";
import { addends, inTenThousands } from "../figures.ts";
import type { Amount, Prose, QuantityMention } from "../prose/prose.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";

/** Price times count may differ by rounding (review-rules FUND-06). */
const tolerated = "0.01";

export const fund06: DeclarationRule = {
  id: "FUND-06",
  about: "declaration",
  title: { zh: "文字内部金额矛盾", en: "Amounts in one text disagree" },
  severity: "error",
  area: "勾稽",
  checks: "同一段文字里：一项写了两个不同的总额；合计与其中各项之和不等；单价乘数量与金额不等。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["前一个是总额、后一个是其中一部分的（“其中”）。", "不同年度的金额。", "“其中”后面没有列全（等、主要、只列一项）的，各项之和小于合计不提示。", "句中还有按月、按次、按天计的，不核对单价。"],
  message: "“{item}”前写{a}万元，后写{b}万元。／合计{s}，分项之和{sum}。",
  fix: "统一金额。",
  check(facts) {
    const texts = facts.texts.filter((text) => facts.proseOf(text).amounts.length > 1);
    if (texts.length === 0) return notApplicable("没有一段文字写了两个以上金额");
    return verdictOf(texts.flatMap((text) => judge(facts, text)));
  },
  examples: [
    { title: "“墙面粉刷6万元，…预计2万元”", finds: ["goals[0]"], projects: [{ name: "校舍维修", goal: "1.门窗更换5万元；\n2.墙面粉刷6万元，预计2万元。" }] },
    { title: "合计9万元，其中门4万元、窗5万元", finds: [], projects: [{ name: "校舍维修", goal: "合计9万元，其中门4万元、窗5万元。" }] },
    { title: "合计9万元，其中门4万元、窗6万元", finds: ["goals[0]"], projects: [{ name: "校舍维修", goal: "合计9万元，其中门4万元、窗6万元。" }] },
    { title: "“其中”只列了一部分", finds: [], projects: [{ name: "校舍维修", goal: "合计9万元，其中门4万元等。" }] },
    { title: "200人，每人100元，共3万元", finds: ["goals[0]"], projects: [{ name: "体检", goal: "组织200人体检，每人100元，共3万元。" }] },
    { title: "200人，每人100元，共2万元", finds: [], projects: [{ name: "体检", goal: "组织200人体检，每人100元，共2万元。" }] },
    { title: "不同年度", finds: [], projects: [{ name: "校舍维修", year: 2024, goal: "1.墙面粉刷6万元，2023年共2万元。" }] },
    { title: "按月发放的，不核对单价", finds: [], projects: [{ name: "高龄津贴", goal: "为200人发放津贴，每人每月100元，共24万元。" }] },
  ],
};

function judge(facts: Facts, text: Text): Found[] {
  const prose = facts.proseOf(text);
  const bySentence = Map.groupBy(prose.amounts, ({ item }) => item);
  const byHead = Map.groupBy(prose.amounts, ({ item }) => prose.items[item]?.head ?? item);
  return [
    ...[...bySentence].flatMap(([item, amounts]) => [...parts(text, prose, amounts), ...price(text, prose, item, amounts)].slice(0, 1)),
    ...[...byHead].flatMap(([head, amounts]) => twoTotals(text, prose, head, amounts)),
  ];
}

/** 合计S，其中A，B，C. */
function parts(text: Text, prose: Prose, amounts: readonly Amount[]): Found[] {
  const whole = amounts.findIndex((amount, at) => (amount.role === "total" || amount.role === "part") && /^[^。；;\d]{0,12}(?:其中|包括|分别为|分别是)/.test(between(text, amount, amounts[at + 1])));
  const total = amounts[whole];
  const next = amounts[whole + 1];
  if (!total || !next) return [];
  const named = amounts.slice(whole + 1).filter(({ role }) => role === "part");
  const added = sum(named.map(({ yuan }) => yuan));
  const rest = text.text.slice(total.to, prose.items[total.item]?.to ?? text.text.length);
  const isPartial = named.length < 2 || /等|主要|部分|其余|剩余/.test(rest);
  if (isSame(added, total.yuan) || (isLess(added, total.yuan) && isPartial)) return [];
  const figures = { total: inTenThousands(total.yuan), sum: inTenThousands(added) };
  return [{ path: text.path, message: `${text.label}中合计${figures.total}万元，分项之和${addends(named.map(({ yuan }) => inTenThousands(yuan)))}=${figures.sum}万元。`, fix: "统一金额。", figures }];
}

const between = ({ text }: Text, from: Amount, to: Amount | undefined): string => text.slice(from.to, to?.from ?? from.to);

/** 单价×数量≠金额, where all three stand in one item and nothing else is multiplied. */
function price(text: Text, prose: Prose, item: number, amounts: readonly Amount[]): Found[] {
  const [unitPrice, ...more] = amounts.filter(({ role }) => role === "unitPrice");
  const [stated, ...others] = amounts.filter(({ role }) => role === "part" || role === "total");
  const [count, ...counts] = prose.quantities.filter((one) => one.item === item && one.unit !== "%" && one.to2 === null && one.role === "goal");
  if (!unitPrice || !stated || !count || more.length > 0 || others.length > 0 || counts.length > 0 || count.to > unitPrice.from || !pricedBy(text, unitPrice, count)) return [];
  const sentence = prose.items[item]?.text ?? "";
  if (/每[月天日次期季年周]|[/／][月天日次期季年周]|\d\s*(?:个月|天|次|期|季度)/.test(sentence)) return [];
  const product = multiply(unitPrice.yuan, count.value);
  if (!isMore(distance(product, stated.yuan), multiply(stated.yuan, tolerated))) return [];
  const figures = { price: unitPrice.yuan, count: count.value, product: inTenThousands(product), stated: inTenThousands(stated.yuan) };
  return [{ path: text.path, message: `${text.label}中${unitPrice.text.replace(/\s/g, "")}×${count.text}=${figures.product}万元，文中写${figures.stated}万元。`, fix: "统一金额。", figures }];
}

/** Whether the price is one of what is counted: 每人 and 200人, 元/名 and 200人. */
function pricedBy({ text }: Text, unitPrice: Amount, count: QuantityMention): boolean {
  const around = text.slice(Math.max(0, unitPrice.from - 8), unitPrice.to + 4);
  const person = /[人名]/.test(count.unit);
  return person ? /每[人名]|[/／][人名]|人均/.test(around) : new RegExp(`(?:每|[/／])${count.unit}`).test(around);
}

/** A numbered item, with the sentences that belong to it, that names its amount twice: 3.墙面粉刷6万元，…预计2万元. */
function twoTotals(text: Text, prose: Prose, head: number, amounts: readonly Amount[]): Found[] {
  const own = prose.items[head];
  const [first, ...later] = amounts.filter(({ role }) => role === "part" || role === "total");
  const again = later.find((amount) => /(?:预计|共计|合计|总计|约需|共需|共)[^，,。；;、\d]{0,4}$/.test(text.text.slice(own?.from ?? 0, amount.from)));
  if (!own?.numbered || !first || !again || isSame(first.yuan, again.yuan) || /其中|包括/.test(own.text)) return [];
  // The sum of what stands before it is a total, not a second amount.
  const before = amounts.filter((amount) => amount.to <= again.from && amount.role === "part").map(({ yuan }) => yuan);
  if (isSame(sum(before), again.yuan) || before.length > 1) return [];
  const figures = { first: inTenThousands(first.yuan), second: inTenThousands(again.yuan) };
  return [{ path: text.path, message: `“${shortened(own.body)}”前写${figures.first}万元，后写${figures.second}万元。`, fix: "统一金额。", figures }];
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
