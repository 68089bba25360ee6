// Projects that may be one: what waits for a person, and what was decided. A decision is kept; nobody is asked twice.
import { sql } from "kysely";
import { z } from "zod";
import { DabiaoError } from "../../problem.ts";
import { type Doer, note } from "../accounts/events.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../cursor.ts";
import { type Db, inTransaction } from "../database.ts";
import { ordered } from "./projects.ts";
import type { PairReason } from "./schema.ts";
import { storable } from "../storable.ts";

/** A project as a person tells it from others. */
export interface Project {
  id: string;
  code: string | null;
  name: string;
  office: { id: string; code: string; name: string };
  mergedInto: string | null;
  /** How many tables of it the person sees. */
  tables: number;
  /** The budget years of these. */
  years: number[];
}

/** Two projects that may be one. */
export interface ProjectPair {
  one: Project;
  other: Project;
  reason: PairReason;
  same: boolean | null;
  decidedAt: string | null;
  decidedBy: string | null;
}

/** What a list of projects or pairs is narrowed by; all of it must hold. */
export interface ProjectFilter {
  office?: string | undefined;
  /** Of one of these: what the row policies would find anyway, but by an index. */
  offices?: readonly string[] | undefined;
  /** In name or code. */
  text?: string | undefined;
}

/** A project with its tables, and its office as that was called last, for `from project as <name>`. */
const project = (name: string) => sql<Project>`
  json_build_object('id', ${sql.ref(name)}.id, 'code', ${sql.ref(name)}.code, 'name', ${sql.ref(name)}.name, 'mergedInto', ${sql.ref(name)}.merged_into,
    'office', coalesce((select json_build_object('id', office_id, 'code', code, 'name', name) from office_span where office_id = ${sql.ref(name)}.office_id order by from_year desc limit 1),
      json_build_object('id', ${sql.ref(name)}.office_id, 'code', '', 'name', '')),
    'tables', (select count(*) from declaration where project_id = ${sql.ref(name)}.id),
    'years', (select coalesce(json_agg(distinct year order by year), '[]') from declaration where project_id = ${sql.ref(name)}.id and year is not null))`;

const Key = z.tuple([z.uuid(), z.uuid()]);
const like = (text: string): string => `%${storable(text).replace(/[\\%_]/g, "\\$&")}%`;

/** The pairs that wait for a decision, those of newer projects first; or those that were decided. */
export async function listPairs(db: Db, filter: ProjectFilter & { decided: boolean }, { after, limit }: PageRequest): Promise<Page<ProjectPair>> {
  const last = after === undefined ? null : decodeCursor(after, Key);
  // Pairs with a project that was merged elsewhere are settled by that.
  const open = sql`project_pair.same is null and one.merged_into is null and other.merged_into is null`;
  const { rows } = await sql<{ one: Project; other: Project; reason: PairReason; same: boolean | null; decided_at: Date | null; decided_by: string | null }>`
    select ${project("one")} as one, ${project("other")} as other, reason, same, decided_at, decided_by
    from project_pair join project as one on one.id = one_id join project as other on other.id = other_id
    where ${filter.decided ? sql`project_pair.same is not null` : open}
      and ${filter.office === undefined ? sql`true` : sql`(one.office_id = ${filter.office} or other.office_id = ${filter.office})`}
      and ${filter.offices === undefined ? sql`true` : sql`one.office_id = any (${[...filter.offices]}::uuid[])`}
      and ${filter.text === undefined ? sql`true` : sql`(one.name like ${like(filter.text)} or other.name like ${like(filter.text)} or one.code like ${like(filter.text)} or other.code like ${like(filter.text)})`}
      and ${last === null ? sql`true` : sql`(other_id, one_id) < (${last[0]}::uuid, ${last[1]}::uuid)`}
    order by other_id desc, one_id desc limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit).map(({ decided_at, decided_by, ...pair }) => ({ ...pair, decidedAt: decided_at?.toISOString() ?? null, decidedBy: decided_by }));
  const end = items.at(-1);
  return { items, next: rows.length > limit && end ? encodeCursor([end.other.id, end.one.id]) : null };
}

/** How many pairs wait. */
export async function countOpenPairs(db: Db, offices?: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from project_pair join project as one on one.id = one_id join project as other on other.id = other_id
    where same is null and one.merged_into is null and other.merged_into is null
      and ${offices === undefined ? sql`true` : sql`one.office_id = any (${[...offices]}::uuid[])`}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Projects that stand on their own, newest first. */
export async function listProjects(db: Db, filter: ProjectFilter, { after, limit }: PageRequest): Promise<Page<Project>> {
  const last = after === undefined ? null : decodeCursor(after, z.tuple([z.uuid()]));
  const { rows } = await sql<{ project: Project }>`
    select ${project("project")} as project from project where merged_into is null
      and ${filter.office === undefined ? sql`true` : sql`office_id = ${filter.office}`}
      and ${filter.offices === undefined ? sql`true` : sql`office_id = any (${[...filter.offices]}::uuid[])`}
      and ${filter.text === undefined ? sql`true` : sql`(name like ${like(filter.text)} or code like ${like(filter.text)})`}
      and ${last === null ? sql`true` : sql`id < ${last[0]}::uuid`}
    order by id desc limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit).map((row) => row.project);
  const end = items.at(-1);
  return { items, next: rows.length > limit && end ? encodeCursor([end.id]) : null };
}

/** A project and those that were merged into it. @returns undefined when there is none */
export async function findProject(db: Db, id: string): Promise<{ project: Project; merged: Project[] } | undefined> {
  const { rows } = await sql<{ project: Project }>`
    select ${project("project")} as project from project where id = ${id} or merged_into = ${id} order by id`.execute(db);
  const found = rows.find((row) => row.project.id === id)?.project;
  return found && { project: found, merged: rows.filter((row) => row.project.id !== id).map((row) => row.project) };
}

/**
 * Decides that two projects are one, the first of which goes on, or that they are two. A decision can be changed: what
 * was merged goes its own way again, and what was merged into that with it.
 * @returns undefined when there is no such project
 * @throws DabiaoError PROJECT-01 projects of offices that have nothing to do with each other, PROJECT-02 against another decision
 */
export async function decidePair(db: Db, kept: string, other: string, same: boolean, by: Doer): Promise<ProjectPair | undefined> {
  return await inTransaction(db, async (transaction) => {
    const rows = await transaction.selectFrom("project").select(["id", "office_id", "merged_into"]).where("id", "in", [kept, other]).orderBy("id").forUpdate().execute();
    if (rows.length < 2) return undefined;
    const [one, two] = [rows.find(({ id }) => id === kept), rows.find(({ id }) => id === other)];
    if (!one || !two) return undefined;
    const before = { one: one.merged_into, other: two.merged_into };
    if (same) await merge(transaction, one, two);
    else await part(transaction, one, two);
    const decided = { same, decided_at: new Date(), decided_by: storable(by.name) };
    await transaction
      .insertInto("project_pair")
      .values({ ...ordered(kept, other), reason: "person", ...decided })
      .onConflict((conflict) => conflict.columns(["one_id", "other_id"]).doUpdateSet(decided))
      .execute();
    await note(transaction, by, same ? "project.merge" : "project.part", kept, { kind: "project", before, after: await mergedInto(transaction, one.id, two.id), detail: { kept, other } });
    return await findPair(transaction, kept, other);
  });
}

async function mergedInto(db: Db, one: string, other: string): Promise<{ one: string | null; other: string | null }> {
  const rows = await db.selectFrom("project").select(["id", "merged_into"]).where("id", "in", [one, other]).execute();
  const of = (wanted: string): string | null => rows.find(({ id }) => id === wanted)?.merged_into ?? null;
  return { one: of(one), other: of(other) };
}

type Row = { id: string; office_id: string; merged_into: string | null };

async function merge(db: Db, kept: Row, other: Row): Promise<void> {
  if (other.merged_into === kept.id) return;
  if (kept.merged_into !== null || other.merged_into !== null) throw new DabiaoError("PROJECT-02", { message: "其中一个项目已经并入别的项目。", hint: "请刷新后再看。" });
  if (!(await areRelated(db, kept.office_id, other.office_id))) throw new DabiaoError("PROJECT-01", { message: "两个项目不属于同一个单位，不能合并。", hint: "单位合并过的，请先在“组织”里登记。" });
  const { rows } = await sql`
    select 1 from project_pair
    join project as one on one.id = one_id join project as other on other.id = other_id
    where same = false and (one_id, other_id) <> (least(${kept.id}::uuid, ${other.id}::uuid), greatest(${kept.id}::uuid, ${other.id}::uuid))
      and ((coalesce(one.merged_into, one.id) = ${kept.id} and coalesce(other.merged_into, other.id) = ${other.id})
        or (coalesce(one.merged_into, one.id) = ${other.id} and coalesce(other.merged_into, other.id) = ${kept.id}))
    limit 1`.execute(db);
  if (rows.length > 0) throw new DabiaoError("PROJECT-02", { message: "并入这两个项目的项目里，有两个曾经确认为不同的项目。", hint: "请先改那个决定。" });
  await db.updateTable("project").set({ merged_into: kept.id }).where((eb) => eb.or([eb("id", "=", other.id), eb("merged_into", "=", other.id)])).execute();
  await askAgain(db, kept.id, other.id);
}

/** What was open with the project that went is now open with the one that stays. */
async function askAgain(db: Db, kept: string, gone: string): Promise<void> {
  await sql`
    insert into project_pair (one_id, other_id, reason)
    select least(${kept}::uuid, third), greatest(${kept}::uuid, third), reason
    from (select case when one_id = ${gone} then other_id else one_id end as third, reason from project_pair
          where same is null and ${gone}::uuid in (one_id, other_id)) as open
    where third <> ${kept}
    on conflict do nothing`.execute(db);
}

async function part(db: Db, one: Row, other: Row): Promise<void> {
  const gone = one.merged_into === other.id ? one : other.merged_into === one.id ? other : null;
  if (gone === null) return;
  await db.updateTable("project").set({ merged_into: null }).where("id", "=", gone.id).execute();
  await sql`
    update project set merged_into = ${gone.id} where merged_into = ${gone.merged_into}
      and exists (select from project_pair where same and ((one_id = project.id and other_id = ${gone.id}) or (one_id = ${gone.id} and other_id = project.id)))`.execute(db);
}

/** Whether two offices are one, or one was merged into the other, or both into a third. */
async function areRelated(db: Db, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const { rows } = await sql`
    with recursive ahead as (
      select id, id as start from office where id in (${one}, ${other})
      union select successor_id, start from ahead join office_successor on office_id = ahead.id
    )
    select id from ahead group by id having count(distinct start) = 2 limit 1`.execute(db);
  return rows.length > 0;
}

async function findPair(db: Db, one: string, other: string): Promise<ProjectPair | undefined> {
  const key = ordered(one, other);
  const { rows } = await sql<{ one: Project; other: Project; reason: PairReason; same: boolean | null; decided_at: Date | null; decided_by: string | null }>`
    select ${project("one")} as one, ${project("other")} as other, reason, same, decided_at, decided_by
    from project_pair join project as one on one.id = one_id join project as other on other.id = other_id
    where one_id = ${key.one_id} and other_id = ${key.other_id}`.execute(db);
  const [row] = rows;
  return row && { one: row.one, other: row.other, reason: row.reason, same: row.same, decidedAt: row.decided_at?.toISOString() ?? null, decidedBy: row.decided_by };
}
