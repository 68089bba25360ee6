import type { Facts, Row } from "../facts.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const yearIn = (text: string): string | null => /(?<![〔\d])((?:19|20)\d{2})\s*年/.exec(text)?.[1] ?? null;
/** What is settled after the year without being late. */
const settledLater = /决算|质保|审计|结算|学年/;

export const cons06: DeclarationRule = {
  id: "CONS-06",
  about: "declaration",
  title: { zh: "年份前后矛盾", en: "Year conflict" },
  severity: "error",
  area: "一致性",
  checks: "同一行的指标名称和目标值写了不同的年份；年度时效指标的年份与预算年度不同；预算年度不在项目起止时间之内。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["用途和目标中的历史年份（自2014年…）不比较。", "文号〔2019〕、规划名称（2035规划）不是年份。", "决算、质保、学年跨年是正常的。"],
  message: "“{name}”写{y1}年，目标值写{y2}年。",
  fix: "更正年份。",
  check(facts) {
    if (facts.rows.length === 0) return notApplicable("没有绩效指标");
    return verdictOf([...facts.rows.flatMap((each) => inRow(facts, each)), ...period(facts)]);
  },
  examples: [
    { title: "名称写2030年底前，目标值写2031年内", finds: ["indicators[0].target"], projects: [{ name: "泵站建设", rows: [row("output.timeliness", "2030年底前竣工", "2031年内")] }] },
    { title: "名称不写年份", finds: [], projects: [{ name: "泵站建设", rows: [row("output.timeliness", "竣工时间", "2031年内")] }] },
    { title: "2024年度的任务写2023年6月完成", finds: ["indicators[0].target"], projects: [{ name: "泵站建设", year: 2024, rows: [row("output.timeliness", "竣工时间", "2023年6月底前")] }] },
    { title: "质保金跨年支付", finds: [], projects: [{ name: "泵站建设", year: 2024, rows: [row("output.timeliness", "质保金支付时间", "2025年6月底前")] }] },
    { title: "预算年度在项目期之外", finds: ["project.start"], projects: [{ name: "泵站建设", year: 2024, start: "2020年1月", end: "2022年12月", rows: [row("output.quantity", "泵站座数", "≥1座")] }] },
  ],
};

function inRow({ declaration }: Facts, each: Row): Found[] {
  const [inName, inValue] = [yearIn(each.name), yearIn(each.raw) ?? (each.target?.kind === "date" ? /^\d{4}/.exec(each.target.value)?.[0] ?? null : null)];
  if (inValue === null) return [];
  const told = (message: string, years: Record<string, string>): Found[] => [{ path: `${each.path}.target`, message, fix: "更正年份。", figures: years }];
  if (inName !== null && inName !== inValue && !/规划|计划|方案/.test(each.name)) return told(`“${each.name}”写${inName}年，目标值写${inValue}年。`, { name: inName, value: inValue });
  const { year, project } = declaration;
  if (each.class !== "output.timeliness" || each.scope !== "annual" || year === null || settledLater.test(each.name) || Number(inValue) === year) return [];
  // What is to be done in a later or earlier year of the project is no slip; that the year is outside the project, FEAS-04 says too.
  const [from, to] = [project.start, project.end].map((day) => /(?:19|20)\d{2}/.exec(day ?? "")?.[0] ?? null);
  const isOwn = from != null && to != null ? inValue >= from && inValue <= to : project.end !== null;
  return isOwn ? [] : told(`预算年度为${year}年，“${each.name}”的目标值写${inValue}年。`, { year: String(year), value: inValue });
}

function period({ declaration: { year, project } }: Facts): Found[] {
  const [from, to] = [project.start, project.end].map((day) => /(?:19|20)\d{2}/.exec(String(day))?.[0]);
  if (year === null || from === undefined || to === undefined || (year >= Number(from) && year <= Number(to))) return [];
  return [{ path: "project.start", message: `预算年度为${year}年，项目期为${project.start}至${project.end}。`, fix: "更正年份。", figures: { year: String(year), start: from, end: to } }];
}
