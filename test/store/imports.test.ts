import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { listDeclarations } from "../../src/store/declarations/list.ts";
import { findDocument } from "../../src/store/declarations/documents.ts";
import { findRun, listRuns, startRun, type ImportedFile } from "../../src/store/imports/runs.ts";
import { undoRun } from "../../src/store/imports/control.ts";
import { importFile, type Importer } from "../../src/store/imports/imports.ts";
import { findSource } from "../../src/store/declarations/sources.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { bytesOf, declaration, documentOf, readMadeUp } from "./made-up.ts";

let server: TestServer;
let database: Database;
let importer: Importer;
const reported: unknown[] = [];

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  importer = { db: database.db, read: readMadeUp, report: (error) => reported.push(error) };
});
after(async () => await server.stop());

async function importOne(name: string, text: string): Promise<ImportedFile> {
  return await importFile(importer, await startRun(database.db, "王小明"), name, bytesOf(text));
}

async function counts(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<Record<string, number>>(`select (select count(*) from source) as sources,
    (select count(*) from document) as documents, (select count(*) from declaration) as declarations`);
  return rows[0] ?? {};
}

test("a file becomes a source, a document and its declarations, and the run keeps who imported it", async () => {
  const run = await startRun(database.db, "王小明");
  const file = await importFile(importer, run, "图书馆.txt", bytesOf("免费开放\n图书购置"));
  assert.equal(file.outcome, "imported");
  assert.deepEqual(
    file.declarations.map((one) => one.projectName),
    ["免费开放", "图书购置"],
  );
  assert.equal(file.form, "zaozhuang");
  assert.equal(file.problems[0]?.code, "READ-03");

  const document = await findDocument(database.db, file.documentId ?? "");
  assert.equal(document?.importedBy, "王小明");
  assert.equal(document?.file, "图书馆.txt");
  const source = await findSource(database.db, file.documentId ?? "");
  assert.equal(source?.bytes.toString(), "免费开放\n图书购置");
  const stored = await findDeclaration(database.db, file.declarations[1]?.id ?? "");
  assert.deepEqual(stored?.declaration, declaration("图书购置"));
  assert.deepEqual((await findRun(database.db, run.id))?.files, [file]);
});

test("the same bytes a second time change nothing and say so, whatever their name", async () => {
  const first = await importOne("甲.txt", "防汛物资储备");
  const before = await counts();
  const second = await importOne("乙.txt", "防汛物资储备");
  assert.equal(second.outcome, "unchanged");
  assert.equal(second.name, "乙.txt");
  assert.equal(second.documentId, first.documentId);
  assert.deepEqual(second.declarations, first.declarations);
  assert.deepEqual(await counts(), before);
});

test("of ten imports of the same bytes at once one stores them and the others say that nothing changed", async () => {
  const before = await counts();
  const files = await Promise.all(Array.from({ length: 10 }, (_, i) => importOne(`${i}.txt`, "赛跑项目一\n赛跑项目二")));
  assert.equal(files.filter((file) => file.outcome === "imported").length, 1);
  assert.equal(files.filter((file) => file.outcome === "unchanged").length, 9);
  assert.equal(new Set(files.map((file) => file.documentId)).size, 1);
  assert.equal((await counts()).declarations, (before.declarations ?? 0) + 2);
});

test("a file that fails half-way leaves nothing behind but its line in the run", async () => {
  const before = await counts();
  reported.length = 0;
  const run = await startRun(database.db, null);
  const file = await importFile(importer, run, "半途.txt", bytesOf("好项目\n!\n又一个好项目"));
  assert.equal(file.outcome, "failed");
  assert.equal(file.error?.code, "IMPORT-02");
  assert.equal(file.documentId, null);
  assert.deepEqual(await counts(), before);
  assert.equal(reported.length, 1);
  assert.deepEqual((await findRun(database.db, run.id))?.files, [file]);
});

test("an unreadable file is failed with the reason and nothing is stored; of a file without a form its source is", async () => {
  const before = await counts();
  const unreadable = await importOne("坏.txt", "坏");
  assert.deepEqual(unreadable.error, { code: "READ-02", message: "“坏.txt”无法读取。", hint: "请换一个文件。" });
  assert.deepEqual(await counts(), before);
  const formless = await importOne("空.txt", "\n");
  assert.equal(formless.error?.code, "IMPORT-01");
  assert.equal(formless.verdict, "none");
  assert.equal(formless.problems[0]?.code, "READ-03");
  assert.deepEqual(formless.declarations, []);
  assert.ok(formless.documentId);
  const again = await importOne("又空.txt", "\n");
  assert.equal(again.error?.code, "IMPORT-01");
  assert.equal(again.documentId, formless.documentId);
});

test("a file without a form is read again when it comes again, and then belongs to the run that brought its tables", async () => {
  const bytes = bytesOf("\n\n");
  const first = await startRun(database.db, null);
  const formless = await importFile(importer, first, "没认出.txt", bytes);
  assert.equal(formless.error?.code, "IMPORT-01");
  const taught: Importer["read"] = async (given, name) => await Promise.resolve(documentOf(given, name, [declaration("后来认出的项目")]));
  const second = await startRun(database.db, null);
  const known = await importFile({ ...importer, read: taught }, second, "没认出.txt", bytes);
  assert.deepEqual([known.outcome, known.documentId, known.declarations.length], ["imported", formless.documentId, 1]);
  assert.equal((await importFile(importer, second, "没认出.txt", bytes)).outcome, "unchanged");
  await undoRun(database.db, first.id);
  assert.equal((await listDeclarations(database.db, { document: known.documentId ?? "" }, { limit: 10 })).items.length, 1);
  await undoRun(database.db, second.id);
  assert.equal((await listDeclarations(database.db, { document: known.documentId ?? "" }, { limit: 10 })).items.length, 0);
});

test("undoing an import takes its files without a form along", async () => {
  const before = await counts();
  const run = await startRun(database.db, null);
  assert.ok((await importFile(importer, run, "通知.txt", bytesOf("\n\n\n"))).documentId);
  await undoRun(database.db, run.id);
  assert.deepEqual(await counts(), before);
});

test("979.11 万元 and 9,791,106.31 元 stay apart", async () => {
  const file = await importOne("金额.txt", "甲=979.11万元\n乙=9,791,106.31元\n丙=123456789012345678901234.56元");
  const { items } = await listDeclarations(database.db, { document: file.documentId ?? "" }, { limit: 10 });
  assert.deepEqual(
    items.map((item) => item.total),
    [
      { text: "979.11万元", yuan: "9791100.00" },
      { text: "9,791,106.31元", yuan: "9791106.31" },
      { text: "123456789012345678901234.56元", yuan: "123456789012345678901234.56" },
    ],
  );
});

test("text that PostgreSQL cannot hold is stored with replacement characters", async () => {
  const read: Importer["read"] = async (bytes, name) =>
    await Promise.resolve(documentOf(bytes, name, [declaration("坏\0字\ud800符")]));
  const file = await importFile({ ...importer, read }, await startRun(database.db, null), "零\0.txt", bytesOf("零"));
  assert.equal(file.error, null);
  assert.equal(file.name, "零\u{FFFD}.txt");
  assert.equal(file.declarations[0]?.projectName, "坏\u{FFFD}字\u{FFFD}符");
});

test("runs come newest first, page by page", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.unshift((await startRun(database.db, `第${i}人`)).id);
  const first = await listRuns(database.db, { limit: 3 });
  assert.deepEqual(
    first.items.map((run) => run.id),
    ids.slice(0, 3),
  );
  const second = await listRuns(database.db, { limit: 2, after: first.next ?? "" });
  assert.deepEqual(
    second.items.map((run) => run.id),
    ids.slice(3),
  );
});
