import type { Facts, Row } from "../facts.ts";
import { bare } from "../likeness.ts";
import { type DeclarationRule, type Found, notApplicable, verdictOf } from "../rule.ts";
import { row } from "../sketch.ts";

const ownPeople = /本单位|本中心|本局|本院|本站|经办机构|经办人员/;
/** 本站职工, 本单位满意度. */
const ownStaff = /(?:本单位|本中心|本局|本院|本站|本所|经办机构)(?:全体|工作|经办|内部)*(?:人员|职工|干部|同志|满意)/;
/** Projects that serve those who carry them out. */
const internal = /内部|办公|机关|职工|干部|培训|系统|网络|平台|信息化|食堂|后勤|宿舍|维修|设备|装备|党建|工会|值班/;
const staff = /工作人员|办公人员|职工|干部|员工/;
/** Where people are served, and who they are. */
const places: Readonly<Record<string, string>> = { 大厅: "办事群众", 窗口: "办事群众", 办事: "办事群众", 参保: "参保人员" };
const served = ["群众", "居民", "参保人员", "参保", "学生", "患者", "窗口", "大厅", "办事", "农户", "企业", "退休人员", "市民"];
/** Those of them that are people and can be asked. */
const people = served.filter((one) => !["窗口", "大厅", "办事", "参保"].includes(one));
/** Everybody, where the goal names whom it serves. */
const everybody = /公众/;
const groups = "培训对象|学员|考生|参保人员|(?<!大)学生|患者|残疾人|退休人员|用人单位|被[^，,。；;、]{1,4}人";
/** The project serves them: its name says so, or the goal does something for them. */
const named = /培训对象|参训人员|参训学员|被[^，,。；;、]{1,4}人/;
const inName = new RegExp(groups);
const inGoal = new RegExp(`(?:为|面向|向|培训|服务|补助|资助|救助|惠及|安置)(?:[\\d.,]+万?[人名个户]?)?[^，,。；;]{0,8}?(${groups})`);

export const rel08: DeclarationRule = {
  id: "REL-08",
  about: "declaration",
  title: { zh: "满意度调查对象不当", en: "Wrong respondents" },
  severity: "warning",
  area: "相关性",
  checks: "满意度由实施单位自己评价；或项目服务的是群众、学生、参保人员等，而满意度只调查工作人员；目标写明了培训对象、考生等，而只调查社会公众。",
  policy: ["财预〔2021〕101号"],
  exclusions: ["内部网络、办公用房维修、职工培训，使用人就是工作人员，不提示。", "另有一行调查了服务对象的，只作建议。"],
  message: "“{name}”由{who}评价，未反映真正的服务对象{target}。",
  fix: "改为“{target}满意度”。",
  check(facts) {
    const rows = facts.rows.filter(({ family, name }) => family === "satisfaction" && name !== "");
    if (rows.length === 0) return notApplicable("没有满意度指标");
    return verdictOf(rows.flatMap((each) => judge(facts, each, rows)));
  },
  examples: [
    { title: "农产品检测只问本站职工", finds: ["indicators[0]"], projects: [{ name: "农产品质量安全检测", goal: "检测农产品1500批次。", rows: [row("satisfaction.served", "检测人员满意度", "≥95%", { description: "面向本站职工调查" })] }] },
    { title: "市民服务大厅保洁，“本中心职工满意度”", finds: ["indicators[0]"], projects: [{ name: "市民服务大厅保洁", goal: "为办事群众提供整洁环境。", rows: [row("satisfaction.served", "本中心职工满意度", "≥95%")] }] },
    { title: "内部网络维护，“使用人员满意度”", finds: [], projects: [{ name: "内部网络维护", goal: "保障内网稳定运行。", rows: [row("satisfaction.served", "使用人员满意度", "≥95%")] }] },
    { title: "职工培训", finds: [], projects: [{ name: "职工岗位培训", goal: "培训职工200人。", rows: [row("satisfaction.served", "参训职工满意度", "≥95%")] }] },
    { title: "为考生服务，只调查社会公众", finds: ["indicators[0]"], projects: [{ name: "资格考试", goal: "为18000名考生提供考试服务。", rows: [row("satisfaction.served", "社会公众满意度", "≥95%")] }] },
    { title: "学生只是被提到", finds: [], projects: [{ name: "邮电费", goal: "支付借用的大学生生活费。", rows: [row("satisfaction.served", "社会公众满意度", "≥95%")] }] },
    { title: "还调查了办事群众", finds: ["indicators[1]"], severity: "advice", projects: [{ name: "窗口服务", goal: "服务办事群众。", rows: [row("satisfaction.served", "办事群众满意度", "≥95%"), row("satisfaction.served", "工作人员满意度", "≥95%")] }] },
  ],
};

function judge(facts: Facts, each: Row, rows: readonly Row[]): Found[] {
  const told = `${each.name}·${each.description}`;
  const about = `${facts.name}·${facts.goalTexts.map(({ text }) => text).join("·")}`;
  const defined = inName.exec(facts.name)?.[0] ?? named.exec(about)?.[0] ?? inGoal.exec(about)?.[1];
  if (defined !== undefined && everybody.test(each.name)) return [toldOf(each, "社会公众", defined, rows.length > 1)];
  const word = served.find((one) => about.includes(one));
  const whom = word === undefined ? null : (places[word] ?? word);
  // Without a word of whom it serves: its own people asked by name, and nothing says that it is for them.
  const target = whom ?? (ownStaff.test(told) && !internal.test(facts.name) ? "服务对象" : undefined);
  const unit = bare(facts.declaration.unit.name ?? "");
  const own = ownPeople.test(told) || (unit.length >= 4 && bare(told).includes(unit));
  const staffAsked = staff.test(told) && !/参训|参保/.test(told);
  if (target === undefined || (!own && !staffAsked) || people.some((one) => told.includes(one))) return [];
  const asked = rows.some((other) => other !== each && (people.some((one) => other.name.includes(one)) || /参保[人对单职]|服务对象|受益/.test(other.name)));
  const who = own ? "实施单位自己" : (staff.exec(told)?.[0] ?? "工作人员");
  return [toldOf(each, who, target, asked)];
}

function toldOf(each: Row, who: string, target: string, othersAsked: boolean): Found {
  return { path: each.path, ...(othersAsked ? { severity: "advice" as const } : {}), message: `“${each.name}”由${who}评价，未反映真正的服务对象${target === "服务对象" ? "" : target}。`, fix: `改为“${target}满意度”。`, figures: { target } };
}
