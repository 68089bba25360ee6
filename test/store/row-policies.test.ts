// The second wall. Whatever is asked of the database in somebody's scope, without any filter, shows what the pure rule
// (`sees`) lets them see: all of it, and nothing else. Tried on a made-up region, with every row of every table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Declaration } from "../../src/declaration/schema.ts";
import { recordAll, sealEvents } from "../../src/store/audit/audit.ts";
import { checkHistory } from "../../src/store/checks/history.ts";
import { listQueue } from "../../src/store/checks/queue.ts";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { findDocument } from "../../src/store/declarations/documents.ts";
import { listFilters } from "../../src/store/declarations/filters.ts";
import { type DeclarationFilter, listDeclarations } from "../../src/store/declarations/list.ts";
import { fold, searchedWords } from "../../src/store/declarations/search.ts";
import { newId } from "../../src/store/ids.ts";
import { listRuns } from "../../src/store/imports/runs.ts";
import { inScope, nobodysScope, type Scope } from "../../src/store/scope.ts";
import { happeningActions } from "../../src/workflow/history.ts";
import { isTold } from "../../src/workflow/permissions.ts";
import { roles } from "../../src/workflow/roles.ts";
import { circles, type GoalState, goalStates } from "../../src/workflow/states.ts";
import { Chance } from "../region/words.ts";
import { database, declarationsOf, has, ofDocument, one, ownedOf, type Reader, readers, region, rows, rowsIn, rules, walled } from "./row-rules.ts";

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

/** What of the log stands in the history of tables; all else of it, and of each event, is for whoever looks after the log. */
const openOfEvents = ["seq", "id", "at", "account", "name", "role", "action", "subject_kind", "subject_id", "detail"];

test("of the audit log each reader sees, without any filter, what the rule tells them of the history of tables, and nothing else", async () => {
  const chance = new Chance(17);
  const hands = [...region.people.filter(() => chance.often(0.3)).map(({ account, role }) => ({ account, role: role as string | null })), { account: null, role: null }];
  const subjects = [
    ...rows("declaration").filter(() => chance.often(0.15)).map((row) => ({ kind: "declaration", id: row.id as string, of: [row] })),
    ...rows("adjustment").map((row) => ({ kind: "adjustment", id: row.id as string, of: [one("declaration", row.declaration_id)] })),
    ...rows("waiver").map((row) => ({ kind: "waiver", id: row.id as string, of: [one("declaration", row.declaration_id)] })),
    ...rows("document").filter(() => chance.often(0.3)).map((row) => ({ kind: "document", id: row.id as string, of: rows("declaration").filter(({ document_id: document }) => document === row.id) })),
    ...["declaration", "account"].map((kind) => ({ kind, id: "no id of ours", of: [] })),
  ];
  const actions = [...happeningActions, "access.refused", "declaration.read", "version.read", "history.read"];
  const events = subjects.flatMap((subject) => Array.from({ length: 4 }, () => ({ subject, hand: chance.of(hands), action: chance.of(actions) })));
  await recordAll(database.db, events.map(({ subject: { kind, id }, hand, action }, nth) => ({ actor: { ...hand, name: "甲" }, from: "10.0.0.1", action, subject: { kind, id }, before: null, after: null, detail: { nth } })));
  await sealEvents(database.db);
  const tally = { told: 0, kept: 0 };
  for (const reader of readers) {
    const shown = await inScope(reader.scope, async () => (await sql<{ nth: number }>`select (detail ->> 'nth')::int as nth from audit_event where detail ->> 'nth' is not null`.execute(database.db)).rows.map(({ nth }) => nth));
    const expected = events.flatMap(({ subject, hand, action }, nth) => {
      const isOpen = happeningActions.some((known) => known === action) && (subject.kind !== "waiver" || rules.waiver?.(reader, one("waiver", subject.id)) === true);
      return isOpen && subject.of.some((row) => declarationsOf(reader).has(row.id) && isTold(reader.actor, ownedOf(row), hand)) ? [nth] : [];
    });
    assert.deepEqual(shown.sort((a, b) => a - b), expected, reader.called);
    tally.told += expected.length;
    tally.kept += events.length - expected.length;
  }
  assert.ok(tally.told > 300 && tally.kept > 3_000, JSON.stringify(tally));
  const { rows: columns } = await database.pool.query<{ name: string }>("select column_name as name from information_schema.columns where table_schema = current_schema() and table_name = 'audit_event'");
  for (const { name } of columns) {
    const asked = inScope(readers[0]?.scope ?? nobodysScope, async () => await sql`select ${sql.ref(name)} from audit_event limit 1`.execute(database.db));
    if (openOfEvents.includes(name)) await asked;
    else await assert.rejects(asked, /permission denied/, name);
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
