import assert from "node:assert/strict";
import { test } from "node:test";
import { samenessOf } from "../../src/review/sameness.ts";
import { documentOf, row } from "../../src/review/sketch.ts";

test("a unit's rows are counted once where they read the same, and the projects that share them are named", () => {
  const rows = [row("output.quality", "资金支付准确率", "≥98%"), row("output.quantity", "维护路灯盏数", "≥900盏")];
  const document = documentOf([
    { name: "路灯维护", unit: "市政局", rows },
    { name: "护栏更换", unit: "市政局", rows: [row("output.quality", "资金支付 准确率", "≥98%"), row("output.quantity", "更换护栏长度", "≥900米")] },
    { name: "造林", unit: "林业局", rows },
  ]);
  assert.deepEqual(samenessOf([document]), [{ unit: "市政局", projects: 2, rows: 4, distinct: 3, shared: [{ name: "资金支付准确率", target: "≥98%", projects: ["路灯维护", "护栏更换"] }] }]);
  assert.deepEqual(samenessOf([]), []);
});

test("units with the most repetition come first; those without a second project or without rows are left out", () => {
  const same = row("output.quality", "资金支付准确率", "≥98%");
  const lamps = row("output.quantity", null, null, { description: "路灯" });
  const trees = row("output.quantity", "苗木", "≥9株", { level3: "绿化" });
  const document = documentOf([
    { name: "甲", unit: "市政局", rows: [same, lamps, trees, row("output.quantity", "座椅", "≥9把")] }, { name: "乙", unit: "市政局", rows: [lamps, trees] }, { name: "丙", unit: "市政局", rows: [trees] },
    { name: null, rows: [same] }, { name: null, rows: [same] },
    { name: "丁", unit: "林业局", rows: [] }, { name: "戊", unit: "林业局", rows: [] },
    { name: "己", unit: "水务局", rows: [same, same] }, { name: "己", unit: "水务局", rows: [same] },
  ]);
  assert.deepEqual(samenessOf([document]), [
    { unit: "未写明单位", projects: 2, rows: 2, distinct: 1, shared: [{ name: "资金支付准确率", target: "≥98%", projects: ["例.md 第4张表", "例.md 第5张表"] }] },
    { unit: "市政局", projects: 3, rows: 7, distinct: 4, shared: [{ name: "苗木", target: "≥9株", projects: ["甲", "乙", "丙"] }, { name: "", target: "", projects: ["甲", "乙"] }] },
  ]);
});

test("rows are the same only when class, description and target agree too; a unit without a name goes by its code", () => {
  const one = row("output.quality", "支付准确率", "≥98%");
  const rows = [one, { ...one, class: "output.quantity" as const }, { ...one, class: null }, { ...one, description: "全年" }, { ...one, target: "≥99%" }, { ...one, target: null }, { ...one, name: null }];
  const document = documentOf(rows.map((each, at) => ({ name: `项目${at}`, rows: [each] })));
  for (const { unit } of document.declarations) unit.code = "107";
  assert.deepEqual(samenessOf([document]), [{ unit: "107", projects: 7, rows: 7, distinct: 7, shared: [] }]);
});
