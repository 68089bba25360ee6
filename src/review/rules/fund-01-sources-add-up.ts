import { distance, isMore, multiply, sum } from "../../declaration/arithmetic.ts";
import { money } from "../../declaration/money.ts";
import type { Facts } from "../facts.ts";
import { inTenThousands } from "../figures.ts";
import { type DeclarationRule, type Found, notApplicable, notEnoughData, verdictOf } from "../rule.ts";

/** Differences up to this part of the form's unit are rounding (review-rules FUND-01). */
const tolerated = "0.01";

export const fund01: DeclarationRule = {
  id: "FUND-01",
  about: "declaration",
  title: { zh: "资金来源合计不等于预算", en: "Sources do not add up" },
  severity: "error",
  area: "勾稽",
  checks: "财政资金、其他资金、上年结转之和应等于预算总额；年度资金不应超过项目总额。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["空白按零计。", "当年财政拨款是财政资金的一部分，不另加。", "72.5与72.50相等；相差不超过金额单位的百分之一的，视为进位。", "各项来源均未填写的，不判断。", "表样只印“其中：财政拨款”一项来源的，少于预算不提示。"],
  message: "财政{fiscal}+其他{other}+结转{carry}={sum}，与预算{budget}相差{diff}。",
  fix: "核对各来源金额。",
  check(facts) {
    const { funding } = facts.declaration;
    const sources = [funding.fiscal, funding.other, funding.fiscalCurrentYear, funding.carriedOver, funding.annualOther];
    if (!["fiscal", "other", "fiscalCurrentYear", "carriedOver", "annualOther"].some((field) => facts.hasField(`funding.${field}`)) && sources.every((source) => source === null)) {
      return notApplicable("表样没有分列资金来源");
    }
    if (facts.budget === null) return notEnoughData("缺少预算总额或金额单位");
    if (sources.every((source) => source === null)) return notEnoughData("各项资金来源均未填写");
    if (sources.some((source) => source !== null && source.yuan === null)) return notEnoughData("有的资金来源没有金额单位或不是数字");
    return verdictOf([...mainColumn(facts), ...yearColumn(facts), ...yearAboveWhole(facts)]);
  },
  examples: [
    { title: "表样只有财政拨款一项来源", finds: [], projects: [{ name: "疫病监测", budget: "43.5", fiscal: "40" }] },
    { title: "60+30，预算100", finds: ["funding"], projects: [{ name: "泵站大修", budget: "100", fiscal: "60", other: "30" }] },
    { title: "60+40，预算100", finds: [], projects: [{ name: "泵站大修", budget: "100.00", fiscal: "60", other: "40.0" }] },
    { title: "60+30+上年结转10，预算100", finds: [], projects: [{ name: "泵站大修", budget: "100", fiscal: "60", other: "30", carriedOver: "10" }] },
    { title: "其他资金空白", finds: [], projects: [{ name: "泵站大修", budget: "72.5", fiscal: "72.50" }] },
    { title: "年度资金120，项目总额100", finds: ["funding"], projects: [{ name: "泵站大修", budget: "100", fiscal: "100", annualTotal: "120" }] },
    { title: "来源一项也没有填", finds: [], outcome: "not-enough-data", projects: [{ name: "泵站大修", budget: "100", fiscal: "—" }] },
  ],
};

const yuanOf = (amount: { yuan: string | null } | null): string => amount?.yuan ?? "0";

/** The form's main column: carried-over money is a source of its own there, or a part of the fiscal money. */
function mainColumn(facts: Facts): Found[] {
  const { funding } = facts.declaration;
  if (funding.total === null || (funding.fiscal === null && funding.other === null)) return [];
  const [fiscal, other] = [yuanOf(funding.fiscal), yuanOf(funding.other)];
  const carried = funding.annualTotal === null ? yuanOf(funding.carriedOver) : "0";
  // 其中：财政拨款 alone, on a form that prints no other source, is a part and need not be the whole.
  const isPart = !facts.hasField("funding.other") && !facts.hasField("funding.carriedOver") && isMore(yuanOf(funding.total), fiscal);
  if (isPart) return [];
  return unequal(funding, yuanOf(funding.total), [["财政", fiscal], ["其他", other], ["结转", carried]], [sum([fiscal, other])]);
}

/** The year's column, where the form has one. */
function yearColumn({ declaration: { funding } }: Facts): Found[] {
  if (funding.annualTotal === null || (funding.fiscalCurrentYear === null && funding.annualOther === null)) return [];
  const parts: [string, string][] = [["当年财政拨款", yuanOf(funding.fiscalCurrentYear)], ["结转", yuanOf(funding.carriedOver)], ["其他", yuanOf(funding.annualOther)]];
  // Some forms print the carried-over money as a part of the year's fiscal money.
  return unequal(funding, yuanOf(funding.annualTotal), parts, [sum([yuanOf(funding.fiscalCurrentYear), yuanOf(funding.annualOther)])]);
}

function unequal({ currency }: { currency: string | null }, budget: string, parts: readonly [string, string][], alternatives: readonly string[]): Found[] {
  const total = sum(parts.map(([, value]) => value));
  const tolerance = multiply(tolerated, money("1", currency)?.yuan ?? "1");
  if ([total, ...alternatives].some((one) => !isMore(distance(one, budget), tolerance))) return [];
  const filled = parts.filter(([name, value]) => /[1-9]/.test(value) || name !== "结转");
  const figures = { sum: inTenThousands(total), budget: inTenThousands(budget), diff: inTenThousands(distance(total, budget)) };
  return [
    {
      path: "funding",
      message: `${filled.map(([name, value]) => `${name}${inTenThousands(value)}`).join("+")}=${figures.sum}万元，与预算${figures.budget}万元相差${figures.diff}万元。`,
      fix: "核对各来源金额。",
      figures,
    },
  ];
}

function yearAboveWhole({ declaration: { funding } }: Facts): Found[] {
  const [whole, year] = [funding.total?.yuan, funding.annualTotal?.yuan];
  if (!whole || !year || !isMore(year, whole)) return [];
  const figures = { budget: inTenThousands(whole), annual: inTenThousands(year) };
  return [{ path: "funding", message: `年度资金${figures.annual}万元，超过项目总额${figures.budget}万元。`, fix: "核对项目总额和年度资金。", figures }];
}
