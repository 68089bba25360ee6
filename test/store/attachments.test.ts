// Files beside an adjustment: who adds them, who gets them, what is none.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { actOnAdjustment } from "../../src/store/goals/adjustment-steps.ts";
import { findAdjustment, startAdjustment } from "../../src/store/goals/adjustments.ts";
import { attach, attachmentAtMost, detach, findAttachment } from "../../src/store/goals/attachments.ts";
import { type Database, inTransaction } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { chooseMode } from "../../src/store/house.ts";
import { inScope } from "../../src/store/scope.ts";
import { makeTrial } from "../../src/store/trial/make.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
let database: Database;
let declaration: string;
let adjustment: string;
let clerk: Doer;
let head: Doer;
let dept: Doer;
let stranger: Doer;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  await inTransaction(database.db, async (transaction) => {
    await chooseMode(transaction, "trial", null);
    await makeTrial(transaction, new Date("2026-11-21T03:00:00Z"));
  });
  const { rows } = await database.pool.query<{ id: string; unit_id: string; department_id: string }>("select id, unit_id, department_id from declaration where project_name = '社会保障卡制发' and state = 'PUBLISHED'");
  const [row] = rows;
  assert.ok(row);
  declaration = row.id;
  [clerk, head, dept] = [await person("unit-clerk", row.unit_id), await person("unit-head", row.unit_id), await person("dept", row.department_id)];
  const other = await database.pool.query<{ unit_id: string }>("select unit_id from declaration where department_id <> $1 limit 1", [row.department_id]);
  stranger = await person("unit-clerk", other.rows[0]?.unit_id ?? "");
  const seen = (await as(clerk, async () => await findDeclaration(database.db, declaration)))?.revision ?? 0;
  adjustment = (await as(clerk, async () => await startAdjustment(database.db, clerk, declaration, seen, { reason: "政策变化", declaration: null })))?.id ?? "";
});
after(async () => await server.stop());

async function person(role: RoleId, office: string): Promise<Doer> {
  const { rows } = await database.pool.query<{ id: string; name: string }>("select account.id, name from account join role_grant on account_id = account.id where role = $1 and office_id = $2", [role, office]);
  const [one] = rows;
  assert.ok(one, role);
  const reach = { units: role === "dept" ? [] : [office], departments: role === "dept" ? [office] : [], regions: [] };
  return { actor: { mode: "trial", account: one.id, name: one.name, grants: [{ role, office }], reach, scopes: null }, from: null };
}

async function as<Told>({ actor }: Doer, work: () => Promise<Told>): Promise<Told> {
  return await inScope({ account: actor.account ?? "", ...actor.reach }, work);
}

const bytes = (text: string): Buffer => Buffer.from(text);
const add = async (who: Doer, name: string, content: Uint8Array) => await as(who, async () => await attach(database.db, who, adjustment, { name, bytes: content }));
const names = async (who: Doer): Promise<string[] | undefined> => (await as(who, async () => await findAdjustment(database.db, adjustment)))?.attachments.map(({ name }) => name);
const refused = (code: string) => (error: unknown) => error instanceof DabiaoError && error.code === code;

test("documents and pictures are kept; programs, web pages, archives and twice the same are not", async () => {
  await add(clerk, "政策文件.txt", bytes("省财政厅通知：书价上涨。"));
  await add(clerk, "扫描件.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]));
  for (const [name, content] of [["程序.exe", Buffer.from([0x4d, 0x5a, 0, 1, 2])], ["网页.txt", bytes("<!doctype html><script>1</script>")], ["杂.bin", Buffer.from([1, 2, 3, 0])], ["空.txt", Buffer.alloc(0)], ["包.zip", Buffer.from("504b0506000000000000000000000000000000000000", "hex")]] as const)
    await assert.rejects(add(clerk, name, content), refused("EVIDENCE-01"), name);
  await assert.rejects(add(clerk, "又一次.txt", bytes("省财政厅通知：书价上涨。")), refused("EVIDENCE-02"));
  await assert.rejects(add(clerk, "太大.txt", Buffer.alloc(attachmentAtMost + 1, 0x61)), refused("EVIDENCE-02"));
  assert.deepEqual(await names(clerk), ["政策文件.txt", "扫描件.png"]);
  const { rows } = await database.pool.query<{ name: string }>("select detail ->> 'name' as name from audit_waiting where action = 'adjustment.attach' and subject_id = $1 order by id", [adjustment]);
  assert.deepEqual(rows.map(({ name }) => name), ["政策文件.txt", "扫描件.png"]);
});

test("only the unit's clerk adds and removes, and only while the unit works on it; whoever sees the adjustment gets the very bytes", async () => {
  const file = (await as(clerk, async () => await findAdjustment(database.db, adjustment)))?.attachments[0]?.id ?? "";
  const get = async (who: Doer) => await as(who, async () => await findAttachment(database.db, adjustment, file));
  await assert.rejects(add(head, "负责人.txt", bytes("一")), refused("GOAL-03"));
  assert.equal(await add(stranger, "外人.txt", bytes("二")), undefined);
  assert.deepEqual([(await get(head))?.bytes.toString(), await get(dept), await get(stranger)], ["省财政厅通知：书价上涨。", undefined, undefined]);
  await add(clerk, "错的.txt", bytes("传错了"));
  const wrong = (await as(clerk, async () => await findAdjustment(database.db, adjustment)))?.attachments.at(-1)?.id ?? "";
  await as(clerk, async () => await detach(database.db, clerk, adjustment, wrong));
  await assert.rejects(as(clerk, async () => await detach(database.db, clerk, adjustment, wrong)), refused("API-03"));
  await database.pool.query("update adjustment set content = jsonb_set(content, '{notes}', '\"补充说明\"') where id = $1", [adjustment]);
  const act = async (who: Doer, action: "adjust-submit" | "adjust-report", revision: number) => await as(who, async () => await actOnAdjustment(database.db, who, adjustment, { action, revision, opinion: "", remarks: [], replies: [], approval: null }, "2026-11-21"));
  await act(clerk, "adjust-submit", 1);
  await assert.rejects(add(clerk, "迟了.txt", bytes("迟了")), refused("GOAL-05"));
  await assert.rejects(as(clerk, async () => await detach(database.db, clerk, adjustment, file)), refused("GOAL-05"));
  assert.deepEqual([await names(dept), await get(dept)], [undefined, undefined], "not reported yet");
  await act(head, "adjust-report", 2);
  assert.deepEqual([await names(dept), (await get(dept))?.name], [["政策文件.txt", "扫描件.png"], "政策文件.txt"]);
  assert.deepEqual((await as(dept, async () => await findAdjustment(database.db, adjustment)))?.hints.map(({ kind }) => kind), ["late"]);

  // Of a secret table no file leaves its unit: the department sees the adjustment and what its files are called.
  await database.pool.query("update declaration set secret = true where id = $1", [declaration]);
  await assert.rejects(get(dept), refused("GOAL-12"));
  const lends = async (who: Doer) => (await as(who, async () => await findAdjustment(database.db, adjustment)))?.lendsFiles;
  assert.deepEqual([await names(dept), await lends(dept), await lends(head), (await get(head))?.name], [["政策文件.txt", "扫描件.png"], false, true, "政策文件.txt"]);
});
