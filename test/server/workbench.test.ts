// The figures of the workbench, asked with real sessions by people of every kind: each is what the list finds with the
// same filters, in tables and in money, also where a unit works again on what it had handed on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { App } from "../../src/server/app.ts";
import { DeclarationList } from "../../src/server/declarations/contract.ts";
import { WaitingList } from "../../src/server/goals/todo-contract.ts";
import { Workbench } from "../../src/server/workbench/contract.ts";
import { startSession } from "../../src/store/accounts/sessions.ts";
import { type Database, inTransaction } from "../../src/store/database.ts";
import { chooseMode } from "../../src/store/house.ts";
import { makeTrial } from "../../src/store/trial/make.ts";
import { type RoleId, roleIds } from "../../src/workflow/roles.ts";
import { stageIds, stages } from "../../src/workflow/stages.ts";
import { fillRegion } from "../region/fill.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { bytesOf, declaration, documentOf } from "../store/made-up.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { serverOn } from "./house.ts";

interface Caller {
  app: App;
  cookie: string | null;
}

let server: TestServer;
const houses: { called: string; app: App; database: Database }[] = [];
before(async () => {
  server = await startTestServer();
  const trial = await server.migratedDatabase();
  await inTransaction(trial.db, async (transaction) => {
    await chooseMode(transaction, "trial", null);
    await makeTrial(transaction);
  });
  const region = await server.migratedDatabase();
  await fillRegion(region.pool, { regions: 2, departments: 2, units: 3, declarations: 2_400, indicators: 1 }, 11);
  await region.pool.query("update declaration set total_yuan = null, total_text = null where position = 3");
  // What was handed on says another year than the work under way.
  await region.pool.query("update declaration set year = year - 1 where state = 'RETURNED' and position % 2 = 1");
  for (const [called, database] of [["trial", trial], ["region", region]] as const) houses.push({ called, database, app: await serverOn(database.db) });
});
after(async () => {
  for (const { app } of houses) await app.close();
  await server.stop();
});

async function get({ app, cookie }: Caller, url: string): Promise<unknown> {
  const answer = await app.inject({ method: "GET", url, headers: { host: "localhost:80", "sec-fetch-site": "same-origin", ...(cookie !== null && { cookie }) } });
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`);
  return answer.json();
}

/** Everything that the list finds, to the last page. */
async function listed(caller: Caller, filter: Readonly<Record<string, string>>): Promise<DeclarationList["items"]> {
  const items: DeclarationList["items"] = [];
  let after: string | null = null;
  do {
    const page: DeclarationList = DeclarationList.parse(await get(caller, `/api/declarations?${new URLSearchParams({ ...filter, limit: "200", ...(after !== null && { after }) })}`));
    if (after === null) assert.ok(page.total !== null);
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}

/** In cents, exactly. */
const cents = (yuan: string): bigint => {
  const [whole = "0", rest = ""] = yuan.split(".");
  return BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0").slice(0, 2));
};
const moneyOf = (items: DeclarationList["items"]): bigint => items.reduce((sum, { total }) => sum + (total?.yuan == null ? 0n : cents(total.yuan)), 0n);

async function compare(caller: Caller, called: string): Promise<Workbench> {
  const first = Workbench.parse(await get(caller, "/api/workbench"));
  for (const year of first.years.slice(0, 3)) {
    const told = Workbench.parse(await get(caller, `/api/workbench?year=${year}`));
    const of = { year: String(year) };
    const all = await listed(caller, of);
    assert.deepEqual([told.total.tables, cents(told.total.yuan), told.total.unpriced], [all.length, moneyOf(all), all.filter(({ total }) => total?.yuan == null).length], `${called} ${year}`);
    const full = all.filter(({ indicators }) => indicators > 0);
    assert.deepEqual([told.withIndicators.tables, cents(told.withIndicators.yuan)], [full.length, moneyOf(full)], called);
    for (const { state, tables, yuan } of told.states) {
      const found = await listed(caller, { ...of, state });
      assert.deepEqual([found.length, moneyOf(found), [...new Set(found.map((one) => one.state))]], [tables, cents(yuan), [state]], `${called} ${year} ${state}`);
    }
    assert.equal(told.states.reduce((sum, { tables }) => sum + tables, 0), all.length);
    for (const { gravest, tables } of told.findings) assert.equal((await listed(caller, { ...of, gravest })).length, tables, `${called} ${year} ${gravest}`);
    assert.equal(told.findings.reduce((sum, { tables }) => sum + tables, 0), all.length);
    assert.deepEqual(told.found, all.reduce((sum, { review }) => ({ errors: sum.errors + (review?.errors ?? 0), warnings: sum.warnings + (review?.warnings ?? 0), advices: sum.advices + (review?.advices ?? 0) }), { errors: 0, warnings: 0, advices: 0 }));
    const open = await listed(caller, { ...of, doubts: "open" });
    assert.deepEqual([open.length, open.reduce((sum, { doubts }) => sum + doubts, 0)], [told.doubts.tables, told.doubts.values], `${called} ${year} doubts`);
    await compareGroups(caller, told, `${called} ${year}`);
  }
  return first;
}

async function compareGroups(caller: Caller, told: Workbench, called: string): Promise<void> {
  for (const { office, name, tables, yuan, states } of told.groups) {
    const of: Record<string, string> = { year: String(told.year), ...(office === null ? { unitName: name ?? "" } : { of: office }) };
    if (office !== null || name !== null) {
      const found = await listed(caller, of);
      assert.deepEqual([found.length, moneyOf(found)], [tables, cents(yuan)], `${called} ${name}`);
    }
    for (const stage of stageIds) {
      const within: readonly string[] = stages[stage].states;
      const many = states.filter(({ state }) => within.includes(state)).reduce((sum, one) => sum + one.tables, 0);
      if (office !== null && tables > 0) assert.equal((await listed(caller, { ...of, state: within.join(",") })).length, many, `${called} ${name} ${stage}`);
    }
  }
  if (told.moreGroups === 0) assert.equal(told.groups.reduce((sum, { tables }) => sum + tables, 0), told.total.tables);
}

/** Somebody who holds the role, with a session. */
async function holder(house: (typeof houses)[number], role: RoleId): Promise<Caller> {
  const { account_id } = await house.database.db.selectFrom("role_grant").select("account_id").where("role", "=", role).orderBy("id").executeTakeFirstOrThrow();
  return { app: house.app, cookie: `dabiao=${await startSession(house.database.db, account_id, { address: null, agent: null }, new Date(), true)}` };
}

const readers = ["unit-clerk", "unit-head", "dept", "fin-biz", "fin-perf", "fin-approve", "auditor"] as const;
for (const nth of [0, 1])
  for (const role of nth === 0 ? readers : (["unit-clerk", "dept", "fin-perf", "auditor"] as const))
    test(`${nth === 0 ? "the trial" : "a region"}: every figure of ${role} is what the list finds with the same filters`, async () => {
      const house = houses[nth];
      assert.ok(house);
      const told = await compare(await holder(house, role), role);
      assert.ok(told.total.tables > 0);
      assert.equal(told.by, role.startsWith("unit") || role === "dept" ? "unit" : "department");
      assert.ok(told.units !== null && told.units.withTables <= told.units.all);
    });

test("who is asked about single tables sees those and no figure of any other", async () => {
  const [, region] = houses;
  assert.ok(region);
  const { account_id } = await region.database.db.selectFrom("assignment").select("account_id").executeTakeFirstOrThrow();
  const cookie = `dabiao=${await startSession(region.database.db, account_id, { address: null, agent: null }, new Date(), true)}`;
  await compare({ app: region.app, cookie }, "third-party");
});

test("alone on a machine the tables are summed up by the units that they print, each told from one whose name it is part of", async () => {
  const alone = await server.migratedDatabase();
  const unit = (name: string | null) => ({ code: null, name });
  const read = () => Promise.resolve(documentOf(bytesOf("丙"), "丙", [declaration("校舍", { unit: unit("甲县教育局") }), declaration("桌椅", { unit: unit("甲县教育局") }), declaration("保安", { unit: unit("甲县教育局一分局") }), declaration("杂项", { unit: unit(null) })]));
  assert.equal((await importFile({ db: alone.db, read, report: console.error }, await startRun(alone.db, null), "丙", bytesOf("丙"))).outcome, "imported");
  const app = await serverOn(alone.db);
  try {
    const told = await compare({ app, cookie: null }, "local");
    assert.deepEqual([told.by, told.todo, told.units], ["name", null, null]);
    assert.deepEqual(told.groups.map(({ name, tables }) => [name, tables]).sort(), [["甲县教育局", 2], ["甲县教育局一分局", 1], [null, 1]].sort());
  } finally {
    await app.close();
  }
});

test("a house without a table yet begins with the coming year and nothing in it", async () => {
  const empty = await server.migratedDatabase();
  const app = await serverOn(empty.db);
  try {
    const told = Workbench.parse(await get({ app, cookie: null }, "/api/workbench"));
    assert.deepEqual([told.years, told.total, told.groups, told.states], [[], { tables: 0, yuan: "0", unpriced: 0 }, [], []]);
  } finally {
    await app.close();
  }
});

test("to-do figures are what the to-do list finds, by day and by step; what waits for nobody is nothing", async () => {
  const [trial] = houses;
  assert.ok(trial);
  let some = 0;
  for (const role of readers) {
    const caller = await holder(trial, role);
    const { todo } = Workbench.parse(await get(caller, "/api/workbench"));
    assert.ok(todo);
    const all = WaitingList.parse(await get(caller, "/api/todo?limit=200"));
    assert.equal(todo.overdue + todo.soon + todo.later, all.total, role);
    assert.equal(todo.overdue, all.overdue, role);
    for (const due of ["overdue", "soon", "later"] as const) {
      assert.equal(WaitingList.parse(await get(caller, `/api/todo?due=${due}`)).total, todo[due], `${role} ${due}`);
      for (const { action, [due]: many } of todo.actions) {
        const found = WaitingList.parse(await get(caller, `/api/todo?due=${due}&action=${action}`));
        assert.deepEqual([found.total, found.items.every(({ actions }) => actions.includes(action))], [many, true], `${role} ${due} ${action}`);
      }
    }
    some += all.total;
  }
  assert.ok(some > 5);
});

test("the year that is being prepared is shown first; a year that only a misread table has is not", async () => {
  const [trial] = houses;
  assert.ok(trial);
  const caller = await holder(trial, "fin-perf");
  const coming = new Date().getFullYear() + 1;
  await trial.database.db.updateTable("declaration").set({ year: 2099 }).where("state", "=", "REJECTED").execute();
  const told = Workbench.parse(await get(caller, "/api/workbench"));
  assert.ok(told.years.includes(2099) && told.year <= coming, String(told.years));
});

test("what last year had and this year has not yet is counted by project", async () => {
  const [trial] = houses;
  assert.ok(trial);
  const { projects } = Workbench.parse(await get(await holder(trial, "fin-perf"), "/api/workbench"));
  assert.ok(projects.lastYear >= projects.again && projects.again >= 1, JSON.stringify(projects));
});

test("administrators, who touch no content, get no figures", async () => {
  const [trial] = houses;
  assert.ok(trial);
  for (const role of roleIds.filter((one) => one.endsWith("-admin"))) {
    const { app, cookie } = await holder(trial, role);
    const answer = await app.inject({ method: "GET", url: "/api/workbench", headers: { host: "localhost:80", "sec-fetch-site": "same-origin", cookie: cookie ?? "" } });
    assert.equal(answer.statusCode, 403, role);
  }
});
