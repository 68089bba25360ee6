// The declarations of the made-up region, as data. Nobody and nothing in it exists.
import type { IndicatorClass } from "../../declaration/framework.ts";
import type { Declaration, Indicator } from "../../declaration/schema.ts";
import { classify, editAll } from "../../drafting/edit.ts";
import { writeGoal } from "../../drafting/goals.ts";
import { rowLike } from "../../drafting/rows.ts";
import { blankDraft, type ForWhom } from "../../drafting/start.ts";
import { formOf, nationalForm } from "../../forms/list.ts";

/** A project's table: money in 万元, one row for each indicator with its target and points. */
export interface TrialTable {
  unit: string;
  name: string;
  amount: string;
  purpose: string;
  goal: string;
  rows: readonly (readonly [IndicatorClass, string, string, string])[];
}

export const tables = {
  cards: {
    unit: "301001", name: "社会保障卡制发", amount: "126", purpose: "制作、发放第三代社会保障卡，维护制卡设备。",
    goal: "全年制发社会保障卡12万张，卡片合格率不低于99%，申领后10个工作日内发放到人，持卡人满意度不低于90%。",
    rows: [["output.quantity", "制发社会保障卡数量", "≥12万张", "20"], ["output.quality", "卡片合格率", "≥99%", "15"], ["output.timeliness", "申领至发放时限", "≤10个工作日", "10"], ["cost.economic", "制发总成本", "≤126万元", "15"], ["benefit.social", "社会保障卡持卡人口覆盖率", "≥98%", "20"], ["satisfaction.served", "持卡人满意度", "≥90%", "10"]],
  },
  hall: {
    unit: "301001", name: "社保经办大厅运行维护", amount: "58", purpose: "大厅自助设备维护、导办服务和日常运行。",
    goal: "保障2个经办大厅全年运行，完成32台自助设备维护，设备故障4小时内修复，办事群众满意度不低于92%。",
    rows: [["output.quantity", "维护自助设备数量", "≥32台", "20"], ["output.quality", "设备完好率", "≥97%", "15"], ["output.timeliness", "设备故障修复时限", "≤4小时", "15"], ["cost.economic", "运行维护总成本", "≤58万元", "10"], ["benefit.social", "大厅业务即时办结率", "≥95%", "20"], ["satisfaction.served", "办事群众满意度", "≥92%", "10"]],
  },
  audits: {
    unit: "301001", name: "社会保险基金稽核", amount: "40", purpose: "聘请第三方参与稽核，开展数据比对和实地核查。",
    goal: "全年实地稽核参保单位150家，数据比对疑点核查率达到100%，12月底前完成，参保单位满意度不低于90%。",
    rows: [["output.quantity", "实地稽核参保单位数量", "≥150家", "20"], ["output.quality", "数据比对疑点核查率", "=100%", "20"], ["output.timeliness", "年度稽核完成时间", "12月底前", "10"], ["cost.economic", "稽核总成本", "≤40万元", "10"], ["benefit.economic", "违规领取待遇追回率", "≥85%", "20"], ["satisfaction.served", "参保单位满意度", "≥90%", "10"]],
  },
  fairs: {
    unit: "301002", name: "公共就业招聘活动", amount: "36", purpose: "场地布置、岗位采集、线上直播和宣传。",
    goal: "举办招聘活动48场，提供岗位2.4万个，达成就业意向率不低于15%，求职者满意度不低于88%。",
    rows: [["output.quantity", "举办招聘活动场次", "≥48场", "15"], ["output.quantity", "提供就业岗位数量", "≥2.4万个", "15"], ["output.quality", "岗位信息真实率", "=100%", "15"], ["output.timeliness", "活动按期举办率", "≥95%", "10"], ["cost.economic", "场均活动成本", "≤0.75万元", "10"], ["benefit.social", "求职者达成就业意向率", "≥15%", "15"], ["satisfaction.served", "求职者满意度", "≥88%", "10"]],
  },
  skills: {
    unit: "301002", name: "职业技能提升培训", amount: "210", purpose: "对企业职工和失业人员开展补贴性职业技能培训。",
    goal: "培训3500人，培训合格率不低于90%，11月底前完成全部培训，培训后就业率不低于70%，学员满意度不低于90%。",
    rows: [["output.quantity", "培训人数", "≥3500人", "20"], ["output.quality", "培训合格率", "≥90%", "15"], ["output.timeliness", "培训完成时间", "11月底前", "10"], ["cost.economic", "人均培训成本", "≤600元", "15"], ["benefit.social", "培训后就业率", "≥70%", "20"], ["satisfaction.served", "参训学员满意度", "≥90%", "10"]],
  },
  exams: {
    unit: "301003", name: "人事考试考务", amount: "95", purpose: "考场租用、试卷保管运送、监考劳务。",
    goal: "组织人事考试12项，服务考生1.8万人次，考试安全事故为0，考生满意度不低于90%。",
    rows: [["output.quantity", "组织人事考试项数", "≥12项", "15"], ["output.quantity", "服务考生人次", "≥1.8万人次", "15"], ["output.quality", "考试安全事故数", "=0起", "20"], ["output.timeliness", "成绩发布时限", "≤45天", "10"], ["cost.economic", "考务总成本", "≤95万元", "10"], ["benefit.social", "考试投诉办结率", "=100%", "10"], ["satisfaction.served", "考生满意度", "≥90%", "10"]],
  },
  claims: {
    unit: "302001", name: "医疗保障基金监管", amount: "64", purpose: "聘请专家和第三方开展定点医药机构检查。",
    goal: "检查定点医药机构320家，现场检查覆盖率达到100%，11月底前完成，参保群众满意度不低于90%。",
    rows: [["output.quantity", "检查定点医药机构数量", "≥320家", "20"], ["output.quality", "现场检查覆盖率", "=100%", "20"], ["output.timeliness", "检查完成时间", "11月底前", "10"], ["cost.economic", "监管总成本", "≤64万元", "10"], ["benefit.economic", "违规使用基金追回率", "≥95%", "20"], ["satisfaction.served", "参保群众满意度", "≥90%", "10"]],
  },
  system: {
    unit: "302001", name: "医保信息系统运维", amount: "88", purpose: "应用系统、数据库和网络安全运维服务。",
    goal: "保障医保信息系统全年运行，系统可用率不低于99.9%，故障2小时内响应，经办人员满意度不低于92%。",
    rows: [["output.quantity", "运维应用系统数量", "≥6个", "15"], ["output.quality", "系统可用率", "≥99.9%", "20"], ["output.timeliness", "故障响应时限", "≤2小时", "15"], ["cost.economic", "运维总成本", "≤88万元", "10"], ["benefit.social", "异地就医直接结算率", "≥90%", "20"], ["satisfaction.served", "经办人员满意度", "≥92%", "10"]],
  },
  care: {
    unit: "303001", name: "养老护理设施改造", amount: "150", purpose: "改造护理床位、无障碍通道和消防设施。",
    goal: "改造护理床位120张，工程验收合格率达到100%，9月底前投入使用，入住老人满意度不低于92%。",
    rows: [["output.quantity", "改造护理床位数量", "≥120张", "20"], ["output.quality", "工程验收合格率", "=100%", "20"], ["output.timeliness", "投入使用时间", "9月底前", "10"], ["cost.economic", "改造总成本", "≤150万元", "10"], ["benefit.social", "护理床位使用率", "≥85%", "20"], ["satisfaction.served", "入住老人满意度", "≥92%", "10"]],
  },
  guards: {
    unit: "303001", name: "院区安全防范", amount: "30", purpose: "安防值守和设备维护。",
    goal: "维护安防设备60台，设备完好率不低于98%，安全事故为0，入住人员及家属满意度不低于90%。",
    rows: [["output.quantity", "维护安防设备数量", "≥60台", "20"], ["output.quality", "安防设备完好率", "≥98%", "20"], ["output.timeliness", "报警响应时限", "≤5分钟", "10"], ["cost.economic", "安全防范总成本", "≤30万元", "10"], ["benefit.social", "院区安全事故数", "=0起", "20"], ["satisfaction.served", "入住人员及家属满意度", "≥90%", "10"]],
  },
} as const satisfies Readonly<Record<string, TrialTable>>;

/** The national approval, which has points. */
export const paperOf = () => formOf("central-approval") ?? nationalForm;

/** A table on the paper of the national approval, which has points, for a unit and year. */
export function tableFor(told: TrialTable, whom: ForWhom): Declaration {
  const paper = paperOf();
  const blank = { ...blankDraft(paper, whom), indicators: [] as Indicator[] };
  const project = { ...blank.project, name: told.name, start: `${whom.year}-01-01`, end: `${whom.year}-12-31` };
  const money = editAll({ ...blank, project }, [{ path: "funding.total", text: told.amount }, { path: "funding.fiscal", text: told.amount }, { path: "funding.other", text: "0" }, { path: "funding.purpose", text: told.purpose }]);
  const written = writeGoal(money, { scope: "annual", index: null }, told.goal);
  const rows = told.rows.map(([, name]): Indicator => ({ ...rowLike(undefined, written.printed.columns), level3: name }));
  return told.rows.reduce<Declaration>((one, [own, , target, weight], at) => {
    const classed = classify(one, [at], own, paper.wording);
    return editAll(classed, [{ path: `indicators[${at}].target`, text: target }, { path: `indicators[${at}].weight`, text: weight }]);
  }, { ...written, indicators: rows });
}
