import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { claim, listUnclaimed } from "../../src/store/declarations/claims.ts";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { findDocument } from "../../src/store/declarations/documents.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { findSource } from "../../src/store/declarations/sources.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { bytesOf, declaration, documentOf } from "./made-up.ts";
import { as, madeUpRegion, type MadeUpRegion } from "./made-up-offices.ts";

let server: TestServer;
let database: Database;
let made: MadeUpRegion;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
});
after(async () => await server.stop());

/** A file from before there were offices: two tables of the library, one by its name alone, and one of the pumps. */
async function imported(file: string): Promise<{ documentId: string; ids: string[] }> {
  const tables = [declaration(`${file}甲`), declaration(`${file}乙`, { unit: { code: null, name: "云溪县 图书馆" } }), declaration(`${file}丙`, { unit: { code: "302001", name: "云溪县泵站" } })];
  const read = (bytes: Uint8Array, name: string) => Promise.resolve(documentOf(bytes, name, tables));
  const told = await importFile({ db: database.db, read, report: () => undefined }, await startRun(database.db, "王小明"), `${file}.txt`, bytesOf(file));
  return { documentId: told.documentId ?? "", ids: told.declarations.map(({ id }) => id) };
}

test("a unit takes over what bears its name or code, and nothing else", async () => {
  const { db } = database;
  const { documentId, ids } = await imported("旧表");
  const [clerk, other, sibling] = [made.person("unit-clerk", made.unit), made.person("unit-clerk", made.otherUnit), made.person("unit-clerk", made.siblingUnit)];
  const theirs = async (who: typeof clerk) => (await as(who, async () => await listUnclaimed(db, who, null, { limit: 50 }))).items.map(({ projectName }) => projectName);
  assert.deepEqual([await theirs(clerk), await theirs(other), await theirs(sibling)], [["旧表甲", "旧表乙"], ["旧表丙"], []]);
  const [first = "", second = "", third = ""] = ids;
  assert.equal(await as(clerk, async () => await findDeclaration(db, first)), undefined);
  assert.equal((await as(clerk, async () => await claim(db, clerk, null, first)))?.id, first);
  assert.equal(await as(clerk, async () => await claim(db, clerk, null, first)), undefined, "it is taken");
  assert.equal(await as(clerk, async () => await claim(db, clerk, null, third)), undefined, "it is another's");
  await assert.rejects(as(clerk, async () => await claim(db, clerk, made.otherUnit, third)), (error) => error instanceof DabiaoError && error.code === "GOAL-10");
  const taken = await as(clerk, async () => await findDeclaration(db, first));
  assert.deepEqual([taken?.unitId, taken?.state, taken?.projectId !== null], [made.unit, "DRAFT", true]);
  await as(clerk, async () => await claim(db, clerk, null, second));
  assert.deepEqual(await theirs(clerk), []);
  // The file holds a table of another unit: what it says besides is not theirs to read.
  await assert.rejects(as(clerk, async () => await findSource(db, documentId)), (error) => error instanceof DabiaoError && error.code === "GOAL-12");
  const ofFile = async (whole: boolean) => await as(clerk, async () => await db.connection().execute(async (on) => (await findDocument(whole ? db : on, documentId))?.problems));
  assert.deepEqual([await ofFile(true), await ofFile(false)], [[], []], "over a connection of the clerk's, too");
  assert.deepEqual((await as(clerk, async () => await findDocument(db, documentId)))?.declarations.map(({ id }) => id), [first, second]);
});

test("a file of which every table is a unit's becomes the unit's", async () => {
  const { db } = database;
  const read = (bytes: Uint8Array, name: string) => Promise.resolve(documentOf(bytes, name, [declaration("只有自己的")]));
  const told = await importFile({ db, read, report: () => undefined }, await startRun(db, null), "自己的.txt", bytesOf("自己的"));
  const clerk = made.person("unit-clerk", made.unit);
  await as(clerk, async () => await claim(db, clerk, null, told.declarations[0]?.id ?? ""));
  assert.equal((await as(clerk, async () => await findSource(db, told.documentId ?? "")))?.file, "自己的.txt");
  const { rows } = await database.pool.query<{ unit_id: string }>("select unit_id from document where id = $1", [told.documentId]);
  assert.equal(rows[0]?.unit_id, made.unit);
});
