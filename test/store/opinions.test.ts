import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readTarget } from "../../src/declaration/read-target.ts";
import { DabiaoError } from "../../src/problem.ts";
import type { FilledOpinion } from "../../src/review/opinion.ts";
import { keepCheck } from "../../src/store/checks/checks.ts";
import type { Database } from "../../src/store/database.ts";
import { newId } from "../../src/store/ids.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { undoRun } from "../../src/store/imports/control.ts";
import { endOpinion, heldOpinions, keepOpinion, opinionOfDeclaration, type Seen } from "../../src/store/reviews/opinions.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { bytesOf, declaration, documentOf, indicator } from "./made-up.ts";

const today = "2026-11-21";
let server: TestServer;
let database: Database;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
});
after(async () => await server.stop());

/** A declaration whose cost target says “at least”. */
async function costly(name: string): Promise<{ id: string; run: Awaited<ReturnType<typeof startRun>> }> {
  const run = await startRun(database.db, "王小明");
  const row = { ...indicator(`${name}成本`, "≥80万元"), class: "output.cost" as const, level2: "成本指标", target: readTarget("≥80万元") };
  const read = (bytes: Uint8Array, file: string) => Promise.resolve(documentOf(bytes, file, [declaration(name, { indicators: [row], doubts: [] })]));
  const file = await importFile({ db: database.db, read, report: () => undefined }, run, `${name}.txt`, bytesOf(name));
  return { id: file.declarations[0]?.id ?? "", run };
}

const state = async (id: string) => {
  const found = await opinionOfDeclaration(database.db, id, today);
  assert.ok(found);
  return found;
};
const keep = async (id: string, told: Partial<FilledOpinion> & { seen?: Seen; person?: string } = {}) => {
  const { proposed, seen } = await state(id);
  return await keepOpinion(database.db, id, { points: proposed.points, remarks: proposed.remarks, conclusion: "同意", seen, person: "张敏", ...told }, today);
};
const refused = (words: RegExp) => (error: unknown) => error instanceof DabiaoError && error.code === "REVIEW-04" && words.test(error.message);

test("before anybody saves, the form is what the findings propose", async () => {
  const { id } = await costly("泵站大修");
  const { proposed, kept, since, history } = await state(id);
  assert.ok(proposed.findings.indicators.some(({ rule }) => rule === "APP-01"));
  assert.deepEqual([kept, since, history], [null, null, []]);
  assert.equal(await opinionOfDeclaration(database.db, "00000000-0000-7000-8000-000000000000", today), undefined);
});

test("each saving is kept, the newest holds, its points exact and its grade of them", async () => {
  const { id } = await costly("渠道清淤");
  const { proposed } = await state(id);
  const points = { ...proposed.points, form: "09.90", clarity: "9.1" };
  const first = await keep(id, { points, conclusion: "数目\0清楚" });
  const second = await keep(id, { points: { ...points, form: "0" }, person: "李强" });
  assert.ok(first && second);
  assert.equal(first.points.form, "9.9");
  assert.equal(first.conclusion, "数目\u{FFFD}清楚");
  assert.ok(Number(first.total) - Number(second.total) > 9.8);
  const { kept, history, since } = await state(id);
  assert.deepEqual(kept, second);
  assert.deepEqual(history, [second, first]);
  assert.deepEqual(since, { appeared: [], gone: [] });
  assert.deepEqual([...(await heldOpinions(database.db, [id, newId()])).keys()], [id]);
});

test("whoever saves without having seen the latest opinion, or the latest findings, is told", async () => {
  const { id } = await costly("堤防加固");
  const { seen } = await state(id);
  await keep(id);
  await assert.rejects(keep(id, { seen }), refused(/“张敏”保存过/));
  const later = await state(id);
  await keepCheck(database.db, id, { path: "indicators[0].target", action: "correct", text: "≤80万元", seen: "≥80万元", person: "张敏" });
  await assert.rejects(keep(id, { seen: later.seen }), refused(/问题刚刚改变/));
  const { since } = await state(id);
  assert.deepEqual(since?.gone.filter(({ rule }) => rule === "APP-01").map(({ path }) => path), ["indicators[0].target"]);
  await keep(id);
  assert.deepEqual((await state(id)).since, { appeared: [], gone: [] });
});

test("taken back, the proposal holds again and the history says by whom; only what holds is taken back", async () => {
  const { id } = await costly("水库除险");
  const [first, second] = [await keep(id), await keep(id)];
  assert.ok(first && second);
  await assert.rejects(endOpinion(database.db, id, first.id, "李强"), refused(/取代/));
  const ended = await endOpinion(database.db, id, second.id, "李强");
  assert.equal(ended?.endedBy, "李强");
  await assert.rejects(endOpinion(database.db, id, second.id, "李强"), refused(/恢复为建议/));
  assert.equal(await endOpinion(database.db, id, newId(), null), undefined);
  const { kept, history } = await state(id);
  assert.equal(kept, null);
  assert.deepEqual(history.map(({ endedBy }) => endedBy), ["李强", null]);
  assert.equal((await heldOpinions(database.db, [id])).size, 0, "the one before does not come back");
  assert.equal((await keep(id))?.endedAt, null);
});

test("of two who save at the same time, one is told", async () => {
  const { id } = await costly("灌区改造");
  const { seen } = await state(id);
  const outcomes = await Promise.allSettled([keep(id, { seen }), keep(id, { seen, person: "李强" })]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
});

test("an import is not undone under an opinion that holds", async () => {
  const { id, run } = await costly("农村供水");
  const kept = await keep(id);
  await assert.rejects(undoRun(database.db, run.id), (error) => error instanceof DabiaoError && /1 个填写过的审核意见表/.test(error.message));
  await endOpinion(database.db, id, kept?.id ?? "", null);
  await undoRun(database.db, run.id);
  assert.equal(await opinionOfDeclaration(database.db, id, today), undefined);
});
