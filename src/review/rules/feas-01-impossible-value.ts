import { isLess, isMore } from "../../declaration/arithmetic.ts";
import type { Row } from "../facts.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Rates that may pass 100 %. */
const unbounded = /增长|增幅|增加|提高|提升|上涨|升幅|超额|完成率|周转|回报|收益|拨备|负债|倍/;
/** A thousand million people or visits: more than any project serves (review-rules FEAS-01). */
const tooMany = "1000000000";
/** Ten thousand or more before 万 would be written with 亿; money is often written so, people are not. */
const peopleInTenThousands = /\d{5,}(?:\.\d+)?万[/／]?(?:人次|人|户|次)/;

/** Read as words, because no target is below zero. */
const negative = /^[≥≤><=\s]*[-−－]\d/;

function isImpossible(each: Row): boolean {
  if (each.measure === "count" && negative.test(each.raw)) return true;
  if (each.value === null) return false;
  if (peopleInTenThousands.test(each.printed)) return true;
  const bounded = each.measure === "rate" || each.measure === "satisfaction" || each.measure === "awareness";
  if (bounded && each.unit === "%") return isMore(each.value, "100") && !unbounded.test(each.name);
  if (each.measure !== "count") return false;
  return /^(?:人次|人|户|次)$/.test(each.unit ?? "") && !isLess(each.value, tooMany);
}

export const feas01: DeclarationRule = {
  id: "FEAS-01",
  about: "declaration",
  title: { zh: "不可能的数值", en: "Impossible value" },
  severity: "error",
  area: "可行性",
  checks: "合格率、满意度、知晓率等超过100%，数量为负，或人数、次数大得不可能。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["增长率、超额完成率、投资回报率、拨备率可以超过100%。", "零是可以的。"],
  message: "“{name}”目标值“{raw}”超出可能范围。",
  fix: "核对数量级和单位。",
  check(facts) {
    const figures = facts.rows.filter(({ value, raw }) => value !== null || negative.test(raw));
    if (figures.length === 0) return notApplicable("没有以数值表示的目标值");
    return verdictOf(
      figures.filter(isImpossible).map((each) => ({ path: `${each.path}.target`, message: `“${each.name}”目标值“${each.printed}”超出可能范围。`, fix: "核对数量级和单位。", figures: { raw: each.raw } })),
    );
  },
  examples: [
    { title: "阅读总量3000000万人次", finds: ["indicators[0].target"], projects: [{ name: "政策宣传", rows: [row("output.quantity", "年度微信阅读总量", ">3000000万/人次")] }] },
    { title: "入园人次“≥80000万人次”", finds: ["indicators[0].target"], projects: [{ name: "公园开放", rows: [row("output.quantity", "入园人次", "≥80000万人次")] }] },
    { title: "满意度“≥950%”", finds: ["indicators[0].target"], projects: [{ name: "公园开放", rows: [row("satisfaction.served", "游客满意度", "≥950%")] }] },
    { title: "增长率可以超过100%", finds: [], projects: [{ name: "公园开放", rows: [row("benefit.economic", "销量增长率", "≥150%"), row("output.quality", "计划完成率", "≥105%")] }] },
    { title: "零是可以的", finds: [], projects: [{ name: "公园开放", rows: [row("output.quality", "事故次数", "=0次")] }] },
  ],
};
