import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { readXlsx } from "hucre/xlsx";
import { addAnchor } from "../../src/store/audit/anchors.ts";
import { linesOf, verifyExport } from "../../src/store/audit/export.ts";
import { headOf, record, sealEvents } from "../../src/store/audit/audit.ts";
import type { Database } from "../../src/store/database.ts";
import type { App } from "../../src/server/app.ts";
import { AuditActions, AuditList, AuditVerification } from "../../src/server/audit/contract.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
let database: Database;
let app: App;
const folder = mkdtempSync(path.join(tmpdir(), "dabiao-audit-api-"));
before(async () => {
  postgres = await startTestServer();
  database = await postgres.migratedDatabase();
  app = await serverOn(database.db, { dataFolder: folder });
  for (let i = 1; i <= 25; i++) {
    const isSave = i % 5 === 0;
    await record(database.db, {
      actor: { account: null, name: isSave ? "李红" : "王小云", role: isSave ? "dept" : "unit-clerk" },
      from: "10.0.0.9",
      action: isSave ? "goal.return" : "declaration.save",
      subject: { kind: "declaration", id: `d${i % 3}` },
      before: null,
      after: null,
      detail: { i },
    });
  }
  await sealEvents(database.db);
});
after(async () => {
  await app.close();
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const get = async (url: string) => await app.inject({ url, headers: { host: "127.0.0.1" } });
const list = async (query: string): Promise<AuditList> => AuditList.parse((await get(`/api/audit/events?${query}`)).json());

test("events are found by person, action, kind of action, subject and time, newest first, page by page", async () => {
  const seqs = async (query: string): Promise<number[]> => (await list(query)).items.map(({ seq }) => seq);
  assert.deepEqual(await seqs("person=红"), [25, 20, 15, 10, 5]);
  assert.deepEqual(await seqs("action=goal.return&limit=2"), [25, 20]);
  assert.deepEqual(await seqs("action=goal."), [25, 20, 15, 10, 5]);
  assert.deepEqual(await seqs("kind=declaration&subject=d0&person=红"), [15]);
  assert.deepEqual(await seqs("until=2000-01-01T00:00:00Z"), []);
  assert.equal((await seqs("from=2000-01-01T00:00:00Z&limit=200")).length, 25);
  const all: number[] = [];
  for (let after = ""; ; ) {
    const page = await list(`limit=10${after}`);
    all.push(...page.items.map(({ seq }) => seq));
    if (page.next === null) break;
    after = `&after=${page.next}`;
  }
  assert.deepEqual(all, Array.from({ length: 25 }, (_, i) => 25 - i));
  assert.equal((await get("/api/audit/events?after=nonsense")).json<{ code: string }>().code, "LIST-01");
  assert.deepEqual(AuditActions.parse((await get("/api/audit/actions")).json()).items, ["declaration.save", "goal.return"]);
});

test("the whole log as lines holds for the check that needs nothing else; both exports are in the log", async () => {
  const answer = await get("/api/audit/export.jsonl");
  assert.equal(answer.statusCode, 200);
  assert.match(String(answer.headers["content-disposition"]), /\.jsonl/);
  const verdict = await verifyExport(linesOf((async function* () { yield await Promise.resolve(answer.rawPayload); })()), [await headOf(database.db)]);
  assert.deepEqual([verdict.faultCount, verdict.events >= 25], [0, true]);
  const workbook = await get("/api/audit/export.xlsx?person=红");
  const { sheets } = await readXlsx(workbook.rawPayload);
  assert.deepEqual(sheets[0]?.rows.slice(0, 2).map((row) => row.slice(0, 3).map(String)[2]), ["姓名", "李红"]);
  assert.equal(sheets[0]?.rows.length, 6);
  await sealEvents(database.db);
  assert.deepEqual((await list("action=audit.export")).items.map(({ detail }) => (detail as { format: string }).format), ["xlsx", "jsonl"]);
});

async function verified(): Promise<AuditVerification> {
  const begun = await app.inject({ method: "POST", url: "/api/audit/verification", headers: { host: "127.0.0.1" } });
  assert.equal(begun.statusCode, 202);
  for (;;) {
    const told = AuditVerification.parse((await get("/api/audit/verification")).json());
    if (told.state !== "running") return told;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("a check in the background tells progress and result, compares with the anchors, and finds what was changed", async () => {
  assert.equal(AuditVerification.parse((await get("/api/audit/verification")).json()).state, "none");
  await addAnchor(folder, await headOf(database.db));
  const whole = await verified();
  assert.deepEqual([whole.state, whole.faultCount, whole.anchors, whole.done], ["done", 0, 1, whole.of]);
  await database.pool.query("alter table audit_event disable trigger all; update audit_event set name = '别人' where seq = 7; alter table audit_event enable trigger all");
  const edited = await verified();
  assert.deepEqual([edited.state, edited.faults.map(({ seq }) => seq)], ["done", [7]]);
});
