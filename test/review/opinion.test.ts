import assert from "node:assert/strict";
import { test } from "node:test";
import { aspectIds, aspects, FilledOpinion, gradeOf, graded, groundsOf, groundsSince, pointsTrouble, proposedOpinion, questionIds, questions, typedPoints } from "../../src/review/opinion.ts";
import { opinionPage } from "../../src/review/reports/opinion-page.ts";
import { opinionWorkbook } from "../../src/review/reports/opinion-sheets.ts";
import { htmlReport } from "../../src/review/reports/html.ts";
import type { Finding, Severity } from "../../src/review/rule.ts";
import { documentOf } from "../../src/review/sketch.ts";
import { readXlsx } from "hucre/xlsx";

const finding = (rule: string, severity: Severity, more: Partial<Finding> = {}): Finding => ({
  rule, severity, document: 0, declaration: 0, project: "泵站大修", path: "indicators[0].target", at: null, message: `${rule} 的问题`, fix: "修改", policy: "财预〔2015〕88号", patch: null, figures: {}, ...more,
});
const full = Object.fromEntries(questions.map(({ id, points }) => [id, String(points)])) as Record<(typeof questionIds)[number], string>;
const filled = (points: Partial<typeof full>): FilledOpinion => ({ points: { ...full, ...points }, remarks: { completeness: "完整", relevance: "相关", adequacy: "适当", feasibility: "可行" }, conclusion: "同意" });

test("the form has four aspects with two questions each, a hundred points", () => {
  assert.equal(questions.reduce((sum, { points }) => sum + points, 0), 100);
  assert.deepEqual(aspects.map(({ id }) => id), [...aspectIds]);
  assert.deepEqual(questions.map(({ id }) => id), [...questionIds]);
});

test("the grade turns exactly at 90, 80 and 60", () => {
  const grades = ["100", "90", "89.99", "80", "79.99", "60.00", "59.99", "0"].map((points) => gradeOf(points).name);
  assert.deepEqual(grades, ["优", "优", "良", "良", "中", "中", "差", "差"]);
});

test("points are added exactly, however they were typed", () => {
  const { total, grade, points } = graded(filled({ form: "9.90", clarity: "09.1", relevance: "14.99", indicators: "14.01", level: "8", money: "14", possibility: "10", conditions: "10" }));
  assert.deepEqual([total, grade], ["90", "优"]);
  assert.deepEqual([points.form, points.clarity], ["9.9", "9.1"]);
  assert.equal(typedPoints(" ８．５０ "), "8.5");
  assert.equal(typedPoints("8。5"), "8.5");
  assert.equal(typedPoints("8."), "8");
  assert.equal(typedPoints("八"), "八");
});

test("points beyond a question's own, below none or finer than two decimals are refused, each with its question", () => {
  assert.equal(pointsTrouble("10", 10), null);
  assert.equal(pointsTrouble("9.75", 10), null);
  assert.match(pointsTrouble("10.01", 10) ?? "", /最多 10 分/);
  for (const text of ["", "-1", "9.755", "1e1", "十"]) assert.match(pointsTrouble(text, 10) ?? "", /0 至 10/);
  const refused = FilledOpinion.safeParse(filled({ money: "15.5" }));
  assert.deepEqual(refused.error?.issues.map(({ path, message }) => [path.join("."), message]), [["points.money", "资金匹配性最多 15 分"]]);
  assert.ok(FilledOpinion.safeParse(filled({})).success);
});

test("findings take points from the question they speak to, never more than it has, and are quoted in the opinion", () => {
  const proposed = proposedOpinion([finding("FUND-01", "error"), finding("FUND-02", "error"), finding("FUND-03", "error"), finding("FUND-03", "error", { path: "indicators[1].target" }), finding("COMP-06", "warning"), finding("APP-02", "advice")]);
  assert.deepEqual(proposed.points, { ...full, money: "0", clarity: "8" });
  assert.deepEqual([proposed.total, proposed.grade], ["83", "良"]);
  assert.deepEqual(proposed.findings.money.map(({ rule }) => rule), ["FUND-01", "FUND-02", "FUND-03", "FUND-03"]);
  assert.equal(proposed.remarks.completeness, "1. COMP-06 的问题（COMP-06）");
  assert.equal(proposed.remarks.adequacy.split("\n").length, 3, "the same sentence once");
  assert.equal(proposed.remarks.feasibility, "未发现问题。");
  assert.match(proposed.conclusion, /必须修改的问题 4 处、应修改或说明的问题 1 处/);
  assert.equal(proposedOpinion([]).conclusion, "审核未发现问题。");
});

test("a proposal never says more than may be kept", () => {
  const many = Array.from({ length: 200 }, (_, at) => finding("COMP-01", "error", { message: `第 ${at} 行${"很长的问题".repeat(20)}` }));
  const { findings: _, total, grade, ...proposed } = proposedOpinion(many);
  assert.ok(FilledOpinion.safeParse(proposed).success);
  assert.match(proposed.remarks.completeness, /……等共 200 处/);
  assert.deepEqual([total, grade], ["90", "优"]);
});

test("what came and what went since an opinion was kept is told; another severity counts as both", () => {
  const before = groundsOf([finding("FUND-01", "error"), finding("APP-01", "error"), finding("APP-02", "advice")]);
  const now = groundsOf([finding("APP-02", "advice"), finding("APP-01", "warning")]);
  const { appeared, gone } = groundsSince(before, now);
  assert.deepEqual(appeared.map(({ rule, severity }) => [rule, severity]), [["APP-01", "warning"]]);
  assert.deepEqual(gone.map(({ rule, severity }) => [rule, severity]), [["APP-01", "error"], ["FUND-01", "error"]]);
});

const documents = [documentOf([{ name: "泵站大修", unit: "县水务局", year: 2025, budget: "80", rows: [] }, { name: "渠道清淤", unit: "县水务局", year: 2025, budget: "20", rows: [] }])];
const result = { findings: [finding("FUND-01", "error")], outcomes: [] };
const signed = { ...graded(filled({ money: "9.5" })), remarks: { ...filled({}).remarks, adequacy: "资金<测算>不细" }, person: "张敏", at: "2026-11-20T17:30:00.000Z" };
const kept = (_: number, declaration: number) => (declaration === 0 ? signed : undefined);

test("page and workbook show the kept opinion where there is one, else the proposal as such", async () => {
  const page = opinionPage(documents, result, kept);
  assert.match(page, /资金&#60;测算&#62;不细/);
  assert.match(page, /<td class="number">94.5<\/td>/);
  assert.match(page, /审核日期<\/th><td>2026-11-21/, "the day in China");
  assert.match(page, /审核人<\/th><td colspan="2">张敏/);
  assert.match(page, /<td colspan="4">等级：优（进入下一步预算安排流程）/);
  assert.match(page, /建议等级：优/);
  assert.equal(page.match(/以审核人填写的为准/g)?.length, 1, "only below the proposal");
  const { sheets } = await readXlsx(await opinionWorkbook(documents, result, kept));
  assert.deepEqual(sheets.map(({ name }) => name), ["泵站大修", "渠道清淤"]);
  const cells = sheets[0]?.rows.flat() ?? [];
  for (const value of ["80万元", "张敏", "2026-11-21", 9.5, 94.5, "资金<测算>不细", "同意"]) assert.ok(cells.includes(value), String(value));
  assert.match(htmlReport(documents, result, kept), /<td class="number">94.5<\/td><td title="张敏 2026-11-21">优<\/td>/);
  assert.match(htmlReport(documents, result), /<td class="number">96<\/td><td>优（建议）<\/td>/);
});
