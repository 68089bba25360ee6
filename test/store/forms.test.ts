// Forms that people taught the house: for whose files they are in force, who may change them, what is kept of them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FormDefinition } from "../../src/forms/form.ts";
import { tianjin } from "../../src/forms/tianjin.ts";
import { OwnDefinition } from "../../src/forms/own.ts";
import type { Database } from "../../src/store/database.ts";
import { addForm, removeForm, retireForm, reviseForm, widenForm } from "../../src/store/forms/changes.ts";
import { formsFor, listForms, versionsOfForm } from "../../src/store/forms/forms.ts";
import { inScope } from "../../src/store/scope.ts";
import { type Actor, localPerson } from "../../src/workflow/actor.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { makeOffices, makePerson, type MadeUpOffices } from "./people.ts";

const { id: _, ...described } = FormDefinition.parse(tianjin);
const definition = OwnDefinition.parse(described);

let server: TestServer;
let database: Database;
let offices: MadeUpOffices;
let people: Record<"clerk" | "neighbour" | "foreign" | "system" | "foreignSystem", Actor>;

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  offices = await makeOffices(database.db);
  const { pumps, canals, otherUnit, county, other } = offices;
  const person = async (login: string, role: RoleId, office: string): Promise<Actor> => ({
    mode: "office", account: await makePerson(database.db, login, role, office), name: login, grants: [{ role, office }], scopes: null,
    reach: { units: role === "unit-clerk" ? [office] : [], departments: [], regions: [] },
  });
  people = {
    clerk: await person("clerk", "unit-clerk", pumps), neighbour: await person("neighbour", "unit-clerk", canals), foreign: await person("foreign", "unit-clerk", otherUnit),
    system: await person("system", "sys-admin", county), foreignSystem: await person("foreignSystem", "sys-admin", other),
  };
});
after(async () => await server.stop());

/** As the door does it: in the scope of the person who asks. */
const as = async <Told>(actor: Actor, work: (doer: { actor: Actor; from: null }) => Promise<Told>): Promise<Told> => await inScope({ account: actor.account ?? "", ...actor.reach }, async () => await work({ actor, from: null }));
const namesFor = async (unit: string) => (await formsFor(database.db, unit)).map(({ id }) => id);
const code = (wanted: string) => (error: unknown) => error instanceof Error && "code" in error && error.code === wanted;

test("a clerk's form is read by in their own unit, and for the whole region once its administrator says so", async () => {
  const { clerk, neighbour, foreign, system, foreignSystem } = people;
  const id = await as(clerk, async (doer) => await addForm(database.db, doer, { name: "泵站表", definition }, null));
  assert.match(id, /^own-[0-9a-z]{12}$/);
  assert.deepEqual([await namesFor(offices.pumps), await namesFor(offices.canals)], [[id], []]);
  assert.deepEqual((await as(neighbour, async () => await listForms(database.db, neighbour))).map((form) => form.id), [], "a neighbour does not see it");
  assert.deepEqual((await as(system, async () => await listForms(database.db, system))).map((form) => [form.id, form.office?.name]), [[id, "甲区泵站管理所"]], "the region's administrator does");
  assert.deepEqual((await as(foreignSystem, async () => await listForms(database.db, foreignSystem))).map((form) => form.id), [], "another region's does not");
  await assert.rejects(as(foreignSystem, async (doer) => await widenForm(database.db, doer, id, true)), code("FORM-03"));
  await as(system, async (doer) => await widenForm(database.db, doer, id, true));
  assert.deepEqual([await namesFor(offices.canals), await namesFor(offices.otherUnit)], [[id], []], "in force for the region, and for no other");
  assert.equal((await as(foreign, async () => await listForms(database.db, foreign))).length, 1, "what holds for a region hides nothing: it is labels");
  await assert.rejects(as(clerk, async (doer) => await retireForm(database.db, doer, id, true)), code("FORM-03"), "what all use is no longer one unit's to change");
  await as(system, async (doer) => await retireForm(database.db, doer, id, true));
  assert.deepEqual(await namesFor(offices.pumps), [], "out of use");
});

test("every change is a version with its author, and nothing is overwritten unseen", async () => {
  const { clerk, neighbour } = people;
  const id = await as(clerk, async (doer) => await addForm(database.db, doer, { name: "一", definition }, null));
  await as(clerk, async (doer) => await reviseForm(database.db, doer, id, 1, { name: "二", definition: { ...definition, currency: "元" } }));
  await assert.rejects(as(clerk, async (doer) => await reviseForm(database.db, doer, id, 1, { name: "三", definition })), code("FORM-01"));
  await assert.rejects(as(neighbour, async (doer) => await reviseForm(database.db, doer, id, 2, { name: "三", definition })), code("FORM-03"));
  assert.deepEqual((await versionsOfForm(database.db, id)).map(({ version, name, person }) => [version, name, person]), [[2, "二", "clerk"], [1, "一", "clerk"]]);
  const { rows } = await database.pool.query<{ action: string; role: string }>("set dabiao.scope = 'system'").then(async () => await database.pool.query("select action, role from audit_waiting where subject_id = $1 order by id", [id]));
  assert.deepEqual(rows.map(({ action, role }) => [action, role]), [["form.add", "unit-clerk"], ["form.revise", "unit-clerk"]]);
});

test("a form by which something was read is kept, an unused one can be removed", async () => {
  const { clerk } = people;
  const [used, unused] = await as(clerk, async (doer) => [await addForm(database.db, doer, { name: "用过", definition }, null), await addForm(database.db, doer, { name: "没用过", definition }, null)]);
  await database.pool.query("set dabiao.scope = 'system'");
  await database.pool.query(
    `insert into declaration (id, batch, position, form, indicators, doubts, content, unit_words, words, bigrams) values (gen_random_uuid(), gen_random_uuid(), 0, $1, 0, 0, '{}', '', '', '{}')`,
    [used],
  );
  await assert.rejects(as(clerk, async (doer) => await removeForm(database.db, doer, used as typeof unused)), code("FORM-02"));
  assert.equal(await as(clerk, async (doer) => await removeForm(database.db, doer, unused)), true);
  assert.equal(await as(clerk, async (doer) => await removeForm(database.db, doer, unused)), false);
});

test("nobody saves a form for a unit in which they are no clerk", async () => {
  await assert.rejects(as(people.clerk, async (doer) => await addForm(database.db, doer, { name: "别人的", definition }, offices.canals)), code("FORM-03"));
});

test("alone on a machine a form is everybody's", async () => {
  const alone = await server.migratedDatabase();
  const id = await addForm(alone.db, { actor: localPerson("李"), from: null }, { name: "本机", definition }, null);
  assert.deepEqual((await formsFor(alone.db, null)).map((form) => form.id), [id]);
});
