// Projects over files and years, on a real PostgreSQL.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { namesAlike, projectNameKey } from "../../src/organisation/project-names.ts";
import { DabiaoError } from "../../src/problem.ts";
import type { Database } from "../../src/store/database.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { addOffice, mergeOffice } from "../../src/store/offices/changes.ts";
import { withPredecessors } from "../../src/store/offices/offices.ts";
import { countOpenPairs, decidePair, findProject, listPairs, listProjects } from "../../src/store/offices/project-pairs.ts";
import { projectOf } from "../../src/store/offices/projects.ts";
import { inScope, nobodysScope, type Scope } from "../../src/store/scope.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { readMadeUp } from "./made-up.ts";
import { makeOffices } from "./people.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

async function twoUnits({ db }: Database) {
  const county = await addOffice(db, 2024, { code: "130281", name: "青石县", kind: "region", parent: null });
  const office = await addOffice(db, 2024, { code: "401", name: "水务局", kind: "department", parent: county });
  const pumps = await addOffice(db, 2024, { code: "401001", name: "泵站管理所", kind: "unit", parent: office });
  const dikes = await addOffice(db, 2024, { code: "401002", name: "堤防管理所", kind: "unit", parent: office });
  return { pumps, dikes };
}

const open = async ({ db }: Database, office?: string) => (await listPairs(db, { decided: false, office }, { limit: 50 })).items;
const zhang = { account: null, name: "张敏", role: null, address: null };
const refused = (code: string) => (error: unknown) => error instanceof DabiaoError && error.code === code;

test("the budget year, width, blanks, quotes and endings that say nothing make no other project", () => {
  const key = (name: string) => projectNameKey(name, 2026);
  for (const name of ["2026年度泵站大修项目经费", "泵站大修经费", "泵站大修 项目", "2026年泵站大修", "“泵站大修”", "（2026年）泵站大修"]) assert.equal(key(name), "泵站大修", name);
});

test("another year, a stage, a span of years and a short name are kept", () => {
  const key = (name: string) => projectNameKey(name, 2026);
  assert.notEqual(key("2025年泵站大修尾款"), key("2024年泵站大修尾款"));
  assert.notEqual(key("泵站大修（一期）"), key("泵站大修（二期）"));
  assert.equal(key("2024-2026年水利规划"), "2024-2026年水利规划");
  assert.equal(key("会议经费"), "会议经费");
  assert.equal(key("2026年"), "2026年");
  assert.equal(projectNameKey("2026年泵站大修", null), "2026年泵站大修");
});

test("names are alike when only years, brackets or endings differ or little else; stages never are", () => {
  assert.equal(namesAlike("2024年泵站大修专项资金", "泵站大修（2025年）"), true);
  assert.equal(namesAlike("城乡居民基本医疗保险财政补助", "城乡居民基本医疗保险县级财政补助"), true);
  assert.equal(namesAlike("泵站大修一期工程", "泵站大修二期工程"), false);
  assert.equal(namesAlike("提前下达第一批水利资金", "提前下达第二批水利资金"), false);
  assert.equal(namesAlike("泵站大修", "堤防加固"), false);
});

test("a project is the same by code, whatever its name; without code by its name; over the years", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { pumps, dikes } = await twoUnits(database);
  const first = await projectOf(db, pumps, "P001", "2025年泵站大修", 2025);
  assert.equal(await projectOf(db, pumps, "P001", "大型泵站更新", 2026), first);
  assert.equal(await projectOf(db, pumps, null, "2026年泵站大修经费", 2026), first);
  assert.notEqual(await projectOf(db, dikes, "P001", "2025年泵站大修", 2025), first);
  assert.equal(await projectOf(db, pumps, null, null, 2026), null);
  assert.deepEqual(await open(database), []);
});

test("a project that was known by name has the code that comes later", async () => {
  const database = await server.migratedDatabase();
  const { pumps } = await twoUnits(database);
  const first = await projectOf(database.db, pumps, null, "泵站大修", 2025);
  assert.equal(await projectOf(database.db, pumps, "P001", "泵站大修", 2026), first);
  assert.equal(await projectOf(database.db, pumps, "P001", "改了名字", 2027), first);
});

test("the same name with another code is proposed, not joined; the decision holds and nobody is asked again", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { pumps } = await twoUnits(database);
  const one = await projectOf(db, pumps, "P001", "泵站大修", 2025);
  const other = await projectOf(db, pumps, "Q777", "泵站大修", 2026);
  assert.notEqual(one, other);
  const [pair, ...more] = await open(database);
  assert.deepEqual([pair?.one.id, pair?.other.id, pair?.reason, more.length], [one, other, "code", 0]);
  assert.equal(pair?.one.office.name, "泵站管理所");
  const decided = await decidePair(db, one ?? "", other ?? "", true, zhang);
  assert.deepEqual([decided?.same, decided?.decidedBy], [true, "张敏"]);
  assert.equal(await projectOf(db, pumps, "Q777", "泵站大修", 2027), one);
  assert.deepEqual((await findProject(db, one ?? ""))?.merged.map(({ id }) => id), [other]);
  assert.equal(await countOpenPairs(db), 0);
  assert.equal((await listProjects(db, {}, { limit: 10 })).items.length, 1);
  assert.equal((await listPairs(db, { decided: true }, { limit: 10 })).items.length, 1);
});

test("projects that were kept apart stay so, and a project without code among several is none of them", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { pumps } = await twoUnits(database);
  const one = (await projectOf(db, pumps, "P001", "泵站大修", 2025)) ?? "";
  const two = (await projectOf(db, pumps, "P002", "泵站大修", 2025)) ?? "";
  await decidePair(db, one, two, false, zhang);
  const third = (await projectOf(db, pumps, null, "泵站大修", 2026)) ?? "";
  assert.ok(third !== one && third !== two);
  assert.deepEqual((await open(database)).map(({ reason }) => reason), ["several", "several"]);
  assert.equal(await projectOf(db, pumps, null, "泵站大修", 2027), third, "the next one is the third again");
  await decidePair(db, one, third, true, zhang);
  assert.equal(await projectOf(db, pumps, null, "泵站大修", 2027), one);
  assert.deepEqual(await open(database), [], "what is apart from the one is not asked about the other");
  await assert.rejects(decidePair(db, two, third, true, zhang), refused("PROJECT-02"), "the third is part of the first");
});

test("a merger against an earlier decision between others is refused; a decision can be changed", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { pumps, dikes } = await twoUnits(database);
  const [a, b, c] = await Promise.all(["甲渠清淤", "乙渠衬砌", "丙闸改造"].map(async (name) => (await projectOf(db, pumps, null, name)) ?? ""));
  assert.ok(a && b && c);
  await decidePair(db, a, b, false, zhang);
  await decidePair(db, c, b, true, zhang);
  await assert.rejects(decidePair(db, a, c, true, zhang), refused("PROJECT-02"));
  await assert.rejects(decidePair(db, a, b, true, zhang), refused("PROJECT-02"), "b is part of c now");
  await decidePair(db, c, b, false, zhang);
  assert.equal((await findProject(db, b))?.project.mergedInto, null);
  await decidePair(db, a, b, true, zhang);
  assert.equal((await findProject(db, b))?.project.mergedInto, a);
  const elsewhere = (await projectOf(db, dikes, null, "甲渠清淤")) ?? "";
  await assert.rejects(decidePair(db, a, elsewhere, true, zhang), refused("PROJECT-01"));
});

test("what was merged into a project goes with it when that is parted again", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { pumps } = await twoUnits(database);
  const [a, b, c] = await Promise.all(["甲渠清淤", "乙渠衬砌", "丙闸改造"].map(async (name) => (await projectOf(db, pumps, null, name)) ?? ""));
  assert.ok(a && b && c);
  await decidePair(db, b, c, true, zhang);
  await decidePair(db, a, b, true, zhang);
  assert.deepEqual((await findProject(db, a))?.merged.map(({ id }) => id).sort(), [b, c].sort());
  await decidePair(db, a, b, false, zhang);
  assert.deepEqual((await findProject(db, b))?.merged.map(({ id }) => id), [c]);
  assert.deepEqual((await findProject(db, a))?.merged, []);
});

test("a unit that took another over goes on with that unit's projects", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { pumps, dikes } = await twoUnits(database);
  const coded = await projectOf(db, dikes, "D9", "堤防加固", 2025);
  const named = await projectOf(db, dikes, null, "防汛物资储备", 2025);
  await mergeOffice(db, 2026, dikes, pumps);
  assert.equal(await projectOf(db, pumps, "D9", "堤防加固", 2026), coded);
  assert.equal(await projectOf(db, pumps, null, "2026年防汛物资储备", 2026), named);
});

test("tables of one new project that come at once make one project", async () => {
  const database = await server.migratedDatabase();
  const { pumps } = await twoUnits(database);
  const ids = await Promise.all(Array.from({ length: 8 }, async () => await projectOf(database.db, pumps, null, "泵站大修", 2026)));
  assert.equal(new Set(ids).size, 1);
});

test("lists come in pages and are narrowed by office and text", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { pumps, dikes } = await twoUnits(database);
  for (const code of ["A1", "A2", "A3", "A4"]) await projectOf(db, pumps, code, "泵站大修", 2026);
  await projectOf(db, dikes, "B1", "堤防_加固", 2026);
  const all: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const { items, next } = await listPairs(db, { decided: false }, { limit: 4, after });
    all.push(...items.map(({ one, other }) => `${one.code}${other.code}`));
    after = next ?? undefined;
    more = next !== null;
  }
  assert.deepEqual(all.sort(), ["A1A2", "A1A3", "A1A4", "A2A3", "A2A4", "A3A4"]);
  assert.deepEqual((await open(database, dikes)), []);
  assert.deepEqual((await listProjects(db, { text: "防_加" }, { limit: 9 })).items.map(({ code }) => code), ["B1"]);
  assert.deepEqual((await listProjects(db, { office: pumps, text: "A3" }, { limit: 9 })).items.map(({ code }) => code), ["A3"]);
});

test("a unit sees its own projects, others only those that they see a table of", async () => {
  const database = await server.migratedDatabase();
  const { db, pool } = database;
  const { pumps, dikes } = await twoUnits(database);
  const [pump, dike] = [await projectOf(db, pumps, "P1", "泵站大修", 2026), await projectOf(db, dikes, "D1", "堤防加固", 2026)];
  await projectOf(db, dikes, "D2", "堤防加固", 2026);
  const { rows } = await pool.query<{ parent_id: string }>("select parent_id from office_span where office_id = $1", [dikes]);
  const scope = (reach: Partial<Scope>): Scope => ({ ...nobodysScope, ...reach });
  const seen = async (who: Scope) => await inScope(who, async () => ({ projects: (await listProjects(db, {}, { limit: 10 })).items.map(({ id }) => id), pairs: await countOpenPairs(db) }));
  const department = scope({ departments: [rows[0]?.parent_id ?? ""] });
  assert.deepEqual(await seen(scope({ units: [pumps] })), { projects: [pump], pairs: 0 });
  assert.deepEqual((await seen(scope({ units: [dikes] }))).pairs, 1);
  assert.deepEqual(await seen(nobodysScope), { projects: [], pairs: 0 });
  assert.deepEqual(await seen(department), { projects: [], pairs: 0 });
  await assert.rejects(inScope(scope({ units: [pumps] }), async () => await projectOf(db, dikes, "X", "别人的项目")), /row-level security/);
  await mergeOffice(db, 2027, dikes, pumps);
  // Who holds a role at a unit reaches all that were merged into it.
  const whole = scope({ units: await withPredecessors(db, pumps) });
  assert.equal((await seen(whole)).projects.length, 3);
  assert.equal(await inScope(whole, async () => await projectOf(db, pumps, "D1", "堤防加固", 2027)), dike);
});

test("the tables of an imported file belong to projects of the unit, the same ones every year", async () => {
  const { db } = await server.migratedDatabase();
  const { pumps } = await makeOffices(db);
  const read = (year: number) => async (bytes: Uint8Array, name: string) => {
    const made = await readMadeUp(bytes, name);
    return { ...made, declarations: made.declarations.map((one) => ({ ...one, year })) };
  };
  for (const year of [2025, 2026]) {
    const office = { unitId: pumps, accountId: null };
    const { id } = await startRun(db, null, null, office);
    await importFile({ db, read: read(year), report: () => undefined }, { id, person: null, ...office }, `${year}.txt`, Buffer.from(`${year}年泵站大修\n图书购置`));
  }
  const { rows } = await sql<{ name: string; years: number[] }>`
    select project.name, array_agg(year order by year) as years from declaration join project on project.id = project_id group by project.id order by project.id`.execute(db);
  assert.deepEqual(rows, [{ name: "2025年泵站大修", years: [2025, 2026] }, { name: "图书购置", years: [2025, 2026] }]);
  assert.deepEqual((await listProjects(db, {}, { limit: 9 })).items.map(({ name, tables, years }) => [name, tables, years]), [["图书购置", 2, [2025, 2026]], ["2025年泵站大修", 2, [2025, 2026]]]);
});
