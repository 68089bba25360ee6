import type { Row } from "../facts.ts";
import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** 13月; 13个月 and 24月内 are lengths of time. */
const noMonth = /(?<!\d)(?:1[3-9]|[2-9]\d)月(?!内|以内)/;
const settledLater = /决算|质保|审计|结算|学年/;

export const feas04: DeclarationRule = {
  id: "FEAS-04",
  about: "declaration",
  title: { zh: "时限超出项目期或年度", en: "Deadline outside the period" },
  severity: "error",
  area: "可行性",
  checks: "年度时效指标的完成时间早于项目开始或晚于项目结束，或没有那个月份；没有写起止时间的，不在预算年度内。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["决算、质保金、学年等跨年事项。", "只看时效指标的目标值，不看用途中的历史时间。"],
  message: "“{name}”的完成时间{date}不在项目期{from}至{to}内。",
  fix: "更正时间或项目期限。",
  check(facts) {
    const timely = facts.rowsOf("annual").filter((each) => each.class === "output.timeliness");
    const impossible = timely.filter(({ raw }) => noMonth.test(raw));
    if (impossible.length > 0) return verdictOf(impossible.map((each) => ({ path: `${each.path}.target`, message: `“${each.name}”的完成时间“${each.raw}”没有这个月份。`, fix: "更正时间。", figures: { date: each.raw } })));
    const rows = timely.filter((each) => each.target?.kind === "date" && !settledLater.test(each.name));
    if (rows.length === 0) return notApplicable("没有写日期的年度时效指标");
    const { year, project } = facts.declaration;
    const budgetYear = year === null ? null : `${year}年`;
    const [start, end] = project.start === null && project.end === null ? [budgetYear, budgetYear] : [project.start, project.end];
    const [from, to] = [monthOf(start, "01"), monthOf(end, "12")];
    if (from === null || to === null) return notEnoughData("缺少项目起止时间和预算年度");
    const dated = rows.flatMap((each) => datesOf(each, year).map((date) => ({ each, date })));
    if (dated.length === 0) return notEnoughData("目标值没有写年份，也没有预算年度");
    const period = project.start === null ? `预算年度${year}年` : `项目期${project.start}至${project.end}`;
    return verdictOf(
      dated.flatMap(({ each, date }) => {
        if (date >= from && date <= to) return [];
        return [{ path: `${each.path}.target`, message: `“${each.name}”的完成时间${each.raw}（${date}）不在${period}内。`, fix: "更正时间或项目期限。", figures: { date, from, to } }];
      }),
    );
  },
  examples: [
    { title: "完工和验收也在项目期内", finds: ["indicators[0].target"], projects: [{ name: "仓库改造", year: 2031, start: "2031年3月", end: "2031年10月", rows: [row("output.timeliness", "工程完工及验收时间", "2031年11月底前")] }] },
    { title: "项目到2031年12月，目标值2032年3月前完工", finds: ["indicators[0].target"], projects: [{ name: "泵站建设", year: 2031, start: "2031年1月", end: "2031年12月", rows: [row("output.timeliness", "完工时间", "2032年3月底前")] }] },
    { title: "12月底前", finds: [], projects: [{ name: "泵站建设", year: 2031, start: "2031年1月", end: "2031年12月", rows: [row("output.timeliness", "完工时间", "12月底前")] }] },
    { title: "没有13月", finds: ["indicators[0].target"], projects: [{ name: "泵站建设", year: 2031, rows: [row("output.timeliness", "完工时间", "2031年13月底前")] }] },
    { title: "质保金跨年", finds: [], outcome: "not-applicable", projects: [{ name: "泵站建设", year: 2031, start: "2031年1月", end: "2031年12月", rows: [row("output.timeliness", "质保金支付时间", "2032年3月底前")] }] },
    { title: "没有起止时间的按预算年度", finds: ["indicators[0].target"], projects: [{ name: "泵站建设", year: 2031, rows: [row("output.timeliness", "完工时间", "2032年3月底前")] }] },
    { title: "既没有起止时间，也没有年度", finds: [], outcome: "not-enough-data", projects: [{ name: "泵站建设", rows: [row("output.timeliness", "完工时间", "2032年3月底前")] }] },
  ],
};

/** 2031-12 of a printed day, month or year; a bare year begins or ends with the given month. */
function monthOf(day: string | null, otherwise: string): string | null {
  const [, year, month] = /((?:19|20)\d{2})(?:\s*[年./-]\s*(\d{1,2}))?/.exec(day ?? "") ?? [];
  return year === undefined ? null : `${year}-${(month ?? otherwise).padStart(2, "0")}`;
}

/** The month of the deadline; in the budget year where it names none. Nothing where that is not known. */
function datesOf({ target }: Row, year: number | null): string[] {
  if (target?.kind !== "date" || (year === null && target.value.startsWith("YEAR"))) return [];
  return [target.value.slice(0, -3).replace("YEAR", String(year))];
}
