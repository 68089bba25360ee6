import assert from "node:assert/strict";
import { it } from "node:test";
import * as XLSX from "@e965/xlsx";
import { readDocument } from "../../src/index.ts";

it("an amount that shows less than the workbook holds is read as shown, and doubtful", async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ["项目支出绩效目标表"],
    ["项目名称", "河道清淤", "年度资金总额（万元）", { t: "n", v: 12.3456, z: "0.00" }],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "清淤长度", "≥12公里"],
  ]);
  const book = XLSX.utils.book_new(sheet, "表");
  const bytes = new Uint8Array(XLSX.write(book, { type: "array", bookType: "xlsx" }));
  const { declarations } = await readDocument(bytes, "表.xlsx");
  const [declaration] = declarations;
  assert.deepEqual(declaration?.funding.total, { text: "12.35", yuan: "123500.00" });
  assert.deepEqual(declaration?.doubts.map(({ path, reason }) => [path, reason]), [["funding.total", "conflict"]]);
});
