// The tree of offices over the years, on a real PostgreSQL.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { officeNameKey } from "../../src/organisation/names.ts";
import type { Office } from "../../src/organisation/office.ts";
import { checkTree } from "../../src/organisation/tree.ts";
import { DabiaoError } from "../../src/problem.ts";
import type { Database } from "../../src/store/database.ts";
import { chooseMode, readHouse } from "../../src/store/house.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { addOffice, alterOffice, closeOffice, mergeOffice } from "../../src/store/offices/changes.ts";
import { ancestorsOf, descendantsOf, findOffice, findOffices, historyOfOffice, treeOf, withPredecessors, yearsOfChange } from "../../src/store/offices/offices.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { readMadeUp } from "./made-up.ts";
import { machine, makeOffices } from "./people.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

/** A made-up city with two departments and three units, from 2024 on. */
async function town({ db }: Database) {
  const city = await addOffice(db, 2024, { code: "130200", name: "云州市", kind: "region", parent: null });
  const health = await addOffice(db, 2024, { code: "353", name: "市卫生局", kind: "department", parent: city });
  const roads = await addOffice(db, 2024, { code: "401", name: "市交通局", kind: "department", parent: city });
  const clinic = await addOffice(db, 2024, { code: "353001", name: "市第一医院", kind: "unit", parent: health });
  const blood = await addOffice(db, 2024, { code: "353002", name: "市血站", kind: "unit", parent: health });
  const ferry = await addOffice(db, 2024, { code: "401001", name: "市轮渡所", kind: "unit", parent: roads });
  return { city, health, roads, clinic, blood, ferry };
}

const outline = (tree: readonly Office[]): string[] => tree.map(({ code, name, parent, region }) => `${code} ${name} < ${tree.find(({ id }) => id === parent)?.code ?? "-"} @${region}`);
const refused = (message: RegExp, code = "OFFICE-10") => (error: unknown) => error instanceof DabiaoError && error.code === code && message.test(error.message);

test("the tree of a year is told from the top, siblings by code", async () => {
  const database = await server.migratedDatabase();
  await town(database);
  assert.deepEqual(outline(await treeOf(database.db, 2026)), [
    "130200 云州市 < - @130200",
    "353 市卫生局 < 130200 @130200",
    "353001 市第一医院 < 353 @130200",
    "353002 市血站 < 353 @130200",
    "401 市交通局 < 130200 @130200",
    "401001 市轮渡所 < 401 @130200",
  ]);
  assert.deepEqual(await treeOf(database.db, 2023), []);
});

test("a rename, a move and a merger from a year on leave the trees of earlier years as they were", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { roads, health, clinic, blood, ferry } = await town(database);
  const then = outline(await treeOf(db, 2025));
  await alterOffice(db, 2026, health, { name: "市卫生健康委员会" });
  await alterOffice(db, 2026, ferry, { parent: health, code: "353009" });
  await mergeOffice(db, 2027, blood, clinic);
  assert.deepEqual(outline(await treeOf(db, 2025)), then);
  assert.deepEqual(outline(await treeOf(db, 2026)).slice(1, 5), ["353 市卫生健康委员会 < 130200 @130200", "353001 市第一医院 < 353 @130200", "353002 市血站 < 353 @130200", "353009 市轮渡所 < 353 @130200"]);
  assert.equal(await findOffice(db, blood, 2027), null);
  assert.deepEqual(await yearsOfChange(db), [2024, 2026, 2027]);
  assert.deepEqual((await historyOfOffice(db, blood))?.successors, [{ id: clinic, year: 2027, name: "市第一医院" }]);
  assert.deepEqual((await historyOfOffice(db, clinic))?.predecessors, [{ id: blood, year: 2027, name: "市血站" }]);
  assert.deepEqual(new Set(await withPredecessors(db, clinic)), new Set([clinic, blood]));
  assert.deepEqual((await historyOfOffice(db, ferry))?.spans.map(({ from, until, code }) => [from, until, code]), [[2024, 2026, "401001"], [2026, null, "353009"]]);
  assert.deepEqual((await descendantsOf(db, roads, 2025)).map(({ code }) => code), ["401001"]);
  assert.deepEqual(await descendantsOf(db, roads, 2026), []);
});

test("a merger takes the offices below over", async () => {
  const database = await server.migratedDatabase();
  const { roads, health, ferry } = await town(database);
  await mergeOffice(database.db, 2026, roads, health);
  assert.deepEqual((await ancestorsOf(database.db, ferry, 2026)).map(({ code }) => code), ["353", "130200"]);
  assert.deepEqual((await ancestorsOf(database.db, ferry, 2025)).map(({ code }) => code), ["401", "130200"]);
});

test("a change before a change that is known of ends where that begins", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { health } = await town(database);
  await alterOffice(db, 2028, health, { name: "市卫健委" });
  await alterOffice(db, 2026, health, { name: "市卫生和计划生育委员会" });
  const names = [];
  for (const year of [2025, 2026, 2027, 2028, 2030]) names.push((await findOffice(db, health, year))?.name);
  assert.deepEqual(names, ["市卫生局", "市卫生和计划生育委员会", "市卫生和计划生育委员会", "市卫健委", "市卫健委"]);
});

test("offices are found by code, or by name whatever its width and blanks", async () => {
  const database = await server.migratedDatabase();
  const { clinic } = await town(database);
  const ids = async (sought: object) => (await findOffices(database.db, 2026, sought)).map(({ id }) => id);
  assert.deepEqual(await ids({ code: "353001" }), [clinic]);
  assert.deepEqual(await ids({ code: "999", name: "市 第一　医院" }), [clinic]);
  assert.deepEqual(await ids({ name: "市第一医院", region: "110000" }), []);
  assert.deepEqual(await ids({}), []);
});

test("the database and the program compare names alike", async () => {
  const { pool } = await server.migratedDatabase();
  for (const name of ["市 第一医院", "ＡＢＣ（试点）中心", " 某县\t水务局\u{3000}", "①科", "Ｓtudio·甲"]) {
    const { rows } = await pool.query<{ key: string }>("select office_name_key($1) as key", [name]);
    assert.equal(rows[0]?.key, officeNameKey(name));
  }
});

test("a circle, a wrong kind above, a code twice and a region code that is none are refused, and nothing changes", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { city, health, clinic, blood } = await town(database);
  const then = outline(await treeOf(db, 2026));
  const ward = await addOffice(db, 2027, { code: "353003", name: "分院", kind: "unit", parent: clinic });
  await assert.rejects(alterOffice(db, 2027, clinic, { parent: ward }), refused(/成了循环/));
  await assert.rejects(alterOffice(db, 2026, clinic, { parent: city }), refused(/“353001 市第一医院”是单位，不能归在财政“130200 云州市”下面，要归在部门或单位下面/));
  await assert.rejects(alterOffice(db, 2026, blood, { code: "353001" }), refused(/编码“353001”重复：“市第一医院”和“市血站”/));
  await assert.rejects(addOffice(db, 2026, { code: "990000", name: "某省", kind: "region", parent: null }), refused(/“990000”不是行政区划代码/));
  await assert.rejects(addOffice(db, 2026, { code: "7", name: "某局", kind: "department", parent: null }), refused(/没有上级/));
  await assert.rejects(closeOffice(db, 2026, health), refused(/还有 2 个下级/));
  await assert.rejects(mergeOffice(db, 2026, clinic, health), refused(/不是同一类/));
  await assert.rejects(alterOffice(db, 2023, clinic, { name: "早" }), refused(/2023年的组织树里没有/, "OFFICE-01"));
  assert.deepEqual(outline(await treeOf(db, 2026)), then);
});

test("a change that a later year cannot bear is refused and says which year", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { health, clinic, blood, roads } = await town(database);
  await alterOffice(db, 2025, clinic, { parent: roads });
  await alterOffice(db, 2025, blood, { parent: roads });
  await alterOffice(db, 2028, blood, { parent: health });
  await assert.rejects(closeOffice(db, 2026, health), refused(/2028年的组织树会不成立.*上级/));
  await assert.rejects(closeOffice(db, 2026, blood), refused(/从2028年起另有记录/));
});

test("what stands below a department that moves to another region belongs to that region from then on", async () => {
  const database = await server.migratedDatabase();
  const { db } = database;
  const { health, city } = await town(database);
  const county = await addOffice(db, 2026, { code: "130281", name: "青石县", kind: "region", parent: city });
  const changes = await alterOffice(db, 2026, health, { parent: county });
  assert.deepEqual(changes.map(({ kinds }) => kinds), [["parent", "region"], ["region"], ["region"]]);
  assert.deepEqual(outline(await treeOf(db, 2026)).filter((line) => line.startsWith("353")), ["353 市卫生局 < 130281 @130281", "353001 市第一医院 < 353 @130281", "353002 市血站 < 353 @130281"]);
  assert.equal(outline(await treeOf(db, 2025)).every((line) => line.endsWith("@130200")), true);
});

test("the database itself refuses spans that overlap, and a code twice in a region", async () => {
  const database = await server.migratedDatabase();
  const { health, city, clinic } = await town(database);
  const insert = (values: string) => database.pool.query(`insert into office_span (office_id, from_year, until_year, code, name, kind, parent_id, region_code) values ${values}`);
  await assert.rejects(insert(`('${clinic}', 2026, null, '9', '某院', 'unit', '${health}', '130200')`), /office_span_once/);
  const { rows } = await database.pool.query<{ id: string }>("insert into office (id) values (gen_random_uuid()) returning id");
  await assert.rejects(insert(`('${rows[0]?.id}', 2026, null, '353001', '某院', 'unit', '${health}', '130200')`), /office_span_code/);
  await assert.rejects(insert(`('${rows[0]?.id}', 2026, 2026, '9', '某院', 'unit', '${health}', '130200')`), /check constraint/);
  await assert.rejects(insert(`('${rows[0]?.id}', 2026, null, '130200', '又一个', 'region', '${city}', '130200')`), /office_span_region/);
});

test("how the house is used is chosen once; who works alone may share it later", async () => {
  const { db } = await server.migratedDatabase();
  assert.deepEqual(await readHouse(db), { mode: "local", chosenAt: null, chosenBy: null });
  const local = await chooseMode(db, "local", "张敏");
  assert.deepEqual([local.mode, local.chosenBy, typeof local.chosenAt], ["local", "张敏", "string"]);
  await assert.rejects(chooseMode(db, "trial", "张敏"), refused(/不能改为“试用”/, "HOUSE-01"));
  assert.equal((await chooseMode(db, "office", "李强")).mode, "office");
  await assert.rejects(chooseMode(db, "local", "李强"), refused(/“正式使用”/, "HOUSE-01"));
  const { db: other } = await server.migratedDatabase();
  await chooseMode(other, "trial", null);
  await assert.rejects(chooseMode(other, "office", null), refused(/“试用”/, "HOUSE-01"));
});

type Step = { year: number; act: "add" | "name" | "code" | "move" | "close" | "merge"; one: number; other: number };
const years = [2020, 2021, 2022, 2023, 2024, 2025, 2026];
const step: fc.Arbitrary<Step> = fc.record({ year: fc.constantFrom(...years), act: fc.constantFrom("add", "name", "code", "move", "close", "merge", "move", "merge"), one: fc.nat(40), other: fc.nat(40) });

async function take({ db }: Database, ids: string[], { year, act, one, other }: Step): Promise<void> {
  const pick = (at: number): string => ids[at % ids.length] ?? "";
  const kind = (["unit", "department", "region", "unit"] as const)[one % 4] ?? "unit";
  if (act === "add") ids.push(await addOffice(db, year, { code: kind === "region" ? `1302${10 + other}` : `${one}-${other}`, name: `第${one}处`, kind, parent: pick(other) }));
  else if (act === "name") await alterOffice(db, year, pick(one), { name: `改名${other}` });
  else if (act === "code") await alterOffice(db, year, pick(one), { code: `9${other % 7}` });
  else if (act === "move") await alterOffice(db, year, pick(one), { parent: pick(other) });
  else if (act === "close") await closeOffice(db, year, pick(one));
  else await mergeOffice(db, year, pick(one), pick(other));
}

test("whatever happens from a year on, in any order of years, no tree of an earlier year changes and every tree can stand", async () => {
  const database = await server.migratedDatabase();
  const trees = async () => await Promise.all([...years, 2030].map(async (year) => ({ year, tree: await treeOf(database.db, year) })));
  let [done, stopped] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      await database.pool.query("truncate office cascade");
      const { city, health, roads, clinic, blood, ferry } = await town(database);
      const ids = [clinic, blood, ferry, health, roads, city];
      for (const one of steps) {
        const then = await trees();
        try {
          await take(database, ids, one);
          done++;
        } catch (error) {
          if (!(error instanceof DabiaoError)) throw error;
          stopped++;
          assert.deepEqual(await trees(), then, "a refused change left something behind");
        }
        for (const [at, { year, tree }] of (await trees()).entries()) {
          if (year < one.year) assert.deepEqual(tree, then[at]?.tree, `the tree of ${year} changed`);
          assert.deepEqual(checkTree(tree).faults.filter(({ severity }) => severity === "error"), []);
          assert.deepEqual([...checkTree(tree).offices.values()], tree, "a region code is not that of the office above");
        }
      }
    }),
    { numRuns: 25 },
  );
  assert.ok(done > 30 && stopped > 30, `${done} done, ${stopped} refused`);
});

test("who sees to a region changes what lies in it, and nothing else, nor where the region itself stands", async () => {
  const { db } = await server.migratedDatabase();
  const { county, water, pumps, canals, other, otherUnit } = await makeOffices(db);
  const steward = { ...machine, regions: [county] };
  const foreign = refused(/不在您管理的地区内/, "OFFICE-11");
  await alterOffice(db, 2026, pumps, { name: "泵站中心" }, steward);
  await alterOffice(db, 2026, county, { name: "甲区财政和国资局" }, steward);
  await mergeOffice(db, 2027, canals, pumps, steward);
  await addOffice(db, 2026, { code: "401", name: "甲区文旅局", kind: "department", parent: county }, steward);
  await assert.rejects(alterOffice(db, 2026, otherUnit, { name: "乙" }, steward), foreign);
  await assert.rejects(alterOffice(db, 2026, water, { parent: other, code: "999" }, steward), foreign);
  await assert.rejects(alterOffice(db, 2026, county, { parent: other }, steward), foreign);
  await assert.rejects(addOffice(db, 2026, { code: "120106", name: "丙区", kind: "region", parent: null }, steward), foreign);
  await assert.rejects(closeOffice(db, 2026, otherUnit, steward), foreign);
});

test("every change of the tree is an event that says what became other", async () => {
  const { db } = await server.migratedDatabase();
  const { pumps } = await makeOffices(db);
  await alterOffice(db, 2026, pumps, { name: "泵站中心" }, { ...machine, account: null, name: "李强" });
  const event = await db.selectFrom("audit_waiting").selectAll().where("action", "=", "office.alter").executeTakeFirstOrThrow();
  assert.deepEqual([event.name, event.subject_kind, event.subject_id], ["李强", "office", pumps]);
  assert.match(JSON.stringify(event.detail), /甲区泵站管理所.*泵站中心/);
  assert.ok(event.before !== null && event.before !== event.after);
});

test("tables follow their units when the tree of their year changes, those of earlier years stay", async () => {
  const { db } = await server.migratedDatabase();
  const { county, water, pumps } = await makeOffices(db);
  const owner = { unitId: pumps, accountId: null };
  const { id } = await startRun(db, null, null, owner);
  for (const year of [2025, 2026]) {
    const read = async (bytes: Uint8Array, name: string) => {
      const made = await readMadeUp(bytes, name);
      return { ...made, declarations: made.declarations.map((one) => ({ ...one, year })) };
    };
    await importFile({ db, read, report: () => undefined }, { id, person: null, ...owner }, `${year}.txt`, Buffer.from(`泵站大修${year}`));
  }
  const culture = await addOffice(db, 2020, { code: "401", name: "甲区文旅局", kind: "department", parent: county });
  const departments = async () => (await db.selectFrom("declaration").select(["year", "department_id"]).orderBy("year").execute()).map(({ year, department_id }) => [year, department_id]);
  assert.deepEqual(await departments(), [[2025, water], [2026, water]]);
  await alterOffice(db, 2026, pumps, { parent: culture });
  assert.deepEqual(await departments(), [[2025, water], [2026, culture]]);
  await mergeOffice(db, 2025, water, culture);
  assert.deepEqual(await departments(), [[2025, culture], [2026, culture]]);
});
