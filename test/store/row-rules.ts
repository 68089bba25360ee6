// What each reader of a made-up region may see of each table, by the pure rule; and the region itself, every row of it.
import { after, before } from "node:test";
import { sql } from "kysely";
import type { Database } from "../../src/store/database.ts";
import { inScope, nobodysScope, type Scope } from "../../src/store/scope.ts";
import { type Actor, stranger } from "../../src/workflow/actor.ts";
import { auditedRegions, type Owned, sees } from "../../src/workflow/permissions.ts";
import { circles } from "../../src/workflow/states.ts";
import { fillRegion, type MadeRegion } from "../region/fill.ts";
import { actorOf } from "../region/offices.ts";
import { startTestServer, type TestServer } from "./database.ts";

export type Row = Record<string, unknown>;
export interface Reader {
  called: string;
  actor: Actor;
  scope: Scope;
}

let server: TestServer;
export let database: Database;
export let region: MadeRegion;
export let readers: Reader[];
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
      return { called: `${person.role} of ${person.office.name}`, actor, scope: { account: person.account, ...actor.reach, assigned: person.role === "third-party", audits: auditedRegions(actor) } };
    }),
    { called: "nobody", actor: stranger("office"), scope: nobodysScope },
  ];
  assignments = await rowsIn(null, "assignment");
  for (const table of walled) all.set(table, await rowsIn(null, table));
});
after(async () => await server.stop());

export const rowsIn = async (scope: Scope | null, table: string): Promise<Row[]> =>
  await inScope(scope, async () => (await sql<{ row: Row }>`select to_jsonb(one) as row from ${sql.table(table)} as one`.execute(database.db)).rows.map(({ row }) => row));

export const rows = (table: string): Row[] => all.get(table) ?? [];
export const has = (list: readonly string[], id: unknown): boolean => typeof id === "string" && list.includes(id);

export function ownedOf(row: Row): Owned {
  const id = (name: string): string | null => (row[name] as string | null) ?? null;
  return { unit: id("unit_id"), department: id("department_id"), region: id("region_id"), circle: circles[Number(row.circle)] ?? "unit", secret: row.secret === true };
}

/** Whether a row of a table may be seen, by the pure rule. */
type Rule = (reader: Reader, row: Row) => boolean;

const seenDeclarations = new WeakMap<Reader, Set<unknown>>();
export function declarationsOf(reader: Reader): Set<unknown> {
  const known = seenDeclarations.get(reader);
  if (known) return known;
  const assigned = new Set(assignments.filter((one) => one.account_id === reader.actor.account).map((one) => one.declaration_id));
  const seen = new Set(rows("declaration").filter((row) => sees(reader.actor, ownedOf(row)) || assigned.has(row.id)).map((row) => row.id));
  seenDeclarations.set(reader, seen);
  return seen;
}

const ofDeclaration: Rule = (reader, row) => declarationsOf(reader).has(row.declaration_id);
const ofRun: Rule = ({ actor }, row) => has(actor.reach.units, rows("import_run").find(({ id }) => id === row.run_id)?.unit_id);
export const ofDocument: Rule = (reader, row) => has(reader.actor.reach.units, row.unit_id) || rows("declaration").some((one) => one.document_id === row.id && declarationsOf(reader).has(one.id));
const ofProject: Rule = (reader, row) => has(reader.actor.reach.units, row.office_id) || rows("declaration").some((one) => one.project_id === row.id && declarationsOf(reader).has(one.id));
export const one = (table: string, id: unknown): Row => rows(table).find((row) => row.id === id) ?? {};

const ofAdjustment: Rule = (reader, row) => ofDeclaration(reader, one("adjustment", row.adjustment_id));

/** Every table with row policies, and who sees which of its rows. */
export const rules: Readonly<Record<string, Rule>> = {
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
export const walled = Object.keys(rules);
