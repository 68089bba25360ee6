import { distance, isLess, isMore, isSame, multiply, sum } from "../../declaration/arithmetic.ts";
import type { Facts, Text } from "../facts.ts";
import { addends, inTenThousands } from "../figures.ts";
import type { Amount, Prose } from "../prose/prose.ts";
import { pricesIn } from "../prose/prices.ts";
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
  exclusions: ["前一个是总额、后一个是其中一部分的（“其中”）。", "不同年度的金额。", "“其中”后面没有列全（等、主要、只列一项）的，各项之和小于合计不提示。", "单价按月、按次、按天计而没有写明月数、次数、天数的，或旁边还有别的数量的，不核对单价。"],
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
    { title: "按天计的写明了天数", finds: ["goals[0]"], projects: [{ name: "膳食补助", goal: "按每生每天5元、8320名学生、全年200天测算，共需852万元。" }] },
    { title: "单价写在金额后的括号里", finds: [], projects: [{ name: "公路养护", goal: "申报480万元，核减60万元，核定420万元，其中：日常养护210万元（700公里，每公里3000元），小修保养126万元，安全防护84万元。" }] },
    { title: "括号里的“其中”只说明它前面的金额", finds: [], projects: [{ name: "监测运维", goal: "运维服务108万元（其中备品备件18万元、车辆租赁12万元、电费78万元），质控检查24万元。" }] },
    { title: "不同年度", finds: [], projects: [{ name: "校舍维修", year: 2024, goal: "1.墙面粉刷6万元，2023年共2万元。" }] },
    { title: "按月发放的，不核对单价", finds: [], projects: [{ name: "高龄津贴", goal: "为200人发放津贴，每人每月100元，共24万元。" }] },
  ],
};

function judge(facts: Facts, text: Text): Found[] {
  const prose = facts.proseOf(text);
  const bySentence = Map.groupBy(prose.amounts, ({ item }) => item);
  const byHead = Map.groupBy(prose.amounts, ({ item }) => prose.items[item]?.head ?? item);
  return [
    ...[...bySentence].flatMap(([, amounts]) => parts(text, prose, amounts)),
    ...price(text, prose),
    ...[...byHead].flatMap(([head, amounts]) => twoTotals(text, prose, head, amounts)),
  ];
}

/** 合计S，其中A，B，C. */
function parts(text: Text, prose: Prose, amounts: readonly Amount[]): Found[] {
  const whole = amounts.findIndex((amount, at) => (amount.role === "total" || amount.role === "part") && /^[^。；;\d]{0,12}(?:其中|包括|分别为|分别是)/.test(between(text, amount, amounts[at + 1])));
  const total = amounts[whole];
  const next = amounts[whole + 1];
  if (!total || !next) return [];
  const bracketed = /[（(]/.test(between(text, total, next));
  const later = amounts.slice(whole + 1);
  const end = later.findIndex(({ within }) => bracketed && !within);
  const named = later.slice(0, end < 0 ? undefined : end).filter(({ role }) => role === "part");
  const added = sum(named.map(({ yuan }) => yuan));
  const rest = text.text.slice(total.to, prose.items[total.item]?.to ?? text.text.length);
  const isPartial = named.length < 2 || /等|主要|部分|其余|剩余/.test(rest);
  if (isSame(added, total.yuan) || (isLess(added, total.yuan) && isPartial)) return [];
  const figures = { total: inTenThousands(total.yuan), sum: inTenThousands(added) };
  return [{ path: text.path, message: `${text.label}中合计${figures.total}万元，分项之和${addends(named.map(({ yuan }) => inTenThousands(yuan)))}=${figures.sum}万元。`, fix: "统一金额。", figures }];
}

const between = ({ text }: Text, from: Amount, to: Amount | undefined): string => text.slice(from.to, to?.from ?? from.to);

/** 单价×数量≠金额, where all of them stand beside each other. */
function price(text: Text, prose: Prose): Found[] {
  return pricesIn(text.text, prose).flatMap(({ price: each, factors, stated }) => {
    const product = factors.reduce((so, { value }) => multiply(so, value), each.yuan);
    if (!isMore(distance(product, stated.yuan), multiply(stated.yuan, tolerated))) return [];
    const figures = { price: each.yuan, count: factors.map(({ value }) => value).join("×"), product: inTenThousands(product), stated: inTenThousands(stated.yuan) };
    const sum = [each.text.replace(/\s/g, ""), ...factors.map(({ text: printed }) => printed)].join("×");
    return [{ path: text.path, message: `${text.label}中${sum}=${figures.product}万元，文中写${figures.stated}万元。`, fix: "统一金额。", figures }];
  });
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
