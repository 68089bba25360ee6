import { divide, isLess } from "../../declaration/arithmetic.ts";
import { readTarget } from "../../declaration/read-target.ts";
import { isUnitCost, yuanOf } from "../costs.ts";
import type { Facts, Row } from "../facts.ts";
import { inTenThousands } from "../figures.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Smaller amounts are naturally written in 元. */
const naturalInYuan = "10000";

export const fund07: DeclarationRule = {
  id: "FUND-07",
  about: "declaration",
  title: { zh: "金额单位混用或缺失", en: "Money units mixed or missing" },
  severity: "advice",
  area: "勾稽",
  checks: "表中金额以万元计而指标值以元计（或相反）；同一段文字里“N万”与“N万元”混写；全表没有金额单位。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["单价以元计是正常的。", "不足1万元的金额以元计是正常的。", "效益指标的营业收入等以亿元计是正常的。", "转换的文件可能丢了表头的单位，提示中说明。"],
  message: "金额单位不统一：{samples}。",
  fix: "统一为{unit}。",
  check(facts) {
    const { funding } = facts.declaration;
    if (funding.total === null && facts.rows.every((each) => yuanOf(each) === null)) return notApplicable("表中没有金额");
    return verdictOf([...missingUnit(facts), ...facts.rows.flatMap((each) => otherUnit(each, funding.currency)), ...bareScale(facts)]);
  },
  examples: [
    { title: "带动的营业收入以亿元计", finds: [], projects: [{ name: "企业培育", budget: "50", rows: [row("benefit.economic", "企业营业收入", "≥12亿元")] }] },
    { title: "表以万元计，指标值“≤203400.55元”", finds: ["indicators[0].target"], projects: [{ name: "护栏更换", budget: "20.34", rows: [row("output.cost", "护栏更换费用", "≤203400.55元")] }] },
    { title: "单价“≤35元/人”", finds: [], projects: [{ name: "体检", budget: "20", rows: [row("output.cost", "体检单价", "≤35元/人")] }] },
    { title: "800元不足1万元", finds: [], projects: [{ name: "体检", budget: "20", rows: [row("output.cost", "证件工本费", "≤800元")] }] },
    { title: "全表没有金额单位", finds: ["funding"], projects: [{ name: "护栏更换", currency: null, budget: "203400" }] },
    { title: "“3万”与“4万元”混写", finds: ["goals[0]"], projects: [{ name: "护栏更换", budget: "7", goal: "更换护栏3万，油漆4万元。" }] },
  ],
};

function missingUnit({ declaration: { funding } }: Facts): Found[] {
  if (funding.currency !== null || funding.total === null || funding.total.yuan !== null) return [];
  return [{ path: "funding", message: `金额“${funding.total.text}”没有单位，全表也未印金额单位（或为转换丢失）。`, fix: "在表头注明金额单位。", figures: { total: funding.total.text } }];
}

function otherUnit(each: Row, currency: string | null): Found[] {
  const yuan = yuanOf(each);
  if (yuan === null || isUnitCost(each) || (currency !== "万元" && currency !== "元") || each.unit === currency) return [];
  if (each.unit === "元" && isLess(yuan, naturalInYuan)) return [];
  // 营业收入12亿元: what the project brings about has its own scale.
  if (each.unit === "亿元" && each.family !== "cost") return [];
  const value = currency === "元" ? divide(yuan, "1", 2) : inTenThousands(yuan);
  const target = readTarget(`${each.comparator ?? ""}${value}${currency}`);
  return [
    {
      path: `${each.path}.target`,
      message: `金额单位不统一：表中以${currency}计，“${each.name}”为“${each.raw}”。`,
      fix: `统一为${currency}，即“${target.text}”。`,
      patch: [{ op: "replace", path: `/indicators/${each.index}/target`, value: target }],
      figures: { raw: each.raw, unit: currency },
    },
  ];
}

/** 3万 beside 4万元 in one text. */
function bareScale(facts: Facts): Found[] {
  return facts.texts.flatMap((text): Found[] => {
    const { amounts } = facts.proseOf(text);
    const [bare, full] = [amounts.find((amount) => amount.bareScale), amounts.find((amount) => !amount.bareScale)];
    if (!bare || !full) return [];
    return [{ path: text.path, message: `金额单位不统一：${text.label}中“${bare.text}”与“${full.text}”混写。`, fix: "统一写明“元”或“万元”。", figures: { samples: `${bare.text}、${full.text}` } }];
  });
}
