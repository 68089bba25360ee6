import { row } from "../../../src/review/sketch.ts";
import { type Case, notApplicable, notEnoughData, silent, speaks, table } from "./case.ts";

const good = (more = {}) => row(null, "林区环境", "改善", { printedClass: "好处指标", ...more });
const [name, second] = ["indicators[0].level3", "indicators[1].level3"];

export const styleCases: Readonly<Record<string, readonly Case[]>> = {
  "STYLE-01": [
    notApplicable(table(row(null, "林区环境", "改善"))),
    speaks("indicators[1].level2", table(row(null, "林区环境", "改善"), good(), good())),
    speaks("indicators[0].level3", table(row(null, "林区环境", "改善", { level3: "好处指标" }))),
    ...["indicators[0]", "indicators[0].level2", "indicators[0].class"].map((path) => silent({ ...table(good()), doubts: ["project.name", path] })),
    speaks("indicators[0].level2", { ...table(good()), doubts: ["indicators[0].target"] }),
    speaks("indicators[0].level2", table(good({ printedClass: "改善林区及周边乡镇的面貌" }))),
    silent(table(good({ printedClass: "改善林区和周边乡镇环境面貌" }), good({ printedClass: "效益指标" }))),
    speaks("indicators[0].level2", table(good({ printedClass: "改善林区和周边乡镇面貌" }))),
  ],
  "STYLE-02": [
    notApplicable(table(row("output.timeliness", null, "6月前"))),
    speaks([name, second], table(row("output.timeliness", "2024年底前完成绿化", "是"), row("output.timeliness", "12月15日之前完成绿化", "是")), { says: "改为“完成绿化时间：2024年底前”" }),
    speaks(name, table(row("output.timeliness", "12月前完成绿化", "是")), { says: "“完成绿化时间：12月前”" }),
    speaks("indicators[0].level4", table(row("output.timeliness", "6月前完成绿化", "是", { level3: "时效指标" }))),
    silent(table(row("output.quality", "十四五6月前任务", "是"), row("output.quality", "12.25版6月前上线", "是"), row("output.quality", "3版6月前上线", "是"), row("output.quality", "第2批6月前完成", "是"), row("output.quality", "2021—2025规划6月前任务", "是"), row("output.quality", "2035规划6月前任务", "是"), row("output.quality", "系统可靠性", "≥9小时"))),
    speaks([name, second], table(row("output.quality", "规划6月前编制", "是"), row("output.quality", "改版6月前完成", "是"))),
  ],
  "STYLE-03": [
    notEnoughData({ ...table(row("output.quality", "到课率", "≥95%")), columns: ["description"] }),
    silent(table(row("output.quality", "到课率", "≥95%", { description: "——" }), row("output.quality", "到课率", "≥95%", { description: "率到课" }), row("output.quality", "学员按时到课率", "≥95%", { description: "按时到课率" }))),
    speaks("indicators", table(row("output.quality", "学员按时到课率", "≥95%", { description: "按时到课" }), row("output.quality", "到课率", "≥95%"), row("output.quality", "学员按时结业合格率", "≥95%", { description: "学员按时结业合格率" })), { says: "2项指标的描述与名称相同，没有说明口径：“学员按时到课率”、“学员按时结业合格率”" }),
  ],
  "STYLE-04": [
    notApplicable(table(row("output.quantity", null, "≥5项"))),
    speaks([name, second], table(row("output.quality", "工作完成率", "≥5%"), row("output.quality", "项目完成情况", "好")), { severity: "warning" }),
    speaks([name, second], table(row("output.timeliness", "任务完成率", "≥5%"), row("satisfaction.served", "相关服务人员满意度", "≥5%")), { severity: "advice" }),
    speaks(name, table(row("output.quantity", "任务完成数量", "≥5项", { description: "任务完成数量" })), { severity: "warning" }),
    silent(table(row("satisfaction.served", "相关服务单位人员满意度", "≥5%"), row("satisfaction.served", "不相关人员满意度", "≥5%"), row("satisfaction.served", "相关人员满意度调查次数", "≥5次"))),
    speaks("indicators[0].level4", table(row("output.quantity", "任务完成数量", "≥5项", { level3: "数量指标" })), { severity: "warning" }),
  ],
  "STYLE-05": [
    notEnoughData({ name: null }),
    speaks("project.name", { name: "办公费、印刷费、咨询费、手续费、水费、电费、水电费、邮电费、取暖费、物业管理费、差旅费、维修费" }),
    speaks("project.name", { name: "维护费用，租赁费 及培训费;公务接待支出" }),
    ...["专用材料费", "劳务费", "委托业务费", "工会经费", "福利费", "其他交通费用", "其他商品和服务支出", "会议费与其他商品和服务支出", "维修（护）费"].map((only) => speaks("project.name", { name: only })),
    speaks("project.name", { name: "其他商品服务支出" }),
    silent({ name: "办公费、路灯维护" }),
    silent({ name: "经费办公" }),
  ],
  "STYLE-06": [
    notApplicable({ name: null }),
    speaks("goals[0]", { name: "绿化", goal: "绿化，，养护。" }, { says: "“绿化，，养护。”疑似逗号重复（或为转换所致），建议写作“绿化，养护。”" }),
    speaks("goals[0]", { name: "绿化", goal: "绿化，，，养护。" }, { says: "建议写作“绿化，养护。”" }),
    speaks("goals[0]", { name: "绿化", goal: "完成绿化养护。。。做好下一年度工作" }, { says: "“完成绿化养护。。。做好下一”疑似句号重复（或为转换所致），建议写作“完成绿化养护。做好下一”" }),
    speaks("goals[0]", { name: "绿化", goal: "绿化、、、养护。" }, { says: "疑似顿号重复（或为转换所致），建议写作“绿化、养护。”" }),
    speaks("project.name", { name: "帐户管理" }, { says: "“帐户管理”疑似错别字（或为转换所致），建议写作“账户管理”" }),
    speaks("indicators[0].description", table(row("output.quality", "完好情况", "好", { description: "完好率率" })), { says: "疑似重复（或为转换所致），建议写作“完好率”" }),
    speaks("indicators[0].level4", table(row("output.quality", "费用经费", "好", { level3: "质量指标" })), { says: "疑似重复（或为转换所致），建议写作“费用”" }),
    speaks("notes", { name: "绿化", notes: "办公\n费经费" }, { says: "“办公费经费”疑似重复（或为转换所致），建议写作“办公经费”" }),
    silent({ name: "蚊帐采购", goal: "提高收益率。" }),
    ...[["绿化、等养护", "顿号后用“等”", "绿化等养护"], ["绿化、，养护", "顿号后又有标点", "绿化，养护"], ["绿化//养护", "符号重复", "绿化/养护"], ["绿化//", "符号重复", "绿化/"], ["绿化·养护、保洁", "并列处误用间隔号", "绿化、养护、保"], ["道路绿化·养护管理和巡查、保洁", "并列处误用间隔号", "道路绿化、养护管理"], ["道路绿化·养护带、保洁", "并列处误用间隔号", "道路绿化、养护带、"], ["保洁、绿化·养护", "并列处误用间隔号", "保洁、绿化、养护"], ["保洁、大路·小巷", "并列处误用间隔号", "保洁、大路、小巷"], ["完成绿化.", "半角句号", "完成绿化。"]].map(([goal, typo, right]) => speaks("goals[0]", { name: "绿化", goal: goal ?? "" }, { says: `疑似${typo}（或为转换所致），建议写作“${right}` })),
    ...["绿化、等级评定", "见http://a.cn", "见：//", "a//b", "绿化//b", "阿里·巴巴", "绿·养护、保洁", "绿化·A、保洁", "绿化·养护，保洁、清运", "保洁、绿化·3", "保洁、绿化。路·灯", "保洁、3·灯", "绿化3.", "绿化.养护"].map((goal) => silent({ name: "绿化", goal })),
    speaks("indicators[0].description", table(row("output.quality", null, "好", { description: "完好率率" }))),
  ],
};
