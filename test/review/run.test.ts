import assert from "node:assert/strict";
import { test } from "node:test";
import { review, type Settings } from "../../src/review/run.ts";
import { severities } from "../../src/review/rule.ts";
import { rules } from "../../src/review/rules/list.ts";
import { documentOf, row, type Sketch } from "../../src/review/sketch.ts";

/** A table with something of every severity, in several rows and areas. */
const project: Sketch = {
  name: "泵站大修", unit: "水务局", year: 2025, budget: "100", fiscal: "60", other: "30",
  rows: [
    row("output.cost", "大修成本", "≥95%"), row("output.cost", "设备成本", "≥90%"),
    ...Array.from({ length: 9 }, (_, at) => row("output.quantity", `设备${at}数量`, "≥1台")),
    row("output.quality", "完成质量", "优"), row("output.quality", "验收质量", "好"),
  ],
};
const found = (settings?: Settings, ...projects: readonly Sketch[]) => review([documentOf([project, ...projects], ["2025年安排4个项目，资金90万元。"])], settings);

test("findings are in order of severity, area, rule and row", () => {
  const { findings } = found({ "COMP-03": { severity: "advice" }, "APP-03": { severity: "advice" } });
  const areaOf = (id: string) => ["COMP", "REL", "APP", "FEAS", "FUND", "CONS", "STYLE"].indexOf(id.split("-")[0] ?? "");
  const keys = findings.filter(({ declaration }) => declaration === 0).map(({ severity, rule, path }) => [severities.indexOf(severity), areaOf(rule), rule, Number(/\d+/.exec(path)?.[0] ?? -1)] as const);
  const sorted = keys.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0) || a[3] - b[3]);
  assert.deepEqual(keys, sorted);
  assert.equal(new Set(keys.map(([severity]) => severity)).size, 3, "all severities");
  assert.ok(new Set(keys.map(([, area]) => area)).size >= 3, "several areas");
});

test("every rule has one outcome for each table or for the document, and what is hidden says by which", () => {
  const { findings, outcomes } = found({}, { name: "渠道清淤", budget: "10" });
  for (const rule of rules) assert.equal(outcomes.filter((one) => one.rule === rule.id).length, rule.about === "document" ? 1 : 2, rule.id);
  for (const { rule, declaration, outcome } of outcomes) assert.equal(outcome === "found", findings.some((one) => one.rule === rule && one.declaration === declaration), rule);
  assert.deepEqual(review([]), { findings: [], outcomes: [] });
});

test("a rule whose every finding another explains is told as not applicable, with that rule", () => {
  const judged = (...targets: readonly [string, string]) => review([documentOf([{ name: "泵站大修", rows: [row("output.cost", "大修成本", targets[0]), row("output.cost", "设备成本", targets[1]), ...Array.from({ length: 3 }, (_, at) => row("output.quantity", `机组${at}数量`, "≥1台"))] }])]).outcomes.find(({ rule }) => rule === "APP-09");
  assert.deepEqual([judged("95%", "≤9万元")?.outcome, judged("95%", "≤9万元")?.reason], ["not-applicable", "同一处已由 APP-01 指出"]);
  assert.deepEqual(judged("95%", "90%")?.reason, "同一处已由 APP-01、APP-01 指出");
  assert.deepEqual([judged("95%", "9万元")?.outcome, judged("95%", "9万元")?.reason], ["found", null]);
});

test("a finding names its table and place; one of the document names no table", () => {
  const document = documentOf([project], ["2025年安排4个项目，资金90万元。"]);
  const at = { page: null, sheet: null, table: 1, row: 4, column: 2, line: null, from: null, to: null, label: "第1张表" };
  const [declaration] = document.declarations;
  assert.ok(declaration);
  declaration.places = { "indicators[0].target": [at] };
  const { findings } = review([document]);
  const cost = findings.find(({ rule, path }) => rule === "APP-01" && path.startsWith("indicators[0]"));
  assert.deepEqual([cost?.declaration, cost?.project, cost?.at], [0, "泵站大修", at]);
  const whole = findings.find(({ rule }) => rule === "FUND-05");
  assert.deepEqual([whole?.declaration, whole?.project, whole?.at, whole?.path], [null, null, null, ""]);
  assert.ok(findings.every(({ policy }) => policy.length > 0));
  assert.equal(findings.find(({ patch }) => patch === null)?.patch, null);
  assert.deepEqual(findings.find(({ rule }) => rule === "COMP-03")?.figures, {});
});

test("a rule that is off says so and finds nothing", () => {
  const { findings, outcomes } = found({ "APP-01": { off: true } });
  assert.ok(!findings.some(({ rule }) => rule === "APP-01"));
  assert.deepEqual(outcomes.filter(({ rule }) => rule === "APP-01").map(({ outcome, reason }) => [outcome, reason]), [["not-applicable", "本规则已停用"]]);
  assert.ok(found({ "APP-01": { off: false } }).findings.some(({ rule }) => rule === "APP-01"));
});

test("another severity is the highest that a rule may speak with; its own downgrades stay", () => {
  const severity = (settings: Settings, target: string, goal: string) => review([documentOf([{ name: "窗口服务", goal, rows: [row("satisfaction.served", "办事群众满意度", target)] }])], settings).findings.find(({ rule }) => rule === "CONS-09")?.severity;
  const [lower, higher] = [["≥85%", "办事群众满意度达95%。"], ["≥95%", "办事群众满意度达90%。"]] as const;
  assert.deepEqual([severity({}, ...lower), severity({}, ...higher)], ["error", "warning"]);
  assert.deepEqual([severity({ "CONS-09": { severity: "error" } }, ...lower), severity({ "CONS-09": { severity: "error" } }, ...higher)], ["error", "warning"]);
  assert.deepEqual([severity({ "CONS-09": { severity: "warning" } }, ...lower), severity({ "CONS-09": { severity: "warning" } }, ...higher)], ["warning", "warning"]);
  assert.deepEqual([severity({ "CONS-09": { severity: "advice" } }, ...lower), severity({ "CONS-09": { severity: "advice" } }, ...higher)], ["advice", "advice"]);
});
