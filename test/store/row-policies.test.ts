// The second wall. Whatever is asked of the database in somebody's scope, without any filter, shows what the pure rule
// (`sees`) lets them see: all of it, and nothing else. Tried on a made-up region, with every row of every table.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { recordAll, sealEvents } from "../../src/store/audit/audit.ts";
import { checkHistory } from "../../src/store/checks/history.ts";
import { listQueue } from "../../src/store/checks/queue.ts";
import type { Database } from "../../src/store/database.ts";
import { listFilters } from "../../src/store/declarations/filters.ts";
import { type DeclarationFilter, listDeclarations } from "../../src/store/declarations/list.ts";
import type { Declaration } from "../../src/declaration/schema.ts";
import { fold, searchedWords } from "../../src/store/declarations/search.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { findDocument } from "../../src/store/declarations/documents.ts";
import { newId } from "../../src/store/ids.ts";
import { listRuns } from "../../src/store/imports/runs.ts";
import { inScope, nobodysScope, type Scope } from "../../src/store/scope.ts";
import type { Actor } from "../../src/workflow/actor.ts";
import { stranger } from "../../src/workflow/actor.ts";
import { type Owned, sees } from "../../src/workflow/permissions.ts";
import { roles } from "../../src/workflow/roles.ts";
import { circles, type GoalState, goalStates } from "../../src/workflow/states.ts";
import { fillRegion, type MadeRegion } from "../region/fill.ts";
import { actorOf } from "../region/offices.ts";
import { Chance } from "../region/words.ts";
import { startTestServer, type TestServer } from "./database.ts";

type Row = Record<string, unknown>;
interface Reader {
  called: string;
  actor: Actor;
  scope: Scope;
}

let server: TestServer;
let database: Database;
let region: MadeRegion;
let readers: Reader[];
let assignments: Row[] = [];
/** All rows there are, as the house itself sees them. */
const all = new Map<string, Row[]>();

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  region = await fillRegion(database.pool, { regions: 2, departments: 2, units: 2, declarations: 400, indicators: 2 }, 7);
  await database.pool.query(`
    set dabiao.scope = 'system';
    insert into project (id, office_id, name, name_key) select gen_random_uuid(), unit_id, 'x', unit_id::text from (select distinct unit_id from declaration where unit_id is not null) as units;
    update declaration set project_id = (select id from project where office_id = unit_id) where position % 3 = 0;
    insert into project_pair (one_id, other_id, reason) select one.id, other.id, 'name' from project one join project other on one.id < other.id;
    insert into carried_out (account_id, key, request, status, answer) select id, 'key', 'request', 200, '{}' from account;
    insert into house_form (id, office_id, region_id, wide, name, definition)
      select 'own-' || substr(md5(office_id::text), 1, 12), office_id, region_id, nth % 4 = 0, 'x', '{}' from (select unit_id as office_id, region_id, row_number() over () as nth from declaration where unit_id is not null group by unit_id, region_id) as units;
    insert into house_form (id, name, definition) values ('own-000000000000', 'x', '{}');
    insert into house_form_version (form_id, version, name, definition) select id, 1, name, definition from house_form;
    reset dabiao.scope`);
  readers = [
    ...region.people.map((person) => {
      const actor = actorOf(person);
      return { called: `${person.role} of ${person.office.name}`, actor, scope: { account: person.account, ...actor.reach, assigned: person.role === "third-party" } };
    }),
    { called: "nobody", actor: stranger("office"), scope: nobodysScope },
  ];
  assignments = await rowsIn(null, "assignment");
  for (const table of walled) all.set(table, await rowsIn(null, table));
});
after(async () => await server.stop());

const rowsIn = async (scope: Scope | null, table: string): Promise<Row[]> =>
  await inScope(scope, async () => (await sql<{ row: Row }>`select to_jsonb(one) as row from ${sql.table(table)} as one`.execute(database.db)).rows.map(({ row }) => row));

const rows = (table: string): Row[] => all.get(table) ?? [];
const has = (list: readonly string[], id: unknown): boolean => typeof id === "string" && list.includes(id);

function ownedOf(row: Row): Owned {
  const id = (name: string): string | null => (row[name] as string | null) ?? null;
  return { unit: id("unit_id"), department: id("department_id"), region: id("region_id"), circle: circles[Number(row.circle)] ?? "unit", secret: row.secret === true };
}

/** Whether a row of a table may be seen, by the pure rule. */
type Rule = (reader: Reader, row: Row) => boolean;

const seenDeclarations = new WeakMap<Reader, Set<unknown>>();
function declarationsOf(reader: Reader): Set<unknown> {
  const known = seenDeclarations.get(reader);
  if (known) return known;
  const assigned = new Set(assignments.filter((one) => one.account_id === reader.actor.account).map((one) => one.declaration_id));
  const seen = new Set(rows("declaration").filter((row) => sees(reader.actor, ownedOf(row)) || assigned.has(row.id)).map((row) => row.id));
  seenDeclarations.set(reader, seen);
  return seen;
}

const ofDeclaration: Rule = (reader, row) => declarationsOf(reader).has(row.declaration_id);
const ofRun: Rule = ({ actor }, row) => has(actor.reach.units, rows("import_run").find(({ id }) => id === row.run_id)?.unit_id);
const ofDocument: Rule = (reader, row) => has(reader.actor.reach.units, row.unit_id) || rows("declaration").some((one) => one.document_id === row.id && declarationsOf(reader).has(one.id));
const ofProject: Rule = (reader, row) => has(reader.actor.reach.units, row.office_id) || rows("declaration").some((one) => one.project_id === row.id && declarationsOf(reader).has(one.id));
const one = (table: string, id: unknown): Row => rows(table).find((row) => row.id === id) ?? {};

const ofAdjustment: Rule = (reader, row) => ofDeclaration(reader, one("adjustment", row.adjustment_id));

/** Every table with row policies, and who sees which of its rows. */
const rules: Readonly<Record<string, Rule>> = {
  declaration: (reader, row) => declarationsOf(reader).has(row.id),
  declaration_listed: (reader, row) => declarationsOf(reader).has(row.id),
  check_entry: ofDeclaration,
  check_act: ofDeclaration,
  review_figures: ofDeclaration,
  review_stale: ofDeclaration,
  review_opinion: ofDeclaration,
  declaration_version: ofDeclaration,
  declaration_step: ofDeclaration,
  adjustment: ofDeclaration,
  adjustment_attachment: ofAdjustment,
  // What a unit has not handed in yet is its own.
  remark_reply: ({ actor: { reach } }, row) => has(reach.units, rows("declaration").find(({ id }) => id === row.declaration_id)?.unit_id),
  document: ofDocument,
  source: (reader, row) => rows("document").some((document) => document.sha256 === row.sha256 && ofDocument(reader, document)) || rows("adjustment_attachment").some((file) => file.sha256 === row.sha256 && ofAdjustment(reader, file)),
  import_run: ({ actor }, row) => has(actor.reach.units, row.unit_id),
  import_file: ofRun,
  import_job: ofRun,
  import_delivery: ofRun,
  import_piece: (reader, row) => ofRun(reader, one("import_job", row.job_id)),
  handed_on: ofDeclaration,
  handed_on_listed: ofDeclaration,
  carried_out: ({ actor }, row) => row.account_id === actor.account,
  // Others than its unit see a narrow one with the table at which it was made.
  waiver: (reader, row) => {
    const { reach } = reader.actor;
    if (has(reach.units, row.unit_id)) return true;
    return (has(reach.departments, row.department_id) || has(reach.regions, row.region_id)) && (row.scope === "unit" || declarationsOf(reader).has(row.declaration_id));
  },
  house_form: ({ actor: { reach } }, row) => row.wide === true || row.office_id === null || has(reach.units, row.office_id),
  house_form_version: (reader, row) => rules.house_form?.(reader, one("house_form", row.form_id)) ?? false,
  project: ofProject,
  project_pair: (reader, row) => ofProject(reader, one("project", row.one_id)) && ofProject(reader, one("project", row.other_id)),
};
const walled = Object.keys(rules);

/** What nobody is shown in a scope of their own: asked of the database it is refused, or finds nothing. */
const ofTheHouse = ["audit_event", "audit_head", "audit_waiting", "backup_plan"];

/** Tables without row policies, and why that betrays nothing of what an office has. */
const open: Readonly<Record<string, string>> = {
  house: "how the house is used is told to everybody",
  person: "the one person of a machine without accounts",
  schema_migration: "steps of the schema",
  office: "the tree is open to everybody signed in",
  office_span: "the tree is open to everybody signed in",
  office_successor: "the tree is open to everybody signed in",
  deadline: "the calendar is open to everybody signed in",
  rule_decision: "what holds for rules holds for everybody",
  assignment: "read by the policies themselves; ids only",
  import_job_trace: "how often a job was begun; ids only, read by workers",
  account: "people's requests read names and logins; all else only what asks for the house (see below)",
  account_password: "hashes; only signing in and the owner's change of password ask",
  role_grant: "behind account actions",
  session: "hashes; asked by the door",
  one_time_code: "hashes; asked while signing in",
  recovery_code: "hashes; asked while signing in",
  access_token: "hashes; asked by the door, listed by account",
  sign_in_rate: "asked while signing in",
  sign_in_policy: "rules of signing in",
  sso_binding: "behind account actions",
  sso_attempt: "asked while signing in",
};

/** Of the tables about accounts, all that a person's request may read; what proves who somebody is, is not among it. */
const openOfAccounts = { account: ["id", "login", "name", "disabled_at", "made_up", "created_at"], account_password: [], session: [], one_time_code: [], recovery_code: [], access_token: [], sso_binding: [], sso_attempt: [], sign_in_rate: [] } as const;

test("a person's request reads no password, second factor, session, code or token, whoever it is", async () => {
  const { rows: columns } = await database.pool.query<{ table: string; column: string }>(
    "select table_name as table, column_name as column from information_schema.columns where table_schema = current_schema() and table_name = any ($1)", [Object.keys(openOfAccounts)]);
  assert.ok(columns.length > 50, String(columns.length));
  const { scope } = readers.find(({ called }) => called.startsWith("security-admin")) ?? assert.fail();
  for (const { table, column } of columns) {
    const isOpen = (openOfAccounts[table as keyof typeof openOfAccounts] as readonly string[]).includes(column);
    const asked = inScope(scope, async () => await sql`select ${sql.ref(column)} from ${sql.table(table)} limit 1`.execute(database.db));
    if (isOpen) await asked;
    else await assert.rejects(asked, /permission denied/, `${table}.${column}`);
    await inScope(null, async () => await sql`select ${sql.ref(column)} from ${sql.table(table)} limit 1`.execute(database.db));
  }
  for (const table of Object.keys(openOfAccounts)) await assert.rejects(inScope(scope, async () => await sql`delete from ${sql.table(table)}`.execute(database.db)), /permission denied/, table);
});

test("every table has row policies that are tried here, or a reason why it needs none", async () => {
  const { rows: tables } = await database.pool.query<{ name: string; walled: boolean; forced: boolean }>(
    "select relname as name, relrowsecurity as walled, relforcerowsecurity as forced from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') order by 1",
  );
  for (const { name, walled: isWalled, forced } of tables) {
    if (isWalled) assert.ok((name in rules || ofTheHouse.includes(name)) && forced, `${name} has policies that no rule here tries, or that do not hold for its owner`);
    else assert.ok(name in open, `${name} has no row policies, and nobody says why it needs none`);
  }
  for (const name of Object.keys(open)) assert.ok(tables.some((table) => table.name === name && !table.walled), `${name} needs no reason`);
});

test("the region has everything in every state, so that the following proves something", () => {
  assert.ok(readers.some((reader) => heldFrom(reader).size > 3), "some of what was handed on went back");
  assert.ok(readers.length > 30);
  assert.equal(new Set(readers.map(({ actor }) => actor.grants[0]?.role)).size, Object.keys(roles).length, "every role, and nobody");
  for (const table of walled) assert.ok(rows(table).length > 3, table);
  for (const circle of [0, 1, 2, 3]) assert.ok(rows("declaration").some((row) => row.circle === circle));
});

for (const table of walled) {
  test(`${table}: each reader sees exactly what the rule says`, async () => {
    for (const reader of readers) {
      const seen = (await rowsIn(reader.scope, table)).map((row) => JSON.stringify(row)).sort();
      const expected = rows(table).filter((row) => rules[table]?.(reader, row)).map((row) => JSON.stringify(row)).sort();
      assert.deepEqual(seen.length, expected.length, `${reader.called} in ${table}`);
      assert.deepEqual(seen, expected, `${reader.called} in ${table}`);
    }
  });
}

test("the audit log is nobody's to read or change from within a scope", async () => {
  await recordAll(database.db, [{ actor: { account: null, name: "甲", role: null }, from: null, action: "test", subject: null, before: null, after: null, detail: {} }]);
  await sealEvents(database.db);
  for (const reader of readers) {
    for (const table of ofTheHouse) {
      const seen = await rowsIn(reader.scope, table).catch((error: unknown) => String(error));
      assert.ok(typeof seen === "string" ? /permission denied/.test(seen) : seen.length === 0, `${reader.called} in ${table}: ${JSON.stringify(seen)}`);
    }
    await assert.rejects(inScope(reader.scope, () => sql`update audit_event set name = '乙'`.execute(database.db)), reader.called);
  }
});

test("nothing foreign can be changed or removed either", async () => {
  for (const reader of readers) {
    const foreign = rows("declaration").find((row) => !declarationsOf(reader).has(row.id));
    if (!foreign) continue;
    await inScope(reader.scope, async () => {
      const changed = await database.db.updateTable("declaration").set({ doubts: 99 }).where("id", "=", foreign.id as string).executeTakeFirst();
      const removed = await database.db.deleteFrom("declaration").where("id", "=", foreign.id as string).executeTakeFirst();
      assert.deepEqual([changed.numUpdatedRows, removed.numDeletedRows], [0n, 0n], reader.called);
    });
  }
});

const filters: readonly DeclarationFilter[] = [{}, { year: 2024 }, { text: "满意" }, { text: "群众满意度" }, { text: "市 满意 培训" }, { form: "tianjin" }, { unit: "中心" }];

/** The declarations of which a reader sees what was handed on, and that. */
function heldFrom({ actor, actor: { reach } }: Reader): Map<string, Declaration> {
  const reader = readers.find((one) => one.actor === actor);
  const seen = reader === undefined ? new Set() : declarationsOf(reader);
  const back = rows("declaration").filter((row) => {
    const circle = has(reach.units, row.unit_id) ? "unit" : has(reach.departments, row.department_id) ? "department" : "finance";
    return seen.has(row.id) && circles.indexOf(goalStates[row.state as GoalState].circle) < circles.indexOf(circle);
  });
  return new Map(back.map(({ id }) => [id as string, rows("declaration_version").find((version) => version.declaration_id === id)?.content as Declaration]));
}

/** Whether a filter finds a content. */
function finds({ year, text, form, unit }: DeclarationFilter, content: Declaration): boolean {
  const words = searchedWords(content);
  if ((year !== undefined && content.year !== year) || (form !== undefined && content.form !== form)) return false;
  if (unit !== undefined && !fold(content.unit.name ?? "").includes(fold(unit)) && content.unit.code !== unit) return false;
  return text === undefined || text.split(" ").every((word) => words.includes(fold(word)));
}

test("lists in every order, searches and counts show exactly what the rule says", async () => {
  for (const reader of readers) {
    const expected = declarationsOf(reader);
    for (const filter of filters) {
      // What a filter finds for the house, narrowed by the rule, is what it finds for a reader.
      const house = await inScope(null, () => listDeclarations(database.db, filter, { limit: 1_000 }));
      const held = heldFrom(reader);
      const wanted = [...house.items.map(({ id }) => id).filter((id) => expected.has(id) && !held.has(id)), ...[...held].filter(([, content]) => finds(filter, content)).map(([id]) => id)];
      for (const order of ["imported", "findings"] as const) {
        const { items, total } = await inScope(reader.scope, () => listDeclarations(database.db, filter, { limit: 1_000 }, order, 10_000));
        assert.equal(total, wanted.length, `${reader.called}: ${JSON.stringify(filter)}`);
        assert.deepEqual(items.map(({ id }) => id).sort(), [...wanted].sort(), `${reader.called}: ${JSON.stringify(filter)}`);
      }
    }
  }
});

test("whatever else is asked of a foreign declaration finds nothing", async () => {
  for (const reader of readers) {
    const seen = declarationsOf(reader);
    const chance = new Chance(3);
    await inScope(reader.scope, async () => {
      for (const { id, documentId } of region.declarations.filter(() => chance.often(0.1))) {
        assert.equal((await findDeclaration(database.db, id)) !== undefined, seen.has(id), reader.called);
        if (!seen.has(id)) assert.deepEqual(await checkHistory(database.db, id), []);
        if (documentId !== null) assert.equal((await findDocument(database.db, documentId)) !== undefined, ofDocument(reader, one("document", documentId)), reader.called);
      }
      const queue = await listQueue(database.db, {}, { limit: 500 });
      for (const { declarationId } of queue.items) assert.ok(seen.has(declarationId), reader.called);
      const runs = await listRuns(database.db, { limit: 100 });
      for (const { id } of runs.items) assert.ok(has(reader.actor.reach.units, one("import_run", id).unit_id), reader.called);
      const { units } = await listFilters(database.db);
      const held = heldFrom(reader);
      const names = new Set([...rows("declaration").filter((row) => seen.has(row.id) && !held.has(row.id as string)).map((row) => row.unit_name), ...[...held.values()].map((content) => content.unit.name)]);
      assert.deepEqual(new Set(units), names, reader.called);
    });
  }
});

test("connections are many people's, one after the other and some with errors, and never keep a foreign scope", async () => {
  const chance = new Chance(11);
  const failure = new Error("given up");
  await Promise.all(
    Array.from({ length: 400 }, async () => {
      const reader = chance.often(0.1) ? null : chance.of(readers);
      const expected = reader === null ? rows("declaration").length : declarationsOf(reader).size;
      const count = async (db: Database["db"]): Promise<number> => (await db.selectFrom("declaration").select((eb) => eb.fn.countAll<number>().as("all")).executeTakeFirstOrThrow()).all;
      await inScope(reader?.scope ?? null, async () => {
        assert.equal(await count(database.db), expected, reader?.called);
        const work = database.db.transaction().execute(async (transaction) => {
          assert.equal(await count(transaction), expected, reader?.called);
          if (chance.often(0.3)) await sql`select 1 / 0`.execute(transaction);
          throw failure;
        });
        await assert.rejects(work, (error) => error === failure || /division by zero/.test(String(error)));
        assert.equal(await count(database.db), expected, reader?.called);
      });
    }),
  );
});

test("a connection that was taken in one scope is not asked in another", async () => {
  const [reader] = readers;
  const other = { ...nobodysScope, account: newId() };
  const asks = (taken: Scope | null, asked: Scope | null): Promise<unknown> => inScope(taken, async () => await database.db.connection().execute(async (on) => await inScope(asked, async () => await sql`select 1`.execute(on))));
  assert.ok(reader);
  for (const [taken, asked] of [[reader.scope, null], [null, reader.scope], [reader.scope, other]] as const) await assert.rejects(asks(taken, asked), /in another scope/);
  await asks(reader.scope, { ...reader.scope });
  await inScope(reader.scope, async () => await database.db.transaction().execute(async () => await inScope(null, async () => await sql`select 1`.execute(database.db))));
});
