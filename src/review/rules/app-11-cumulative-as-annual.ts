import { isSame } from "../../declaration/arithmetic.ts";
import type { Facts, Row } from "../facts.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { plainUnit } from "../scopes.ts";
import { row } from "../sketch.ts";

/** 三年, 2024—2026年, 2024年至2026年: a whole period. */
const period = /[两二三四五]年(?!级|制|以上|底|前)|20\d{2}年?\s*[-—–~～至到]+\s*20\d{2}年/;
const cumulative = /累计|历年|全周期|整体|总体|整个项目期|项目总体|建成以来/;
/** Stocks are whole figures by nature. */
const stock = /在册|存量|管护|参保|覆盖|保有|现有/;

export const app11: DeclarationRule = {
  id: "APP-11",
  about: "declaration",
  title: { zh: "年度指标写成项目累计数", en: "Annual target holds the whole-project figure" },
  severity: "warning",
  area: "适当性",
  checks: "年度指标表里的名称或描述写着“累计”“历年”，或目标值就是目标文字中“三年”“2024—2026年”的任务，不是当年的任务。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["在册人数、管护面积、参保人数等存量本来就是全数。"],
  message: "“{name}”{raw}是项目累计数，不是{year}年任务。",
  fix: "写本年应完成的数量，累计数写入长期目标。",
  check(facts) {
    const rows = facts.rowsOf("annual").filter((each) => each.family === "output" && each.value !== null && !each.isPercent);
    if (rows.length === 0) return notApplicable("年度表没有数量型的产出指标");
    const year = facts.declaration.year === null ? "本" : `${facts.declaration.year}`;
    return verdictOf(
      rows
        .filter((each) => (cumulative.test(`${each.name}·${each.description}·${each.raw}`) || isWholePeriod(facts, each)) && !stock.test(each.name))
        .map((each) => ({ path: `${each.path}.target`, message: `“${each.name}”${each.raw}是项目累计数，不是${year}年任务。`, fix: "写本年应完成的数量，累计数写入长期目标。" })),
    );
  },
  examples: [
    { title: "描述写“项目整体制卡数量”", finds: ["indicators[0].target"], projects: [{ name: "制卡", year: 2024, rows: [row("output.quantity", "制卡数量", "=1463136张", { description: "反映项目整体制卡数量" })] }] },
    { title: "目标写“三年培训900人”，年度指标也是900人", finds: ["indicators[0].target"], projects: [{ name: "技能培训", year: 2025, goal: "三年培训退役士兵900人，合格率95%以上。", rows: [row("output.quantity", "培训退役士兵人数", "≥900人"), row("output.quality", "合格率", "≥95%")] }] },
    { title: "各年都运行27辆", finds: [], projects: [{ name: "校车运行", year: 2025, longTermGoal: "2024年至2026年，运行校车27辆。", goal: "2025年运行校车27辆。", rows: [row("output.quantity", "校车运行数量", "=27辆")] }] },
    { title: "三年900人，当年300人", finds: [], projects: [{ name: "技能培训", year: 2025, goal: "三年培训退役士兵900人，其中2025年300人。", rows: [row("output.quantity", "培训退役士兵人数", "≥300人")] }] },
    { title: "三年修路，年度写“累计铺设30公里”", finds: ["indicators[0].target"], projects: [{ name: "农村公路", year: 2024, rows: [row("output.quantity", "累计铺设里程", "≥30公里")] }] },
    { title: "“本年铺设10公里”", finds: [], projects: [{ name: "农村公路", year: 2024, rows: [row("output.quantity", "本年铺设里程", "≥10公里")] }] },
    { title: "在册人数是存量", finds: [], projects: [{ name: "高龄津贴", year: 2024, rows: [row("output.quantity", "累计在册高龄老人数", "≥900人")] }] },
  ],
};

/** The figure that a goal gives to several years, and none gives to the year alone (27 buses run in each of them). */
function isWholePeriod(facts: Facts, { unit, value }: Row): boolean {
  if (value === null) return false;
  const told = facts.goalTexts.flatMap((text) => {
    const { items, quantities } = facts.proseOf(text);
    const same = quantities.filter((one) => isSame(one.value, value) && plainUnit(one.unit) === plainUnit(unit ?? ""));
    return same.map((one) => ofSeveralYears(text.text.slice(items[one.item]?.from ?? 0, one.from)));
  });
  return told.length > 0 && told.every((whole) => whole);
}

/** The period stands before the figure, and nothing of one year between them. */
function ofSeveralYears(before: string): boolean {
  const named = period.exec(before);
  return named !== null && !/本年|当年|其中|20\d{2}年/.test(before.slice(named.index + named[0].length));
}
