// How much the rules find in each declaration, kept for lists: what is forgotten when something changes, and when it is
// counted again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { emptyDeclaration } from "../../src/declaration/empty.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import type { Db } from "../../src/store/database.ts";
import { countStale, countWaiting, forgetBeside, forgetReviews } from "../../src/store/reviews/figures.ts";
import { newId } from "../../src/store/ids.ts";
import { storableJson } from "../../src/store/storable.ts";
import { listed } from "../../src/store/declarations/declarations.ts";
import { startTestServer, type TestServer } from "./database.ts";

const day = "2026-11-21";
const atOnce = { quiet: 0, longest: 600 };
let postgres: TestServer;
let db: Db;
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
});
after(async () => await postgres.stop());

/** A table of the unit; what it says it is for is a finding as soon as another project of the unit has that name. */
const about = (project: string, unit: string): Declaration => ({
  ...emptyDeclaration, year: 2026, unit: { code: unit, name: `第${unit}单位` }, project: { ...emptyDeclaration.project, name: project },
  funding: { ...emptyDeclaration.funding, purpose: "主要用于道路护栏更换。" },
});

async function keep(declaration: Declaration): Promise<string> {
  const id = newId();
  await db.insertInto("declaration").values({ id, batch: id, position: 0, content: storableJson(declaration), ...listed(declaration), doubts: 0 }).execute();
  return id;
}

async function change(id: string, declaration: Declaration): Promise<void> {
  await forgetReviews(db, id);
  await db.updateTable("declaration").set({ content: storableJson(declaration), ...listed(declaration) }).where("id", "=", id).execute();
}

const countAll = async (): Promise<void> => {
  while ((await countWaiting(db, day)) > 0);
};
const figures = async (id: string): Promise<number | null> => {
  const row = await db.selectFrom("review_figures").select(["errors", "warnings", "advices"]).where("declaration_id", "=", id).executeTakeFirst();
  return row ? row.errors + row.warnings + row.advices : null;
};
const stale = async (): Promise<number> => (await db.selectFrom("review_stale").selectAll().execute()).length;

test("a change forgets its own figures alone; those beside it are counted again when the unit has been quiet", async () => {
  const [one, other, foreign] = [await keep(about("路灯电费", "101")), await keep(about("村道养护", "101")), await keep(about("路灯电费", "102"))];
  await countAll();
  const before = await figures(one);
  assert.ok(before !== null);
  await change(other, about("道路护栏更换", "101"));
  assert.deepEqual([await figures(one), await figures(other)], [before, null], "the neighbour's still as they were");
  assert.equal(await countWaiting(db, day, "changed"), 1);
  assert.ok((await figures(other)) !== null);
  assert.equal(await countStale(db, day, { quiet: 3_600, longest: 3_600 }), 0, "somebody is at it");
  assert.equal(await figures(one), before);
  assert.equal(await countStale(db, day, atOnce), 2);
  assert.equal(await figures(one), before + 1, "its purpose is another project's now");
  assert.deepEqual([await stale(), await countStale(db, day, atOnce)], [0, 0]);
  assert.equal(await figures(foreign), before, "another unit's");
});

test("whoever goes on writing for long does not keep those beside it waiting for ever", async () => {
  const one = await keep(about("危桥改造", "103"));
  await countAll();
  await change(one, about("危桥改造工程", "103"));
  await sql`update review_stale set since = now() - interval '11 minutes'`.execute(db);
  await change(one, about("危桥改造项目", "103"));
  assert.equal(await stale(), 1);
  assert.equal(await countStale(db, day, { quiet: 3_600, longest: 600 }), 1);
});

test("who moves to another unit is counted again in both", async () => {
  const [one, left, joined] = [await keep(about("道路护栏更换", "104")), await keep(about("路灯电费", "104")), await keep(about("路灯电费", "105"))];
  await countAll();
  const [was, alone] = [await figures(left), await figures(joined)];
  await change(one, about("道路护栏更换", "105"));
  await forgetReviews(db, one);
  while ((await countStale(db, day, atOnce)) > 0);
  assert.deepEqual([was, await figures(left), await figures(joined)], [(alone ?? 0) + 1, alone, was]);
});

test("what is being changed while it is counted keeps no figures of what it was", async () => {
  const one = await keep(about("水库加固", "106"));
  const [begun, counted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const saving = db.transaction().execute(async (transaction) => {
    await sql`select id from declaration where id = ${one} for update`.execute(transaction);
    await forgetReviews(transaction, one);
    begun.resolve();
    await counted.promise;
    await transaction.updateTable("declaration").set({ revision: 7 }).where("id", "=", one).execute();
  });
  await begun.promise;
  assert.equal(await countWaiting(db, day), 1);
  counted.resolve();
  await saving;
  assert.equal(await figures(one), null, "it goes on waiting");
  await countAll();
  assert.ok((await figures(one)) !== null);
});

test("whoever is taken away is missed by those beside at once", async () => {
  const [one, other] = [await keep(about("道路护栏更换", "107")), await keep(about("路灯电费", "107"))];
  await countAll();
  const both = await figures(other);
  await forgetBeside(db, one);
  await db.deleteFrom("declaration").where("id", "=", one).execute();
  assert.equal(await figures(other), null);
  await countAll();
  assert.equal(await figures(other), (both ?? 0) - 1);
});
