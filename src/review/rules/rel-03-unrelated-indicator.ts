import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

/** Rates that fit every project. */
const generic = /^(?:验收|质量|工程|项目|政府采购|资金|预算|任务|工作|服务|系统|设备)*(?:合格率|完成率|执行率|及时率|达标率|准确率|到位率|故障率|完好率|支付率)$|总成本|成本控制|控制数/;

export const rel03: DeclarationRule = {
  id: "REL-03",
  about: "declaration",
  title: { zh: "指标在目标中找不到依据", en: "Indicator unrelated to goal" },
  severity: "advice",
  area: "相关性",
  checks: "产出、成本指标的名称和描述，与项目名称、目标、用途、说明没有一个相同的词。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["满意度和通用比率（验收合格率、完成率）不检查。", "效益的说法常与任务不同，不检查。", "只比较字面，同义的说法可能误报，所以只作建议。"],
  message: "指标“{name}”与项目名称、目标、用途都对不上。",
  fix: "删除或在目标中写明相应工作。",
  check(facts) {
    const rows = facts.rows.filter(({ family, name }) => (family === "output" || family === "cost") && name !== "");
    if (rows.length === 0) return notApplicable("没有产出和成本指标");
    if (facts.subject.size < 4) return notEnoughData("项目名称、目标和用途的文字太少");
    const strangers = rows.filter((each) => !generic.test(each.name) && pairsOf(each.name, stopWords).size >= 2 && sharedPairs(each.pairs, facts.subject) === 0);
    return verdictOf(strangers.map((each) => ({ path: each.path, message: `指标“${each.name}”与项目名称、目标、用途都对不上。`, fix: "删除或在目标中写明相应工作。" })));
  },
  examples: [
    { title: "消防栓检修项目写“图书借阅量”", finds: ["indicators[0]"], projects: [{ name: "消防栓检修", goal: "检修消防栓600个。", rows: [row("output.quantity", "图书借阅量", "≥900册")] }] },
    { title: "消防栓完好率", finds: [], projects: [{ name: "消防栓检修", goal: "检修消防栓600个。", rows: [row("output.quality", "消防栓完好率", "≥98%")] }] },
    { title: "验收合格率是通用比率", finds: [], projects: [{ name: "消防栓检修", goal: "检修消防栓600个。", rows: [row("output.quality", "验收合格率", "≥98%")] }] },
  ],
};
