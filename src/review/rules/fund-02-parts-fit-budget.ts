import { distance, divide, isLess, isMore, multiply, subtract, sum } from "../../declaration/arithmetic.ts";
import type { Facts, Text } from "../facts.ts";
import { addends, inTenThousands } from "../figures.ts";
import type { Amount, Prose } from "../prose/prose.ts";
import { type DeclarationRule, type Found, notApplicable, notEnoughData, verdictOf } from "../rule.ts";

/** max(0.01 万元, 0.05 %) is rounding (review-rules FUND-02). */
const roundingYuan = "100";
const roundingShare = "0.0005";
/** Amounts far from the budget's size are no division of it: money that the project handles, or its reasons. */
const nearest = "0.4";
const farthest = "2.5";

export const fund02: DeclarationRule = {
  id: "FUND-02",
  about: "declaration",
  title: { zh: "目标或说明中的分项之和与预算不符", en: "Parts named in the text differ from the budget" },
  severity: "error",
  area: "勾稽",
  checks: "绩效目标、资金用途、说明中逐项写了金额的，各项之和应等于预算。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["只有部分事项写了金额的，只提示其余未说明。", "单价（元/人）、以万计的人数。", "合计数、其他年度的金额、核减扣除的金额不计入。", "项目征收、代发、带动的金额不是支出。", "各项之和与预算相差过大、看不出是预算分项的，不提示。"],
  message: "{place}列出{a}+{b}+…={sum}万元，与预算{budget}万元相差{diff}万元{cutText}。",
  fix: "预算调整后同步更新目标和说明中的分项金额。",
  check(facts) {
    const divided = facts.texts.flatMap((text) => partsOf(facts, text));
    if (divided.length === 0) return notApplicable("文字中没有逐项写金额");
    const { budget } = facts;
    if (budget === null) return notEnoughData("缺少预算金额或金额单位");
    return verdictOf(divided.flatMap((one) => judge(facts, budget, one)));
  },
  examples: [
    { title: "预算10万元，目标列4+3+5", finds: ["goals[0]"], projects: [{ name: "办公场所运行", budget: "10", goal: "租金4万元；水电3万元；保洁5万元。" }] },
    { title: "预算10万元，目标列4+3+3", finds: [], projects: [{ name: "办公场所运行", budget: "10", goal: "租金4万元；水电3万元；保洁3万元。" }] },
    { title: "核减后与预算相符", finds: [], projects: [{ name: "办公场所运行", budget: "10", notes: "租金4万元，水电3万元，保洁5万元，审核核减2万元。" }] },
    { title: "说明写了核减，目标没有更新", finds: ["goals[0]"], projects: [{ name: "办公场所运行", budget: "10", goal: "租金4万元；水电3万元；保洁5万元。", notes: "审核核减2万元。" }] },
    { title: "还有一项没有写金额", finds: ["goals[0]"], severity: "warning", projects: [{ name: "办公场所运行", budget: "12", goal: "1.支付租金4万元；2.支付水电费3万元；3.完成保洁。" }] },
    { title: "单价和人数不是分项", finds: [], outcome: "not-applicable", projects: [{ name: "培训", budget: "10", goal: "培训2万人，每人5元；慰问300元/人。" }] },
    { title: "“其中”以后的是前面一个金额的细项", finds: [], projects: [{ name: "办公场所运行", budget: "12", purpose: "租金8万元（其中库房2万元），保洁4万元。" }] },
    { title: "总额写在前面，“其中”以后逐项列出", finds: [], projects: [{ name: "植保", budget: "168", purpose: "本年安排168万元，其中：作业补助120万元，设备购置36万元（6套，每套6万元），培训12万元。" }] },
    { title: "单价之后的“共需”是这一项的金额", finds: ["funding.purpose"], projects: [{ name: "膳食补助", budget: "960", purpose: "1.膳食补助，每生每天5元，共需852万元；\n2.劳务补助96万元；\n3.设备更新32万元。" }] },
    { title: "比上年增加的金额不是分项", finds: [], outcome: "not-applicable", projects: [{ name: "消防保障", year: 2025, budget: "1026", purpose: "全年1026万元；2024年91人、982.80万元，同比增加43.20万元。" }] },
    { title: "其他年度的金额不计入", finds: [], projects: [{ name: "办公场所运行", year: 2024, budget: "7", goal: "租金4万元；水电3万元；2023年已支付6万元。" }] },
  ],
};

interface Division {
  text: Text;
  /** Each way in which the amounts may be meant: all of them, or the first or last of each item. */
  variants: string[][];
  cuts: string[];
  /** What any text (the note) says was cut: told, but no excuse for a goal that still lists it. */
  cutAnywhere: string[];
  /** Whether an item of the list names no amount at all. */
  hasSilentItem: boolean;
}

function partsOf(facts: Facts, text: Text): Division[] {
  const { amounts, items } = facts.proseOf(text);
  const parts = amounts.filter((amount) => amount.role === "part" || isItemsOwn(facts.proseOf(text), amount));
  if (parts.length < 2) return [];
  const numbered = items.filter((item) => item.numbered);
  return [
    {
      text,
      variants: variantsOf(parts, items),
      cuts: cutsOf(facts, text),
      cutAnywhere: facts.texts.flatMap((other) => cutsOf(facts, other)),
      hasSilentItem: numbered.some((item) => !amounts.some(({ item: at }) => items[at]?.head === item.head)),
    },
  ];
}

function variantsOf(parts: readonly Amount[], items: Prose["items"]): string[][] {
  const all = yuanOf(parts);
  const outer = parts.filter(({ within }) => !within);
  if (outer.length < parts.length) {
    const inner = parts.filter(({ within }, at) => within || !parts[at + 1]?.within);
    const [wholes, details] = [yuanOf(outer), yuanOf(inner)];
    return outer.length > 1 ? [wholes, details, all] : [details, wholes, all];
  }
  const byItem = [...Map.groupBy(parts, ({ item }) => items[item]?.head).values()];
  const one = (pick: (of: Amount[]) => Amount | undefined) => byItem.flatMap((of) => pick(of)?.yuan ?? []);
  return byItem.length > 1 ? [one((of) => of[0]), one((of) => of.at(-1)), all] : [all];
}

const yuanOf = (amounts: readonly Amount[]): string[] => amounts.map(({ yuan }) => yuan);

/** 1.膳食补助，每生5元，8320名学生，共需4万元: the total of a numbered item that names no other is that item's part. */
function isItemsOwn({ amounts, items }: Prose, amount: Amount): boolean {
  const headOf = ({ item }: Amount) => items[item]?.head ?? item;
  const own = items[headOf(amount)];
  const others = amounts.filter((other) => other !== amount && headOf(other) === headOf(amount));
  return amount.role === "total" && own?.numbered === true && others.length > 0 && others.every(({ role, to }) => role === "unitPrice" && to <= amount.from);
}

const cutsOf = (facts: Facts, text: Text): string[] => facts.proseOf(text).amounts.filter(({ role }) => role === "cut").map(({ yuan }) => yuan);

function judge({ declaration }: Facts, budget: string, { text, variants, cuts, cutAnywhere, hasSilentItem }: Division): Found[] {
  const budgets = [budget, declaration.funding.annualTotal?.yuan, declaration.funding.fiscal?.yuan].filter((one): one is string => typeof one === "string" && isMore(one, "0"));
  const fits = (value: string) => budgets.some((one) => isRounding(value, one));
  if (variants.some((parts) => fits(sum(parts)) || fits(subtract(sum(parts), sum(cuts))))) return [];
  const parts = variants[0] ?? [];
  const total = sum(parts);
  if (isLess(total, multiply(budget, nearest)) || isMore(total, multiply(budget, farthest))) return [];
  const amounts = parts.map(inTenThousands);
  const known = cuts.length > 0 ? cuts : cutAnywhere;
  const [difference, rest] = [distance(total, budget), subtract(total, sum(known))];
  const figures = { sum: inTenThousands(total), budget: inTenThousands(budget), diff: inTenThousands(difference), ...(known.length > 0 ? { cuts: inTenThousands(sum(known)), rest: inTenThousands(rest) } : {}) };
  if (hasSilentItem && isLess(total, budget)) {
    return [{ path: text.path, severity: "warning", message: `${text.label}列出${addends(amounts)}=${figures.sum}万元，预算${figures.budget}万元，其余${figures.diff}万元未说明。`, fix: "各项都写明金额，合计等于预算。", figures }];
  }
  const cutText = known.length > 0 ? `；扣除说明中的核减${addends(known.map(inTenThousands))}后为${inTenThousands(rest)}${isRounding(rest, budget) ? "" : `，仍差${inTenThousands(distance(rest, budget))}`}` : "";
  return [{ path: text.path, message: `${text.label}列出${addends(amounts)}=${figures.sum}万元，与预算${figures.budget}万元相差${figures.diff}万元（${divide(multiply(difference, "100"), budget, 2)}%）${cutText}。`, fix: "预算调整后同步更新目标和说明中的分项金额。", figures }];
}

function isRounding(value: string, budget: string): boolean {
  const difference = distance(value, budget);
  return !isMore(difference, roundingYuan) || !isMore(difference, multiply(budget, roundingShare));
}
