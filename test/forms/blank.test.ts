// The workbook that units fill in offline: what is locked, what is offered, what comes back, what is marked.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { openXlsx, saveXlsx } from "hucre";
import { blankWorkbook, markedWorkbook, readDocument } from "../../src/index.ts";

const sample = path.join(import.meta.dirname, "../../samples/tianjin.txt");

/** Fills cells in as a clerk does: by sheet and address, into the workbook as it is. */
async function filledIn(bytes: Uint8Array, cells: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { readStyles: true });
  const [sheet] = workbook.sheets;
  assert.ok(sheet?.cells);
  for (const [address, value] of Object.entries(cells)) {
    const [, letter = "", row = ""] = /^([A-Z])(\d+)$/.exec(address) ?? [];
    const at = `${Number(row) - 1},${letter.charCodeAt(0) - 65}`;
    sheet.cells.set(at, { ...sheet.cells.get(at), value, type: "string" });
  }
  return await saveXlsx(workbook);
}

const good = {
  B4: "2026", B5: "2026-01-01", G5: "2026-12-31", B6: "100.00", D6: "100.00", B8: "1.完成12万张社保卡制卡，合格率不低于98%，年底前全部发放到人，费用不超过100万元，持卡人满意度不低于90%。",
  A10: "产出指标", B10: "数量指标", C10: "制卡数量", E10: "≥", F10: "120000", G10: "张",
  A11: "产出指标", B11: "质量指标", C11: "卡片合格率", E11: "≥", F11: "98", G11: "%",
  A12: "成本指标", B12: "经济成本指标", C12: "制卡费用", E12: "≤", F12: "100", G12: "万元",
};

test("a sheet a project; what is to be filled is open and offers its choices, the rest is locked", async () => {
  const workbook = await openXlsx(await blankWorkbook("某县社保中心", 2026, [{ name: "社保卡制卡", from: null }, { name: "经办大厅运行", from: null }]), { readStyles: true });
  assert.deepEqual(workbook.sheets.map(({ name }) => name), ["1.社保卡制卡", "2.经办大厅运行"]);
  const [sheet] = workbook.sheets;
  assert.equal(sheet?.protection?.sheet, true);
  const lists = sheet?.dataValidations?.filter(({ type }) => type === "list") ?? [];
  assert.ok(lists.some(({ values, errorStyle }) => values?.includes("满意度指标") && errorStyle !== "warning"), "families are offered, and nothing else is taken");
  assert.ok(lists.some(({ values }) => values?.includes("≥")), "comparators are offered");
  assert.ok(lists.some(({ values, errorStyle }) => values?.includes("人次") && errorStyle === "warning"), "units are proposed");
  assert.equal(sheet?.cells?.get("1,0")?.style?.protection?.locked ?? true, true);
  assert.equal(sheet?.cells?.get("1,1")?.style?.protection?.locked, false);
  assert.match(sheet?.cells?.get("1,1")?.comment?.text ?? "", /全称/);
});

test("filled in, it is read as a declaration like any other", async () => {
  const bytes = await filledIn(await blankWorkbook("某县社保中心", 2026, [{ name: "社保卡制卡", from: null }]), good);
  const { declarations, problems } = await readDocument(bytes, "填报.xlsx");
  assert.deepEqual(problems, []);
  const [one] = declarations;
  assert.deepEqual([one?.project.name, one?.unit.name, one?.year, one?.funding.total?.yuan, one?.project.start], ["社保卡制卡", "某县社保中心", 2026, "1000000.00", "2026-01-01"]);
  assert.deepEqual(one?.indicators.map(({ class: name, target, unit }) => [name, target?.kind === "number" && [target.comparator, target.value, target.unit], unit]), [
    ["output.quantity", ["≥", "120000", "张"], "张"],
    ["output.quality", ["≥", "98", "%"], "%"],
    ["cost.economic", ["≤", "100", "万元"], "万元"],
  ]);
});

test("last year's table is the beginning: its texts and figures stand in the workbook", async () => {
  const before = (await readDocument(readFileSync(sample), "tianjin.txt")).declarations;
  const back = (await readDocument(await blankWorkbook(null, 2026, before.map((from) => ({ name: null, from }))), "填报.xlsx")).declarations;
  assert.deepEqual(back.map(({ project, year }) => [project.name, year]), before.map(({ project }) => [project.name, 2026]));
  assert.deepEqual(back.map(({ indicators }) => indicators.map(({ level3, target }) => [level3, target && "value" in target ? target.value : target?.text])), before.map(({ indicators }) => indicators.map(({ level3, target }) => [level3, target && "value" in target ? target.value : target?.text])));
});

test("what is wrong comes back marked in a copy; what was filled in stays as it was", async () => {
  const bytes = await filledIn(await blankWorkbook("某县社保中心", 2026, [{ name: "社保卡制卡", from: null }]), { ...good, E12: "≥", D6: "80.00", G11: "" });
  const document = await readDocument(bytes, "填报.xlsx");
  const { bytes: marked, marks } = await markedWorkbook(bytes, document);
  assert.ok(marks >= 2);
  const copy = await openXlsx(marked, { readStyles: true });
  const cost = copy.sheets[0]?.cells?.get("11,4");
  assert.match(cost?.comment?.text ?? "", /APP-01/);
  assert.equal(cost?.style?.fill?.type, "pattern");
  assert.ok([...(copy.sheets[0]?.cells?.values() ?? [])].some(({ comment }) => /FUND-/.test(comment?.text ?? "")));
  const again = await readDocument(marked, "标注.xlsx");
  assert.deepEqual(again.declarations, document.declarations);
});

test("only xlsx can be marked; a workbook without a project is none", async () => {
  const text = await readDocument(readFileSync(sample), "tianjin.txt");
  await assert.rejects(markedWorkbook(readFileSync(sample), text), { code: "WRITE-06" });
  await assert.rejects(blankWorkbook(null, null, []), { code: "WRITE-04" });
});
