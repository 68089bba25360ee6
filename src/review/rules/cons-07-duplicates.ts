import { isSame } from "../../declaration/arithmetic.ts";
import type { Facts, Row } from "../facts.ts";
import { bare, likeness } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** Objects of two names as alike as this are one (review-rules CONS-07). */
const sameObject = 0.8;
const particles = /[的地之在]/g;
/** 再犯罪率 and 再犯罪率（年度） in one table. */
const thisYear = /(?:年度|全年|本年|当年)$/;
const inTime = /(?:及时|按时|按期|准时|如期|按月|按季|规定时间内?)+/;
const paid = /(?:支付|发放|拨付|下达|到位|兑付|报销)+/;
/** Respondents that may be others in each row. */
const anybody = /^(?:单位|人员|对象|公众|部门|企业|职工|机构)$/;
const measureWord = /(?:及时|准确|完成|合格|覆盖|发放|支付)*(?:数量|人数|次数|个数|率|度|情况|时间)$/;

export const cons07: DeclarationRule = {
  id: "CONS-07",
  about: "declaration",
  title: { zh: "指标或目标重复", en: "Duplicate indicator or goal item" },
  severity: "warning",
  area: "一致性",
  checks: "同一范围内两行指标名称相同，或一个名称包含另一个而考核同一内容；绩效目标中有两条相同。目标值不同的，是矛盾。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["名称相同而描述（调查对象、地点）不同的不提示。", "只是对象名称较长而考核内容不同的（水质合格率与水压合格率）不提示。"],
  message: "“{n1}”({v1})与“{n2}”({v2})考核同一内容{，目标值却不同}。",
  fix: "保留一项，统一目标值。",
  check(facts) {
    if (facts.rows.length < 2 && facts.goalTexts.length === 0) return notApplicable("没有两行以上指标");
    return verdictOf([...facts.scopes.flatMap((scope) => pairs(facts.rowsOf(scope))), ...goalItems(facts)]);
  },
  examples: [
    { title: "同一比率在两个类别里，目标值不同", finds: ["indicators[1]"], severity: "error", projects: [{ name: "待遇发放", rows: [row("output.quality", "待遇支付准确率", "≥98%"), row("benefit.economic", "支付准确率", "≥99%")] }] },
    { title: "规定时间下达率与支付及时率", finds: ["indicators[1]"], severity: "error", projects: [{ name: "待遇发放", rows: [row("output.timeliness", "资金在规定时间下达率", "≥98%"), row("benefit.economic", "资金支付及时率", "=100%")] }] },
    { title: "两处发放准确率，一处≥97%，一处99%", finds: ["indicators[1]"], severity: "error", projects: [{ name: "救助", rows: [row("output.quality", "救助金发放准确率", "≥97%"), row("output.quality", "发放准确率", "99%")] }] },
    { title: "按月及时发放率和按时支付率", finds: ["indicators[1]"], severity: "error", projects: [{ name: "岗位补贴", rows: [row("output.timeliness", "岗位补贴按月及时发放率", "=100%"), row("output.timeliness", "岗位补贴按时支付率", "≥98%")] }] },
    { title: "生活补贴和护理补贴是两个对象", finds: [], projects: [{ name: "两项补贴", rows: [row("output.timeliness", "生活补贴按时发放率", "=100%"), row("output.timeliness", "护理补贴按时发放率", "≥98%")] }] },
    { title: "学员满意率和参训学员满意度", finds: ["indicators[1]"], severity: "error", projects: [{ name: "培训", rows: [row("benefit.social", "学员满意率", "≥90%"), row("satisfaction.served", "参训学员满意度", "≥85%")] }] },
    { title: "单位满意度和用人单位满意度可能问的是不同单位", finds: [], projects: [{ name: "培训", rows: [row("satisfaction.served", "单位满意度", "≥90%"), row("satisfaction.served", "用人单位满意度", "≥85%")] }] },
    { title: "水质合格率和水压合格率", finds: [], projects: [{ name: "供水", rows: [row("output.quality", "管网末梢水质合格率", "≥97%"), row("output.quality", "管网末梢水压合格率", "≥98%")] }] },
    { title: "名称、目标值都相同", finds: ["indicators[1]"], projects: [{ name: "供水", rows: [row("output.quality", "水质合格率", "≥97%"), row("output.quality", "水质合格率", "≥97%")] }] },
    { title: "名称相同，描述的对象不同", finds: [], projects: [{ name: "培训", rows: [row("satisfaction.served", "满意度", "≥90%", { description: "学员问卷" }), row("satisfaction.served", "满意度", "≥85%", { description: "用人单位问卷" })] }] },
    { title: "目标中两条相同", finds: ["goals[0]"], severity: "error", projects: [{ name: "供水", goal: "1.完成管网改造30公里；2.新增供水户500户；3.完成管网改造30公里。" }] },
  ],
};

function pairs(rows: readonly Row[]): Found[] {
  return rows.flatMap((second, at): Found[] => {
    const first = rows.slice(0, at).find((each) => sameContent(each, second));
    if (!first) return [];
    const differ = first.value !== null && second.value !== null && first.unit === second.unit && !isSame(first.value, second.value);
    return [
      {
        path: second.path,
        ...(differ ? { severity: "error" as const } : {}),
        message: `“${first.name}”（${first.raw}）与“${second.name}”（${second.raw}）考核同一内容${differ ? "，目标值却不同" : ""}。`,
        fix: "保留一项，统一目标值。",
        figures: { first: first.raw, second: second.raw },
      },
    ];
  });
}

function sameContent(a: Row, b: Row): boolean {
  if (a.bareName === b.bareName && a.class === b.class) return a.bareName.length >= 3 && sameAsked(a, b);
  if (a.measure === "satisfaction" && b.measure === "satisfaction") return sameAsked(a, b) && sameRespondents(a, b);
  if (a.measure !== b.measure || a.measure === "none" || a.family === "cost" || b.family === "cost" || a.unit !== b.unit) return false;
  if (a.class !== b.class) return a.measure === "rate" && sameElsewhere(a, b);
  if (a.measure === "rate" && sameConcept(a.bareName, b.bareName)) return true;
  if (a.bareName.replace(thisYear, "") === b.bareName.replace(thisYear, "")) return sameAsked(a, b) || a.measure === "rate";
  // 发放准确率 within 救助金发放准确率: the object is left out. 合格率 alone names no content.
  if ((tailOf(a.bareName, b.bareName) ?? "").length >= 5) return a.measure === "rate";
  const [first, second] = [a.bareName.replace(measureWord, ""), b.bareName.replace(measureWord, "")];
  return first.length >= 6 && Math.abs(first.length - second.length) <= 1 && first !== second && likeness(first, second) >= sameObject && [...first].every((character) => second.includes(character));
}

/** A rate that stands in two classes: 待遇支付准确率 and 支付准确率, 资金在规定时间下达率 and 资金支付及时率. */
function sameElsewhere(a: Row, b: Row): boolean {
  if (a.bareName === b.bareName) return sameAsked(a, b);
  if (/准确率$/.test(tailOf(a.bareName, b.bareName) ?? "") && paid.test(a.bareName) && paid.test(b.bareName)) return true;
  return [a, b].every(({ bareName }) => inTime.test(bareName) && paid.test(bareName)) && (tailOf(objectOf(a.bareName), objectOf(b.bareName)) ?? "").length >= 3;
}

/** Where both are described, the description says whom or what is asked. */
const sameAsked = (a: Row, b: Row): boolean => a.description === b.description || a.description === "" || b.description === "";

const objectOf = (name: string): string => name.replace(particles, "").replace(inTime, "").replace(paid, "");

/** Two rates of one thing, whatever the words: 岗位补贴按月及时发放率 and 岗位补贴按时支付率. */
function sameConcept(a: string, b: string): boolean {
  return objectOf(a) === objectOf(b) && inTime.test(a) === inTime.test(b) && paid.test(a) === paid.test(b);
}

/** 学员满意率 and 参训学员满意度, in whatever class; not where a word fits anybody. */
function sameRespondents(a: Row, b: Row): boolean {
  const [one, other] = [a.bareName.replace(/满意[度率]$/, ""), b.bareName.replace(/满意[度率]$/, "")];
  const short = tailOf(one, other);
  if (short === null || (short === "服务对象" && a.class !== b.class)) return false;
  return short.length >= 2 && !anybody.test(short);
}

/** The shorter of two names when the longer one only has a few words before it. */
function tailOf(a: string, b: string): string | null {
  if (a.length > b.length) return tailOf(b, a);
  return b.endsWith(a) && b.length - a.length <= 6 ? a : null;
}

function goalItems(facts: Facts): Found[] {
  return facts.goalTexts.flatMap((text): Found[] => {
    const seen = new Set<string>();
    const again = facts.proseOf(text).items.find(({ body }) => {
      const key = bare(body);
      if (key.length >= 3 && seen.has(key)) return true;
      seen.add(key);
      return false;
    });
    return again ? [{ path: text.path, severity: "error", message: `${text.label}中“${again.body}”写了两遍。`, fix: "保留一条。", figures: { item: again.body } }] : [];
  });
}
