// Mapping an unknown layout through the API, with the real reader: tried, saved, and the next files are read without asking.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type LaidBlock, definitionOf } from "../../src/forms/mapping.ts";
import { readDocument, readGrid } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { blocksOf } from "../../src/server/declarations/grid.ts";
import { CandidateList, HouseForm, RereadAnswer, TrialAnswer } from "../../src/server/forms/contract.ts";
import { DeclarationAnswer } from "../../src/server/declarations/contract.ts";
import { ImportedFile } from "../../src/server/imports/contract.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { byPosition, fields, oddPage } from "../forms/odd-layout.ts";
import { browserOf, type Browser } from "./browser.ts";
import { serverOn, upload } from "./house.ts";

let postgres: TestServer;
let app: App;
let person: Browser;
let run: string;
const taught = oddPage("东干渠清淤", "36.50");

before(async () => {
  postgres = await startTestServer();
  const { db } = await postgres.migratedDatabase();
  app = await serverOn(db, { read: async (bytes, name, house) => await readDocument(bytes, name, undefined, house), readGrid: async (bytes, name) => JSON.stringify(blocksOf((await readGrid(bytes, name)).grid)) });
  person = browserOf(app);
  run = (await person.send("POST", "/api/imports", {})).json<{ id: string }>().id;
});
after(async () => {
  await app.close();
  await postgres.stop();
});

async function imported(name: string, content: string): Promise<ImportedFile> {
  const { payload, headers } = upload(name, content);
  return ImportedFile.parse((await person.send("POST", `/api/imports/${run}/files`, payload, headers)).json());
}
const declaration = async (id: string) => DeclarationAnswer.parse((await person.get(`/api/declarations/${id}`)).json()).declaration;

let first: ImportedFile;
let second: ImportedFile;
let form: HouseForm;

test("before it is taught, a layout is read by general words, and most of it is lost", async () => {
  first = await imported("一.html", taught);
  second = await imported("二.html", oddPage("西干渠维修", "128.00"));
  assert.deepEqual([first.form, second.form], ["generic", "generic"]);
  assert.equal((await declaration(first.declarations[0]?.id ?? "")).funding.total, null);
});

test("a definition is tried on the document, and nothing is kept", async () => {
  const { blocks } = (await person.get(`/api/documents/${first.documentId}/grid`)).json<{ blocks: LaidBlock[] }>();
  const { definition } = definitionOf(blocks, byPosition(blocks));
  const told = TrialAnswer.parse((await person.send("POST", `/api/documents/${first.documentId}/trial`, { definition })).json());
  assert.equal(told.recognised, 1);
  assert.deepEqual(told.declarations.map(fields), [{ name: "东干渠清淤", total: "365000.00", indicators: ["清淤长度 ≥12公里", "受益农户 ≥300户"] }]);
  assert.equal((await declaration(first.declarations[0]?.id ?? "")).funding.total, null);
  form = HouseForm.parse((await person.send("POST", "/api/forms", { name: "重点事项一览", definition })).json());
  assert.equal(form.version, 1);
});

test("the next file of that layout is read by it without asking", async () => {
  const next = await imported("三.html", oddPage("南干渠衬砌", "50.00"));
  assert.equal(next.form, form.id);
  assert.equal(next.verdict, "form");
  assert.deepEqual(fields(await declaration(next.declarations[0]?.id ?? "")), { name: "南干渠衬砌", total: "500000.00", indicators: ["清淤长度 ≥12公里", "受益农户 ≥300户"] });
});

test("files of the same import are offered to be read again, and keep their addresses", async () => {
  const offered = CandidateList.parse((await person.get(`/api/forms/candidates?beside=${first.documentId}`)).json()).items;
  assert.deepEqual(offered.map(({ file, together, blocked }) => [file, together, blocked]), [["二.html", true, []]]);
  const answer = RereadAnswer.parse((await person.send("POST", `/api/documents/${second.documentId}/reread`)).json());
  assert.deepEqual(answer, { outcome: "replaced", form: form.id, declarations: 1 });
  assert.deepEqual(fields(await declaration(second.declarations[0]?.id ?? "")), { name: "西干渠维修", total: "1280000.00", indicators: ["清淤长度 ≥12公里", "受益农户 ≥300户"] });
  assert.equal(RereadAnswer.parse((await person.send("POST", `/api/documents/${second.documentId}/reread`)).json()).outcome, "same");
  assert.equal(HouseForm.parse((await person.get(`/api/forms/${form.id}`)).json()).documents, 2);
});

test("what people checked is never thrown away: such a document is not read again, and it is said why", async () => {
  const id = first.declarations[0]?.id ?? "";
  const checked = await person.send("POST", `/api/declarations/${id}/checks`, { path: "project.name", action: "correct", text: "东干渠清淤工程", seen: "东干渠清淤" });
  assert.equal(checked.statusCode, 201, checked.body);
  const refused = await person.send("POST", `/api/documents/${first.documentId}/reread`);
  assert.equal(refused.statusCode, 409);
  assert.equal(refused.json<{ code: string }>().code, "FORM-05");
  assert.match(refused.body, /1 处已核对/);
  assert.equal((await declaration(id)).project.name, "东干渠清淤工程");
});

test("hostile definitions are refused", async () => {
  const { definition } = form;
  const table = definition.tables[0];
  for (const wrong of [
    { ...definition, rows: [] },
    { ...definition, grid: Array.from({ length: 1000 }, () => 10) },
    { ...definition, rows: [[{ label: "事项", field: "project.name", span: 1e9, rows: 1e9, value: 1e9 }]] },
    { ...definition, rows: [[{ label: "事".repeat(5000), field: "project.name" }]] },
    { ...definition, rows: [[{ label: "事项\u0000", field: "project.name" }]] },
    { ...definition, tables: [{ ...table, columns: [{ label: "a", column: "level1" }, { label: "b", column: "level1" }, { label: "c", column: "level1" }] }] },
    { ...definition, currency: "金币" },
    { title: "无" },
  ]) {
    const answer = await person.send("POST", "/api/forms", { name: "坏的", definition: wrong });
    assert.equal(answer.statusCode, 400, answer.body);
  }
});
