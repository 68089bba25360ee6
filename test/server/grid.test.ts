import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { DeclarationAnswer } from "../../src/server/declarations/contract.ts";
import { type GridCell, SourceGrid } from "../../src/server/declarations/documents-contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { startReader } from "../../src/server/reading/reading.ts";
import { wordForm, workbook } from "../forms-as-files.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn, upload } from "./house.ts";

const reader = startReader();
let postgres: TestServer;
let app: App;
let runId: string;

before(async () => {
  postgres = await startTestServer();
  app = await serverOn((await postgres.migratedDatabase()).db, { read: reader.read, readGrid: reader.readGrid });
  runId = ImportRun.parse((await app.inject({ method: "POST", url: "/api/imports" })).json()).id;
});
after(async () => {
  await app.close();
  await reader.close();
  await postgres.stop();
});

async function imported(name: string, content: string | Uint8Array): Promise<{ grid: SourceGrid; declaration: DeclarationAnswer["declaration"] }> {
  const file = ImportedFile.parse((await app.inject({ method: "POST", url: `/api/imports/${runId}/files`, ...upload(name, content) })).json());
  const grid = SourceGrid.parse((await app.inject(`/api/documents/${file.documentId}/grid`)).json());
  assert.equal(grid.documentId, file.documentId);
  const [first] = file.declarations;
  assert.ok(first, `${name}: ${file.error?.message ?? "no declaration"}`);
  return { grid, declaration: DeclarationAnswer.parse((await app.inject(`/api/declarations/${first.id}`)).json()).declaration };
}

const cellsOf = ({ blocks }: SourceGrid): GridCell[] => blocks.flatMap((block) => (block.kind === "table" ? block.rows.flat() : []));
const cell = (grid: SourceGrid, text: string): GridCell | undefined => cellsOf(grid).find((one) => one.text === text);

test("the grid of a workbook has its sheets, its merged cells and the place of each", async () => {
  const { grid, declaration } = await imported("渠道.xlsx", workbook(3));
  assert.equal(grid.format, "xlsx");
  assert.deepEqual(
    grid.blocks.map((block) => (block.kind === "table" ? [block.rows[0]?.[0]?.place.sheet, block.rows.length] : block.kind)),
    [["名单", 4], ["目标表", 10]],
  );
  assert.deepEqual([cell(grid, "项目支出绩效目标申报表")?.colSpan, cell(grid, "产出指标")?.rowSpan], [4, 2]);
  const target = cell(grid, "≥98%");
  assert.deepEqual([target?.column, target?.place.row, target?.place.column], [3, 9, 4]);
  assert.deepEqual(declaration.places["indicators[1].target"], [target?.place]);
});

test("the grid of a Word document has its paragraphs, its tables and its page break in reading order", async () => {
  const { grid, declaration } = await imported("清淤.docx", wordForm());
  assert.deepEqual(grid.blocks.map((block) => (block.kind === "paragraph" ? block.text : block.kind)), ["项目支出绩效目标申报表", "（2025年度）", "table", "break", "附件：施工图"]);
  assert.deepEqual([cell(grid, "河道清淤工程")?.colSpan, cell(grid, "产出指标")?.rowSpan], [3, 2]);
  assert.deepEqual(declaration.places["indicators[2].target"], [cell(grid, "≥90%")?.place]);
});

test("a document that does not exist has no grid, and a text has one too", async () => {
  const none = await app.inject("/api/documents/00000000-0000-4000-8000-000000000000/grid");
  assert.deepEqual([none.statusCode, ProblemDocument.parse(none.json()).code], [404, "API-03"]);
  const { grid } = await imported("天津.txt", await readFile(new URL("../../samples/tianjin.txt", import.meta.url)));
  assert.ok(grid.blocks.length > 0);
});
