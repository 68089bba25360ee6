import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const cumulative = /累计|历年|全周期|整个项目期|项目总体|建成以来/;
/** Stocks are whole figures by nature. */
const stock = /在册|存量|管护|参保|覆盖|保有|现有/;

export const app11: DeclarationRule = {
  id: "APP-11",
  about: "declaration",
  title: { zh: "年度指标写成项目累计数", en: "Annual target holds the whole-project figure" },
  severity: "warning",
  area: "适当性",
  checks: "年度指标表里的名称或描述写着“累计”“历年”，目标值不是当年的任务。",
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
        .filter((each) => cumulative.test(`${each.name}·${each.description}·${each.raw}`) && !stock.test(each.name))
        .map((each) => ({ path: `${each.path}.target`, message: `“${each.name}”${each.raw}是项目累计数，不是${year}年任务。`, fix: "写本年应完成的数量，累计数写入长期目标。" })),
    );
  },
  examples: [
    { title: "三年修路，年度写“累计铺设30公里”", finds: ["indicators[0].target"], projects: [{ name: "农村公路", year: 2024, rows: [row("output.quantity", "累计铺设里程", "≥30公里")] }] },
    { title: "“本年铺设10公里”", finds: [], projects: [{ name: "农村公路", year: 2024, rows: [row("output.quantity", "本年铺设里程", "≥10公里")] }] },
    { title: "在册人数是存量", finds: [], projects: [{ name: "高龄津贴", year: 2024, rows: [row("output.quantity", "累计在册高龄老人数", "≥900人")] }] },
  ],
};
