import type { Row } from "../facts.ts";
import { type DeclarationRule, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

/** What is measured, in groups; a text can speak of several. */
const groups: readonly (readonly [name: string, words: RegExp])[] = [
  ["准确", /准确|无差错|差错率/],
  ["及时", /及时|按时|按期|时限|准时|时间|时长/],
  ["完成情况", /完成|工作量|覆盖率|覆盖面|全覆盖/],
  ["数量", /数量|人数|次数|户数|件数/],
  ["金额", /费用|金额|成本|经费/],
  ["足额", /足额|到位/],
  ["满意", /满意/],
  ["节约", /节约|消耗|能耗/],
  ["正常运行", /正常运行|正常运转|安全/],
];
const formula = /[/／÷×*]|比|占|之和|除以/;

export const rel05: DeclarationRule = {
  id: "REL-05",
  about: "declaration",
  title: { zh: "描述与指标不是一回事", en: "Description contradicts indicator" },
  severity: "warning",
  area: "相关性",
  checks: "指标名称考核一件事（准确、及时、数量、金额、满意……），描述讲的却是另一件。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["描述是计算公式的不检查。", "“及时足额”两类都算。", "有一边看不出考核什么的，不提示。"],
  message: "指标“{name}”考核{g1}，描述“{desc}”讲的却是{g2}。",
  fix: "按指标含义写计算口径，或改指标名称。",
  check(facts) {
    if (!facts.hasColumn("description")) return notApplicable("表样没有描述栏");
    const often = facts.rows.filter(isCounted);
    const rows = facts.rows.filter(({ name, description }) => name !== "" && description !== "" && !formula.test(description));
    if (rows.length === 0 && often.length === 0) return notApplicable("没有可比较的描述");
    return verdictOf([
      ...often.map((each) => ({ path: `${each.path}.description`, message: `指标“${each.name}”的目标值是“${each.printed}”，描述“${each.description}”讲的却是次数。`, fix: "目标值写次数，或改指标名称。", figures: { raw: each.raw, description: each.description } })),
      ...rows.filter((each) => !often.includes(each)).flatMap((each) => {
        const [own, told] = [groupsIn(each.name), groupsIn(each.description)];
        if (own.length === 0 || told.length === 0 || own.some((group) => told.includes(group))) return [];
        return [{ path: `${each.path}.description`, message: `指标“${each.name}”考核${own.join("、")}，描述“${each.description}”讲的却是${told.join("、")}。`, fix: "按指标含义写计算口径，或改指标名称。", figures: { name: own.join(), description: told.join() } }];
      }),
    ]);
  },
  examples: [
    { title: "“审计数量 ≥98%”的描述是“每年一次”", finds: ["indicators[0].description"], projects: [{ name: "基金审计", rows: [row("output.quantity", "审计数量", "≥98%", { description: "每年一次" })] }] },
    { title: "“审批准确率”的描述是“按期办结”", finds: ["indicators[0].description"], projects: [{ name: "行政审批", rows: [row("output.quality", "审批准确率", "≥98%", { description: "按期办结" })] }] },
    { title: "“抽查无差错件数/抽查件数”", finds: [], outcome: "not-applicable", projects: [{ name: "行政审批", rows: [row("output.quality", "审批准确率", "≥98%", { description: "抽查无差错件数/抽查件数" })] }] },
    { title: "及时足额两类都算", finds: [], projects: [{ name: "救助", rows: [row("output.timeliness", "救助金发放及时率", "≥98%", { description: "及时足额发放" })] }] },
    { title: "时限的描述写的是时间", finds: [], projects: [{ name: "体检", rows: [row("output.timeliness", "结果告知时限", "≤3天", { description: "检查完成到告知结果的时间" })] }] },
    { title: "描述看不出考核什么", finds: [], projects: [{ name: "救助", rows: [row("output.quality", "发放准确率", "≥98%", { description: "按名册发放" })] }] },
  ],
};

const groupsIn = (text: string): string[] => groups.flatMap(([name, words]) => (words.test(text) ? [name] : []));

/** 审计数量 ≥98%, 每年一次: the description counts, the target is a percentage. */
const isCounted = ({ isPercent, description, measure }: Row): boolean => isPercent && (measure === "count" || measure === "none") && /^(?:每[年季月周日]|全年|年度)[^，,。；;]{0,4}(?:\d+|[一二两三四五六七八九十]+)[次场期]$/.test(description);
