import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ProblemDocument } from "../../src/server/contract.ts";
import { Check, CheckCounts, CheckHistory, CheckQueue } from "../../src/server/declarations/checks-contract.ts";
import { DeclarationAnswer, DeclarationList } from "../../src/server/declarations/contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import type { App } from "../../src/server/app.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn, upload } from "./house.ts";

let postgres: TestServer;
let app: App;
let runId: string;
let documentId: string;
let id: string;

before(async () => {
  postgres = await startTestServer();
  app = await serverOn((await postgres.migratedDatabase()).db);
  await nameMe("张敏");
  runId = ImportRun.parse((await app.inject({ method: "POST", url: "/api/imports" })).json()).id;
  const file = ImportedFile.parse((await app.inject({ method: "POST", url: `/api/imports/${runId}/files`, ...upload("甲.txt", "图书馆免费开放\n图书购置") })).json());
  documentId = file.documentId ?? "";
  id = file.declarations[0]?.id ?? "";
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const nameMe = async (name: string) => await app.inject({ method: "PUT", url: "/api/person", payload: { name } });
const post = async (payload: object, declaration = id) => await app.inject({ method: "POST", url: `/api/declarations/${declaration}/checks`, payload });
const takeBack = async (check: string) => await app.inject({ method: "DELETE", url: `/api/declarations/${id}/checks/${check}` });
const shown = async () => DeclarationAnswer.parse((await app.inject(`/api/declarations/${id}`)).json());
const problem = (answer: { json(): unknown; statusCode: number }, status: number, code: string) => {
  const told = ProblemDocument.parse(answer.json());
  assert.deepEqual([answer.statusCode, told.status, told.code], [status, status, code]);
  return told;
};

test("the queue has every doubt and unplaced text, narrowed by document, import and reason, page by page", async () => {
  const all = CheckQueue.parse((await app.inject("/api/checks")).json());
  assert.deepEqual(all.items.map(({ path, reason, file }) => [path, reason, file]), [
    ["indicators[0]", "carried", "甲.txt"],
    ["problems[0]", "unplaced", "甲.txt"],
    ["indicators[0]", "carried", "甲.txt"],
  ]);
  assert.equal(all.items[0]?.label, "绩效指标第1行");
  assert.match(all.items[0]?.value ?? "", /新增图书数量\n≥5000册/);
  for (const filter of [`document=${documentId}`, `import=${runId}`, "reason=carried"]) {
    const narrowed = CheckQueue.parse((await app.inject(`/api/checks?${filter}&limit=1`)).json());
    assert.equal(narrowed.items.length, 1, filter);
    const rest = CheckQueue.parse((await app.inject(`/api/checks?${filter}&after=${narrowed.next}`)).json());
    assert.equal(rest.items.length, filter.startsWith("reason") ? 1 : 2, filter);
  }
  const counts = CheckCounts.parse((await app.inject("/api/checks/counts")).json());
  assert.deepEqual(counts, { total: 3, reasons: [{ reason: "carried", count: 2 }, { reason: "unplaced", count: 1 }], documents: [{ id: documentId, file: "甲.txt", count: 3 }] });
  problem(await app.inject("/api/checks?after=x"), 400, "LIST-01");
  problem(await app.inject("/api/checks?reason=whim"), 400, "API-01");
});

test("confirm, correct, history and taking back, with the name of the person", async () => {
  const confirmed = await post({ path: "project.name", action: "confirm", seen: "图书馆免费开放" });
  assert.equal(confirmed.statusCode, 201, confirmed.body);
  assert.equal(Check.parse(confirmed.json()).person, "张敏");
  await nameMe("李华");
  const corrected = Check.parse((await post({ path: "project.name", action: "correct", seen: "图书馆免费开放", text: "文化馆免费开放" })).json());
  assert.equal((await shown()).declaration.project.name, "文化馆免费开放");
  assert.deepEqual((await shown()).checks, [corrected]);
  const list = DeclarationList.parse((await app.inject("/api/declarations?text=文化馆免费")).json());
  assert.deepEqual(list.items.map((item) => [item.projectName, item.doubts]), [["文化馆免费开放", 2]]);
  const history = CheckHistory.parse((await app.inject(`/api/declarations/${id}/checks`)).json());
  assert.deepEqual(history.items.map(({ person, holds }) => [person, holds]), [["李华", true], ["张敏", false]]);
  problem(await takeBack(Check.parse(confirmed.json()).id), 409, "CHECK-04");
  assert.ok(Check.parse((await takeBack(corrected.id)).json()).takenBackAt);
  assert.equal((await shown()).declaration.project.name, "图书馆免费开放");
  problem(await takeBack(corrected.id), 409, "CHECK-04");
});

test("what changed since it was seen is a conflict that tells both values", async () => {
  assert.equal((await post({ path: "indicators[0].target", action: "correct", seen: "≥5000册", text: "≥5001册" })).statusCode, 201);
  const told = problem(await post({ path: "indicators[0].target", action: "confirm", seen: "≥5000册" }), 409, "CHECK-03");
  assert.match(told.title, /“李华”.*“≥5000册”.*“≥5001册”/);
  assert.deepEqual(told.errors, [{ path: "seen", message: "≥5000册" }, { path: "current", message: "≥5001册" }]);
});

test("what cannot be checked is refused in Chinese", async () => {
  problem(await post({ path: "indicators[7].target", action: "confirm", seen: null }), 404, "CHECK-01");
  problem(await post({ path: "project", action: "correct", seen: "图书馆免费开放\n经常性", text: "x" }), 404, "CHECK-01");
  problem(await post({ path: "funding.total", action: "correct", seen: "979.11", text: "若干" }), 422, "CHECK-02");
  problem(await post({ path: "funding.total", action: "guess", seen: "979.11" }), 400, "API-01");
  problem(await post({ path: "funding.total", action: "confirm" }), 400, "API-01");
  const nobody = "00000000-0000-4000-8000-000000000000";
  problem(await post({ path: "year", action: "confirm", seen: "2025" }, nobody), 404, "API-03");
  problem(await takeBack(nobody), 404, "API-03");
});

test("a row as a whole and an unplaced text are confirmed by their paths, and the counts follow", async () => {
  const { items } = CheckQueue.parse((await app.inject("/api/checks")).json());
  for (const { declarationId, path, value } of items) {
    const answer = await post({ path, action: "confirm", seen: value }, declarationId);
    assert.equal(answer.statusCode, 201, answer.body);
  }
  assert.equal(CheckCounts.parse((await app.inject("/api/checks/counts")).json()).total, 0);
  const list = DeclarationList.parse((await app.inject("/api/declarations")).json());
  assert.deepEqual(list.items.map(({ doubts }) => doubts), [0, 0]);
  assert.deepEqual((await shown()).open, []);
});
