import type { Sketch } from "../../../src/review/sketch.ts";
import { row } from "../../../src/review/sketch.ts";
import { type Case, notApplicable, notEnoughData, silent, speaks, table } from "./case.ts";

const first = "indicators[0].target";
const done = (target: string | null, more: Partial<Sketch> = {}): Sketch => ({ name: "泵站建设", year: 2031, start: "2031年3月", end: "2031年10月", rows: [row("output.timeliness", "完工时间", target)], ...more });
const pay = (plan: readonly string[], more: Partial<Sketch> = {}): Sketch => ({ name: "高龄津贴", goal: "按月发放高龄津贴。", plan: plan.map((percent, at) => [`${at + 1}季度`, percent] as const), ...more });

export const feasCases: Readonly<Record<string, readonly Case[]>> = {
  "FEAS-01": [
    notApplicable(table(row("output.quality", "完好情况", "良好"))),
    speaks([first, "indicators[1].target"], table(row("output.quality", "设备完好率", "≥101%"), row("benefit.social", "政策知晓率", "≥120%"), row("output.quality", "完好率", "良好"))),
    silent(table(row("output.quality", "设备完好率", "≥100%"), row("output.quality", "风险系数", "≤120"), row("output.quantity", "讲座场次", "≥120%"), row("output.quality", "水位高差", "≥-9米"), row("output.cost", "费用", "≤2000000000元"))),
    speaks([first, "indicators[1].target"], table(row("output.quantity", "讲座次数", "≥ −9次"), row("output.quantity", "受益人数", "≥1000000000人"))),
    silent(table(row("output.quantity", "受益人数", "≥999999999人"), row("output.quantity", "文章字数", "≥1000000000字"), row("output.quantity", "受益人数", "≥99999万"), row("output.quantity", "受益人数", "≥9999.5万人"), row("output.quantity", "用工数量", "≥1000000000人工"), row("output.quantity", "用工数量", "≥1000000000工人"))),
    speaks(first, table(row("output.quantity", "受益人数", "≥10000.25万人"))),
  ],
  "FEAS-02": [
    notApplicable(table(row("output.quality", "账目准确率", "=100%"))),
    speaks(first, table(row("benefit.social", "政策知晓率", "≥100%")), { says: "有一人不知晓即不达标" }),
    silent(table(row("satisfaction.served", "游客满意度", "≤100%"), row("satisfaction.served", "游客满意度", "<100%"), row("satisfaction.served", "游客满意度", "100分"), row("satisfaction.served", "游客满意度", "95–100%"), row("satisfaction.served", "游客满意度", "满意"))),
  ],
  "FEAS-03": [
    silent(table(row("output.quality", "补贴发放准确率", "≤96%"), row("output.quality", "补贴发放准确率", "<96%"), row("output.quality", "补贴发放准确率", "≥96次"), row("output.quality", "补贴发放准确率", "准确"), row("output.quality", "补贴发放准确率", "90–96%"))),
    speaks(first, table(row("output.quality", "验收合格率", "≥96%")), { says: "等于允许一部分资金不合格" }),
    notApplicable(table(row("output.quality", "验收合格率", "≥96%", { description: "按抽检结果" }))),
  ],
  "FEAS-04": [
    notApplicable(done("按计划")),
    notApplicable(done(null)),
    notApplicable(done("2032年3月底前", { rows: [row("output.quality", "完工时间", "2032年3月底前"), row("output.timeliness", "完工时间", "2032年3月底前", { scope: "longTerm" })] })),
    notEnoughData(done("2032年3月底前", { start: "2031年" , end: undefined as unknown as string })),
    speaks(first, done("2031年2月底前"), { says: "（2031-02）不在项目期2031年3月至2031年10月内" }),
    speaks(first, done("2031年11月底前")),
    silent(done("2031年3月底前")),
    silent(done("2031年10月底前")),
    speaks(first, done("11月底前"), { says: "（2031-11）" }),
    notEnoughData({ name: "泵站建设", start: "2031年3月", end: "2031年10月", rows: [row("output.timeliness", "完工时间", "11月底前")] }),
    speaks("indicators[1].target", { name: "泵站建设", start: "2031年3月", end: "2031年10月", rows: [row("output.timeliness", "完工时间", "11月底前"), row("output.timeliness", "交付时间", "2031年11月底前")] }),
    notEnoughData(done("2032年3月底前", { start: undefined as unknown as string, end: "2031年" })),
    silent(done("12月底前", { start: undefined as unknown as string, end: undefined as unknown as string })),
    silent(done("1月底前", { start: undefined as unknown as string, end: undefined as unknown as string })),
    speaks(first, done("2030年12月底前", { start: undefined as unknown as string, end: undefined as unknown as string }), { says: "不在预算年度2031年内" }),
    silent(done("2031年1月底前", { start: "2031年", end: "2031年" })),
    silent(done("2031年12月底前", { start: "2031", end: "2031" })),
    speaks(first, done("2031年2月底前", { start: "2031 - 3", end: "2031.12" })),
    speaks(first, done("2031年12月底前", { start: "2031/ 3", end: "2031 年 11月" })),
  ],
  "FEAS-05": [
    notApplicable(pay(["100"])),
    silent(pay(["0", "50", "100"])),
    silent(pay(["0", "0"])),
    silent(pay(["0", "0", "–"])),
    silent(pay(["0", "0", "0%"])),
    silent(pay(["约3成多5", "100"])),
    silent(pay(["0", "50", "0", "100"])),
    speaks("spendingPlan", pay(["–", "0%", "100%"]), { severity: "warning", says: "与“按月”不符" }),
    speaks("spendingPlan", pay(["0", "100"], { name: "检测设备采购", purpose: "发放检测人员补助" }), { severity: "warning" }),
    speaks("spendingPlan", pay(["0", "100"], { goal: "发放高龄津贴900人。" }), { severity: "advice", says: "年底支付。" }),
    speaks("spendingPlan", pay(["0", "100"], { name: "检测设备采购" }), { severity: "advice", says: "与“按月”不符" }),
    speaks("spendingPlan", pay(["0", "100"], { goal: "发放高龄津贴900人。", rows: [row("output.timeliness", "津贴发放及时率", "=100%")] }), { severity: "warning", says: "与“及时”不符" }),
    silent(pay(["0", "100"], { rows: [row("output.quantity", "发放人数", "≥9人", { description: "考核后发放" })] })),
    silent(pay(["0", "100"], { rows: [row("output.quantity", "年终发放人数", "≥9人")] })),
  ],
};
