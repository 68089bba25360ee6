import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { checkHistory } from "../../src/store/checks/history.ts";
import { countQueue, listQueue } from "../../src/store/checks/queue.ts";
import { CheckConflict, keepCheck, takeBackCheck, type CheckWish } from "../../src/store/checks/checks.ts";
import type { Database } from "../../src/store/database.ts";
import { listDeclarations } from "../../src/store/declarations/list.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { bytesOf, declaration, documentOf, indicator } from "./made-up.ts";

let server: TestServer;
let database: Database;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
});
after(async () => await server.stop());

let made = 0;

/** Imports a document with one declaration that has two doubts, and one unplaced text; gives its ids. */
async function doubtful(name = `项目${++made}`): Promise<{ id: string; documentId: string; runId: string }> {
  const run = await startRun(database.db, "王小明");
  const one = declaration(name, {
    indicators: [{ ...indicator("新增图书", "≥5000册"), level2: "数量指标" }],
    doubts: [
      { path: "indicators[0].level2", reason: "carried", message: "承接上一行。" },
      { path: "indicators[0].target", reason: "joined", message: "由两段拼成。" },
    ],
  });
  const read = (bytes: Uint8Array, file: string) => Promise.resolve(documentOf(bytes, file, [one]));
  const file = await importFile({ db: database.db, read, report: () => undefined }, run, `${name}.txt`, bytesOf(name));
  return { id: file.declarations[0]?.id ?? "", documentId: file.documentId ?? "", runId: run.id };
}

const target = "indicators[0].target";
const confirm = (path: string, seen: string | null, person = "张敏"): CheckWish => ({ path, action: "confirm", text: null, seen, person });
const correct = (path: string, seen: string | null, text: string | null, person = "张敏"): CheckWish => ({ path, action: "correct", text, seen, person });
const keep = async (id: string, wish: CheckWish) => await keepCheck(database.db, id, wish);
const one = async (id: string) => {
  const found = await findDeclaration(database.db, id);
  assert.ok(found);
  return found;
};
const listedDoubts = async (document: string) => (await listDeclarations(database.db, { document }, { limit: 10 })).items[0]?.doubts;
const refused = (code: string) => (error: unknown) => error instanceof DabiaoError && error.code === code;

test("an import queues its doubts and the texts that were not placed, and the list counts them", async () => {
  const { id, documentId, runId } = await doubtful();
  const { items, next } = await listQueue(database.db, { document: documentId }, { limit: 10 });
  assert.deepEqual(
    items.map(({ path, reason, value, label, declarationId }) => [path, reason, value, label, declarationId]),
    [
      ["indicators[0].level2", "carried", "数量指标", "绩效指标第1行 · 二级指标", id],
      [target, "joined", "≥5000册", "绩效指标第1行 · 指标值", id],
      ["problems[0]", "unplaced", "“合计”一行没有归入任何目标表", "没有归入栏目的文字", id],
    ],
  );
  assert.equal(next, null);
  assert.equal(await listedDoubts(documentId), 3);
  assert.deepEqual((await one(id)).open, ["indicators[0].level2", target, "problems[0]"]);
  assert.equal((await listQueue(database.db, { import: runId, reason: "carried" }, { limit: 10 })).items.length, 1);
  const counts = await countQueue(database.db, { import: runId, reason: "carried" });
  assert.equal(counts.total, 1);
  assert.deepEqual(counts.reasons.map(({ reason }) => reason).sort(), ["carried", "joined", "unplaced"]);
});

test("a confirmed value leaves the queue, and who confirmed it is kept", async () => {
  const { id, documentId } = await doubtful();
  const check = await keep(id, confirm(target, "≥5000册"));
  assert.deepEqual([check?.state, check?.original, check?.text, check?.person, check?.holds], ["confirmed", "≥5000册", "≥5000册", "张敏", true]);
  assert.equal(await listedDoubts(documentId), 2);
  assert.deepEqual((await one(id)).checks, [check]);
  assert.ok(!(await one(id)).open.includes(target));
});

test("a correction is shown everywhere, is found by search, and leaves the declaration as it was read", async () => {
  const { id } = await doubtful();
  await keep(id, correct(target, "≥5000册", "≥ 6200 册珍本"));
  await keep(id, correct("project.name", (await one(id)).declaration.project.name, "流动书车采购"));
  const { declaration: shown, checks } = await one(id);
  assert.deepEqual(shown.indicators[0]?.target, { text: "≥6200册珍本", kind: "number", comparator: "≥", value: "6200", unit: "册珍本", period: null });
  assert.equal(checks.find(({ path }) => path === target)?.original, "≥5000册");
  const found = await listDeclarations(database.db, { text: "流动书车 珍本" }, { limit: 10 });
  assert.deepEqual(found.items.map((item) => [item.id, item.projectName]), [[id, "流动书车采购"]]);
  assert.equal((await listDeclarations(database.db, { text: "新增图书 5000册 流动书车" }, { limit: 10 })).total, 0);
  const { rows } = await database.pool.query<{ target: string }>("select content #>> '{indicators,0,target,text}' as target from declaration where id = $1", [id]);
  assert.equal(rows[0]?.target, "≥5000册");
});

test("a corrected amount is the list's amount, exact", async () => {
  const { id, documentId } = await doubtful();
  await keep(id, correct("funding.total", "979.11", "1,200.5"));
  const { items } = await listDeclarations(database.db, { document: documentId }, { limit: 1 });
  assert.deepEqual(items[0]?.total, { text: "1,200.5", yuan: "12005000.00" });
});

test("a later check supersedes; the history keeps both; a confirmation keeps the correction", async () => {
  const { id } = await doubtful();
  await keep(id, correct(target, "≥5000册", "≥6000册"));
  await keep(id, correct(target, "≥6000册", "≥7000册", "李华"));
  await keep(id, confirm(target, "≥7000册", "赵强"));
  assert.equal((await one(id)).declaration.indicators[0]?.target?.text, "≥7000册");
  const history = await checkHistory(database.db, id);
  assert.deepEqual(
    history.map(({ person, state, text, holds, original }) => [person, state, text, holds, original]),
    [
      ["赵强", "confirmed", "≥7000册", true, "≥5000册"],
      ["李华", "corrected", "≥7000册", false, "≥5000册"],
      ["张敏", "corrected", "≥6000册", false, "≥5000册"],
    ],
  );
});

test("one's own check that holds can be taken back; what held before holds again", async () => {
  const { id, documentId } = await doubtful();
  const first = await keep(id, correct(target, "≥5000册", "≥6000册"));
  const second = await keep(id, correct(target, "≥6000册", null));
  assert.equal((await one(id)).declaration.indicators[0]?.target, null);
  await assert.rejects(takeBackCheck(database.db, id, first?.id ?? "", "张敏"), refused("CHECK-04"));
  await assert.rejects(takeBackCheck(database.db, id, second?.id ?? "", "李华"), refused("CHECK-04"));
  const taken = await takeBackCheck(database.db, id, second?.id ?? "", "张敏");
  assert.ok(taken?.takenBackAt && !taken.holds);
  await assert.rejects(takeBackCheck(database.db, id, second?.id ?? "", "张敏"), refused("CHECK-04"));
  assert.equal((await one(id)).declaration.indicators[0]?.target?.text, "≥6000册");
  assert.equal(await listedDoubts(documentId), 2);
  await takeBackCheck(database.db, id, first?.id ?? "", "张敏");
  assert.equal((await one(id)).declaration.indicators[0]?.target?.text, "≥5000册");
  assert.equal(await listedDoubts(documentId), 3);
  assert.equal((await listQueue(database.db, { document: documentId }, { limit: 10 })).items.length, 3);
  assert.equal((await checkHistory(database.db, id)).length, 2);
});

test("of two people who saw the same value and correct it at once, one is told what it is now", async () => {
  const { id } = await doubtful();
  const results = await Promise.allSettled([keep(id, correct(target, "≥5000册", "≥1册", "张敏")), keep(id, correct(target, "≥5000册", "≥2册", "李华"))]);
  const failed = results.filter((result) => result.status === "rejected");
  assert.equal(failed.length, 1);
  const conflict: unknown = failed[0]?.reason;
  assert.ok(conflict instanceof CheckConflict);
  const won = (await one(id)).declaration.indicators[0]?.target?.text;
  assert.deepEqual([conflict.seen, conflict.current], ["≥5000册", won]);
  assert.ok(conflict.message.includes("≥5000册") && conflict.message.includes(won ?? "?"));
  assert.equal((await checkHistory(database.db, id)).length, 1);
});

test("an unplaced text can be confirmed as seen, but not corrected", async () => {
  const { id } = await doubtful();
  const message = "“合计”一行没有归入任何目标表";
  await assert.rejects(keep(id, correct("problems[0]", message, "x")), refused("CHECK-01"));
  await assert.rejects(keep(id, confirm("problems[7]", message)), refused("CHECK-01"));
  await keep(id, confirm("problems[0]", message));
  assert.ok(!(await one(id)).open.includes("problems[0]"));
});

test("a path that does not exist and a text that does not fit are refused and leave nothing", async () => {
  const { id, documentId } = await doubtful();
  await assert.rejects(keep(id, confirm("indicators[9].target", null)), refused("CHECK-01"));
  await assert.rejects(keep(id, correct("indicators", null, "1")), (error) => error instanceof DabiaoError);
  await assert.rejects(keep(id, correct("funding.total", "979.11", "很多")), refused("CHECK-02"));
  assert.deepEqual(await checkHistory(database.db, id), []);
  assert.equal(await listedDoubts(documentId), 3);
});

test("what the database cannot hold is replaced in a correction too", async () => {
  const { id } = await doubtful();
  await keep(id, correct("notes", null, "甲\0乙\ud800"));
  assert.equal((await one(id)).declaration.notes, "甲\u{FFFD}乙\u{FFFD}");
});

test("an unknown declaration or check is none", async () => {
  const nobody = "00000000-0000-4000-8000-000000000000";
  assert.equal(await keep(nobody, confirm(target, null)), undefined);
  const { id } = await doubtful();
  assert.equal(await takeBackCheck(database.db, id, nobody, null), undefined);
});

test("the queue is read page by page, each entry once, while others check", async () => {
  const { documentId, id } = await doubtful();
  const first = await listQueue(database.db, { document: documentId }, { limit: 2 });
  await keep(id, confirm(first.items[1]?.path ?? "", first.items[1]?.value ?? null));
  const second = await listQueue(database.db, { document: documentId }, { limit: 2, after: first.next ?? "" });
  assert.deepEqual([...first.items, ...second.items].map(({ path }) => path), ["indicators[0].level2", target, "problems[0]"]);
  assert.equal(second.next, null);
});

test("an unplaced text belongs to the declaration in which it stands", async () => {
  const run = await startRun(database.db, null);
  const at = (line: number) => ({ page: null, sheet: null, table: null, row: null, column: null, line, from: line * 10, to: line * 10 + 5, label: `第${line}行` });
  const many = [1, 10, 20].map((line) => declaration(`第${line}行的项目`, { places: { "project.name": [at(line)] }, doubts: [] }));
  const read = (bytes: Uint8Array, file: string) =>
    Promise.resolve({ ...documentOf(bytes, file, many), problems: [15, 3].map((line) => ({ code: "READ-04", severity: "warning" as const, message: `第${line}行的字`, at: at(line) })) });
  const file = await importFile({ db: database.db, read, report: () => undefined }, run, "多项目.txt", bytesOf("多项目"));
  const { items } = await listQueue(database.db, { document: file.documentId ?? "" }, { limit: 10 });
  assert.deepEqual(items.map(({ projectName, path, places }) => [projectName, path, places[0]?.line]), [
    ["第1行的项目", "problems[1]", 3],
    ["第10行的项目", "problems[0]", 15],
  ]);
});
