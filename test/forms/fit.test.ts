// Declarations in another form's words: nothing is lost without a word, and no figure changes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Declaration } from "../../src/declaration/schema.ts";
import { fitted } from "../../src/forms/fit.ts";
import { formOf } from "../../src/forms/list.ts";
import { paperOf, readDocument, writeDocument } from "../../src/index.ts";
import { printers } from "../../src/server/reading/engines.ts";

async function first(sample: string): Promise<Declaration> {
  const file = path.join(import.meta.dirname, "../../samples", sample);
  const [declaration] = (await readDocument(readFileSync(file), sample)).declarations;
  assert.ok(declaration);
  return declaration;
}

function fit(declaration: Declaration, id: string): { declaration: Declaration; told: string[] } {
  const form = formOf(id);
  assert.ok(form);
  const { declaration: fits, problems } = fitted(declaration, form);
  return { declaration: fits, told: problems.map(({ code, message }) => `${code} ${message}`) };
}

test("amounts keep their yuan exactly when a form counts in another unit", async () => {
  const shanghai = await first("shanghai.txt");
  const one: Declaration = { ...shanghai, funding: { ...shanghai.funding, total: { text: "9,791,106.31", yuan: "9791106.31" } } };
  const { declaration } = fit(one, "tianjin");
  assert.deepEqual(declaration.funding.total, { text: "979.110631", yuan: "9791106.31" });
  assert.equal(declaration.funding.currency, "万元");
  assert.deepEqual(fit({ ...declaration, form: "tianjin" }, "shanghai").declaration.funding.total, { text: "9791106.31", yuan: "9791106.31" });
});

test("an amount whose unit nobody knows is not written under another's unit", async () => {
  const one = await first("tianjin.txt");
  const { declaration, told } = fit({ ...one, funding: { ...one.funding, currency: null, total: { text: "100", yuan: null } } }, "ezhou");
  assert.equal(declaration.funding.total, null);
  assert.ok(told.includes("WRITE-01 “预算总额”的金额单位不明，未写入：100。"), told.join("\n"));
});

test("cost stands under output in the old framework and for itself in the new", async () => {
  const tianjin = await first("tianjin.txt");
  const toNew = fit(tianjin, "ezhou");
  const cost = toNew.declaration.indicators.find((_, index) => tianjin.indicators[index]?.class === "output.cost");
  assert.deepEqual([cost?.level1, cost?.level2, cost?.class], ["成本指标", "经济成本指标", "cost.economic"]);
  assert.ok(toNew.told.some((message) => message.startsWith("WRITE-02") && message.includes("写作“成本指标·经济成本指标”")));
  const back = fit(toNew.declaration, "tianjin").declaration.indicators.map(({ class: name }) => name);
  assert.deepEqual(back, tianjin.indicators.map(({ class: name }) => name));
});

test("four levels become three and three become four; value and unit share a cell or part", async () => {
  const zaozhuang = await first("zaozhuang.md");
  const central = fit(zaozhuang, "central-approval").declaration;
  const joined = central.indicators[0];
  assert.deepEqual([joined?.level1, joined?.level2, joined?.level3, joined?.level4, joined?.unit], ["产出指标", "数量指标", zaozhuang.indicators[0]?.level4, null, null]);
  assert.equal(joined?.target?.text, `${zaozhuang.indicators[0]?.target?.text}${zaozhuang.indicators[0]?.unit}`);
  const again = fit(central, "zaozhuang").declaration;
  assert.deepEqual(again.indicators.map(({ target, unit, level4 }) => [target?.text, unit, level4]), zaozhuang.indicators.map(({ target, unit, level4 }) => [target?.text, unit, level4]));
});

test("a declaration as a database gives it back, its keys in another order, is joined all the same", async () => {
  const one = await first("zaozhuang.md");
  const turned = { ...one, indicators: one.indicators.map((row) => ({ ...row, target: row.target && (Object.fromEntries(Object.entries(row.target).reverse()) as typeof row.target) })) };
  assert.deepEqual(fit(turned, "central-approval").told, fit(one, "central-approval").told);
});

test("what the form has no place for is told, never dropped", async () => {
  const nanpu = await first("nanpu.txt");
  const { told } = fit(nanpu, "shanghai");
  for (const lost of ["项目编码", "资金用途", "资金支出计划", "指标描述", "指标值确定依据"]) assert.ok(told.some((message) => message.startsWith(`WRITE-01 此表样没有“${lost}”`)), `${lost} in\n${told.join("\n")}`);
});

test("a text that ends in a full stop is told with one", async () => {
  const one = await first("nanpu.txt");
  const { told } = fit({ ...one, funding: { ...one.funding, purpose: "设备购置。\n人员培训。" } }, "shanghai");
  assert.ok(told.includes("WRITE-01 此表样没有“资金用途”，未写入：设备购置。 人员培训。"), told.join("\n"));
});

test("a form that prints no year has it in the title of the set, or tells that it is not written", async () => {
  const one = await first("tianjin.txt");
  assert.equal(paperOf([{ ...one, year: 2025 }], "tianjin", null).paper.title, "2025年度项目支出绩效目标");
  assert.equal(paperOf([{ ...one, year: 2025 }], "tianjin", "某市社保中心2025年项目绩效目标").paper.title, "某市社保中心2025年项目绩效目标");
  const mixed = paperOf([{ ...one, year: 2024 }, { ...one, year: 2025 }], "tianjin", null);
  assert.equal(mixed.paper.title, null);
  assert.ok(mixed.losses.every(({ problems }) => problems.some(({ message }) => message.includes("预算年度"))));
  assert.equal(paperOf([one], "shanghai", null).paper.title, null);
});

test("generic is no paper, and nothing is nothing to write", () => {
  assert.throws(() => paperOf([], "tianjin", null), { code: "WRITE-04" });
  assert.throws(() => paperOf([], "generic", null), { code: "WRITE-03" });
});

test("what the font of PDFs cannot draw is told", async () => {
  const one = await first("tianjin.txt");
  const { losses } = await writeDocument([{ ...one, notes: null, project: { ...one.project, name: "𡈽地整治经费" } }], { form: "tianjin", format: "pdf", title: null }, printers);
  assert.ok(losses.some(({ problems }) => problems.some(({ code, message }) => code === "WRITE-07" && message.includes("𡈽"))), JSON.stringify(losses));
  const plain = await writeDocument([one], { form: "tianjin", format: "pdf", title: null }, printers);
  assert.deepEqual(plain.losses, []);
});
