import type { Facts, Row } from "../facts.ts";
import { isLabel } from "../goal-label.ts";
import { pairsOf, sharedPairs } from "../likeness.ts";
import { type DeclarationRule, notApplicable, notEnoughData, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";
import { stopWords } from "../words.ts";

/** A text of fewer words (in pairs of characters) is too little to hold a row against. */
const enoughWords = 4;
/** So many words of the row in another project's text, or one in its name, show where it comes from. */
const proof = 2;
/** A word that more projects have in their names belongs to none of them. */
const fewProjects = 2;
/** Words that stand in many projects' texts. */
const general = [...stopWords, "社保", "社会", "保险", "财政", "资金", "支付", "时间", "时限", "完成率", "合格率", "准确率", "覆盖率", "费用", "成本", "经费", "补贴", "补助", "验收", "工程", "质量", "标准", "规定", "人数", "次数", "采购", "建设", "培训", "宣传", "设备", "设施", "竣工", "完工", "举办", "工期", "节点", "及时性", "按时", "按期", "流程", "规范", "行业", "使用", "下达", "拨付", "支出", "总投资", "各项", "任务", "合规", "发放", "到位", "单方", "造价"];
/** Rates that fit every project. */
const generic = /^(?:验收|质量|工程|项目|政府采购|资金|预算|任务|工作|服务|系统|设备)*(?:合格率|完成率|执行率|及时率|达标率|准确率|到位率|故障率|完好率|支付率)$|总成本|成本控制|控制数/;

export const rel03: DeclarationRule = {
  id: "REL-03",
  about: "declaration",
  title: { zh: "指标在目标中找不到依据", en: "Indicator unrelated to goal" },
  severity: "warning",
  area: "相关性",
  checks: "产出、成本指标的名称和描述，与项目名称、目标、用途、说明没有一个相同的词。",
  policy: ["财预〔2015〕88号"],
  exclusions: ["满意度和通用比率（验收合格率、完成率）不检查。", "效益的说法常与任务不同，不检查。", "名称或描述有一个词与项目名称、目标、用途、说明相同，就算有依据。", "同一文件、同一单位没有别的项目讲这件事的，可能只是说法不同，只作建议。"],
  message: "指标“{name}”与项目名称、目标、用途都对不上。",
  fix: "删除或在目标中写明相应工作。",
  check(facts) {
    const rows = facts.rows.filter(({ family, name }) => (family === "output" || family === "cost") && name !== "");
    if (rows.length === 0) return notApplicable("没有产出和成本指标");
    if (facts.subject.size < enoughWords || saysNothing(facts)) return notEnoughData("项目名称、目标和用途的文字太少");
    const strangers = rows.filter((each) => !generic.test(each.name) && pairsOf(each.name, general).size >= 2 && sharedPairs(each.pairs, facts.subject) === 0);
    const siblings = strangers.length === 0 ? [] : facts.collection.siblingsOf(facts).filter(({ name }) => name !== facts.name);
    return verdictOf(strangers.map((each) => ({ path: each.path, ...(belongsTo(siblings, each) ? {} : { severity: "advice" as const }), message: `指标“${each.name}”与项目名称、目标、用途都对不上。`, fix: "删除或在目标中写明相应工作。" })));
  },
  examples: [
    {
      title: "消防栓检修项目写“图书借阅量”，另有图书馆项目",
      finds: ["indicators[0]"],
      projects: [
        { name: "消防栓检修", goal: "检修消防栓600个。", rows: [row("output.quantity", "图书借阅量", "≥900册")] },
        { name: "图书馆开放", goal: "借阅图书900册。", rows: [row("output.quantity", "图书借阅量", "≥900册")] },
      ],
    },
    { title: "没有别的项目讲图书，只作建议", finds: ["indicators[0]"], severity: "advice", projects: [{ name: "消防栓检修", goal: "检修消防栓600个。", rows: [row("output.quantity", "图书借阅量", "≥900册")] }] },
    { title: "目标只是一个标签，没有可对照的文字", finds: [], outcome: "not-enough-data", projects: [{ name: "消防栓检修", goal: "消防栓", rows: [row("output.quantity", "图书借阅量", "≥900册")] }] },
    { title: "消防栓完好率", finds: [], projects: [{ name: "消防栓检修", goal: "检修消防栓600个。", rows: [row("output.quality", "消防栓完好率", "≥98%")] }] },
    { title: "验收合格率是通用比率", finds: [], projects: [{ name: "消防栓检修", goal: "检修消防栓600个。", rows: [row("output.quality", "验收合格率", "≥98%")] }] },
  ],
};

/** A copied row: it says what another project is about. */
const belongsTo = (siblings: readonly Facts[], { name }: Row): boolean => {
  const words = pairsOf(name, general);
  const about = siblings.filter((other) => sharedPairs(words, other.subject) >= proof || sharedPairs(words, other.namePairs) > 0);
  if (about.length === 0 || about.length > fewProjects) return false;
  // Its own table has the row too, or one like it: here it is the copy.
  return about.some((other) => other.rows.some((own) => sharedPairs(words, own.pairs) >= proof));
};

/** Goals that are a label, and nothing else beside the project's name. */
const saysNothing = (facts: Facts): boolean =>
  facts.texts.length > 0 && facts.texts.every((text) => text.scope !== null && facts.proseOf(text).items.every(({ body }) => isLabel(body, facts.name)));
