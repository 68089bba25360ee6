// The trial: a made-up region in which everything stands somewhere on its way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { correctionOf } from "../../src/store/goals/corrections.ts";
import { previousYearOf } from "../../src/store/goals/previous-year.ts";
import { makeTrial } from "../../src/store/trial/make.ts";
import type { Database } from "../../src/store/database.ts";
import { inTransaction } from "../../src/store/database.ts";
import { chooseMode } from "../../src/store/house.ts";
import { besideLastYear, evaluationOf } from "../../src/workflow/last-year.ts";
import { roleIds } from "../../src/workflow/roles.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
let database: Database;

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  await inTransaction(database.db, async (transaction) => {
    await chooseMode(transaction, "trial", null);
    await makeTrial(transaction, new Date("2026-11-21T03:00:00Z"));
  });
});
after(async () => await server?.stop());

test("somebody is there in every role that people hold, and every account is marked as made up", async () => {
  const held = await database.db.selectFrom("role_grant").select("role").distinct().execute();
  assert.deepEqual(held.map(({ role }) => role).sort(), roleIds.filter((role) => role !== "public").sort());
  const real = await database.db.selectFrom("account").select("login").where("made_up", "=", false).execute();
  assert.deepEqual(real, []);
});

test("tables stand in every state of a year that is being prepared and of one under way", async () => {
  const rows = await database.db.selectFrom("declaration").select(["year", "state", "secret", "project_name", "grade"]).execute();
  const states = [...new Set(rows.map(({ state }) => state))].sort();
  assert.deepEqual(states, ["APPROVED", "DEPT_REVIEW", "DRAFT", "FIN_REVIEW", "PUBLISHED", "REJECTED", "RETURNED", "REVIEWED", "UNIT_REVIEW"]);
  assert.deepEqual([...new Set(rows.map(({ year }) => year))].sort(), [2026, 2027]);
  assert.ok(rows.some(({ secret }) => secret));
  assert.equal(rows.find(({ state }) => state === "REJECTED")?.grade, "差");
});

test("everything was done by somebody whose it was: no step without a person, a role and its event", async () => {
  const steps = await database.db.selectFrom("declaration_step").select(["action", "account_id", "role"]).execute();
  assert.ok(steps.length > 40);
  for (const step of steps) assert.ok(step.account_id !== null && step.role !== null, step.action);
  const events = await database.db.selectFrom("audit_waiting").select("action").where("action", "like", "declaration.%").execute();
  assert.ok(events.length >= steps.length);
});

test("a correction waits for its unit's head, who can agree to it and to whom it is told where", async () => {
  const { id } = await database.db.selectFrom("declaration").select("id").where("project_name", "=", "医疗保障基金监管").where("state", "=", "FIN_REVIEW").executeTakeFirstOrThrow();
  const { correction } = (await correctionOf(database.db, id)) ?? assert.fail();
  assert.deepEqual([correction?.outcome, correction?.changes.map(({ label, after }) => [label, after])], ["open", [["资金用途", "聘请专家和第三方开展定点医疗机构、定点零售药店检查。"], ["绩效指标第5行 · 指标值", "≥97%"]]]);
});

test("last year's project and this year's are one", async () => {
  const { projects } = await database.db.selectFrom("declaration").select((eb) => eb.fn.count<number>("project_id").distinct().as("projects")).where("project_name", "=", "社会保障卡制发").executeTakeFirstOrThrow();
  assert.equal(Number(projects), 1);
});

test("what was reached last year lies beside this year's table, brought in as a file, and is handed on to its reviewers", async () => {
  for (const [name, actual] of [["社保经办大厅运行维护", "40台"], ["医疗保障基金监管", "326家"]] as const) {
    const { id } = await database.db.selectFrom("declaration").select("id").where("project_name", "=", name).where("year", "=", 2027).executeTakeFirstOrThrow();
    const { previous, results } = (await previousYearOf(database.db, id)) ?? assert.fail();
    assert.ok(previous && results);
    assert.deepEqual([previous.state, results.state, results.declaration.indicators[0]?.actual?.text], ["PUBLISHED", "FIN_REVIEW", actual]);
    assert.ok(besideLastYear(previous.declaration, previous.declaration, results.declaration).every(({ result, reached }) => result !== null && reached !== null), "every row is found and decided");
    assert.match(evaluationOf(results.declaration).total ?? "", /^99\.\d\d$/);
  }
});
