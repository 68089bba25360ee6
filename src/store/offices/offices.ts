// Reading the tree of offices. The tree of a year is the spans that hold in it.
import { type RawBuilder, sql } from "kysely";
import { officeNameKey } from "../../organisation/names.ts";
import type { Office } from "../../organisation/office.ts";
import type { Db } from "../database.ts";
import { storable } from "../storable.ts";

/** An office from one year to before another; null: until today and on. */
export interface OfficeSpan extends Office {
  from: number;
  until: number | null;
}

/** An office over the years: what it was called, who went on for it, and for whom it goes on. */
export interface OfficeHistory {
  id: string;
  spans: OfficeSpan[];
  /** Merged into these. */
  successors: { id: string; year: number; name: string }[];
  /** These were merged into it. */
  predecessors: { id: string; year: number; name: string }[];
}

/** Whether a span holds in a year. */
const holds = (year: number): RawBuilder<boolean> => sql<boolean>`from_year <= ${year} and (until_year is null or until_year > ${year})`;

const columns = ["office_id as id", "code", "name", "kind", "parent_id as parent", "region_code as region"] as const;

/** The whole tree of a year: what stands above comes before what stands below. */
export async function treeOf(db: Db, year: number): Promise<Office[]> {
  const rows = await db.selectFrom("office_span").select(columns).where(holds(year)).orderBy("code").orderBy("office_id").execute();
  return inOrder(rows);
}

/** Depth first from the top, siblings by code. What hangs below nothing (it cannot) comes last. */
function inOrder(rows: readonly Office[]): Office[] {
  const below = Map.groupBy(rows, ({ parent }) => parent);
  const ordered: Office[] = [];
  const waiting = [...(below.get(null) ?? [])].reverse();
  for (let office = waiting.pop(); office; office = waiting.pop()) {
    ordered.push(office);
    waiting.push(...[...(below.get(office.id) ?? [])].reverse());
  }
  return ordered.length === rows.length ? ordered : [...ordered, ...rows.filter((row) => !ordered.includes(row))];
}

/** The years in which something changed, the first one first; empty before there is any office. */
export async function yearsOfChange(db: Db): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select from_year as year from office_span union select until_year from office_span where until_year is not null order by 1`.execute(db);
  return rows.map(({ year }) => year);
}

/** An office as it stands in a year; null when it does not stand in it. */
export async function findOffice(db: Db, id: string, year: number): Promise<Office | null> {
  return (await db.selectFrom("office_span").select(columns).where("office_id", "=", id).where(holds(year)).executeTakeFirst()) ?? null;
}

/** What is known of an office that is looked for. */
export interface Sought {
  code?: string | null;
  name?: string | null;
  /** Only within this region. */
  region?: string | null;
}

/**
 * The offices of a year that have this code or, where no code is given or none has it, this name: width, case and blanks
 * make no difference. Several, when regions use the same code or offices the same name.
 */
export async function findOffices(db: Db, year: number, { code = null, name = null, region = null }: Sought): Promise<Office[]> {
  const all = db.selectFrom("office_span").select(columns).where(holds(year)).$if(region !== null, (query) => query.where("region_code", "=", region ?? ""));
  const byCode = code === null ? [] : await all.where("code", "=", storable(code)).orderBy("region_code").orderBy("office_id").execute();
  if (byCode.length > 0 || name === null) return byCode;
  return await all.where("name_key", "=", officeNameKey(storable(name))).orderBy("region_code").orderBy("code").execute();
}

/** What stands above an office in a year, the nearest first, itself left out. */
export async function ancestorsOf(db: Db, id: string, year: number): Promise<Office[]> {
  const { rows } = await sql<Office>`
    with recursive above as (
      select office_id, code, name, kind, parent_id, region_code, 0 as height
      from office_span where office_id = ${id} and ${holds(year)}
      union all
      select span.office_id, span.code, span.name, span.kind, span.parent_id, span.region_code, height + 1
      from above join office_span as span on span.office_id = above.parent_id
        and span.from_year <= ${year} and (span.until_year is null or span.until_year > ${year})
    )
    select office_id as id, code, name, kind, parent_id as parent, region_code as region from above where height > 0 order by height`.execute(db);
  return rows;
}

/** What stands below an office in a year, at whatever depth, itself left out. */
export async function descendantsOf(db: Db, id: string, year: number): Promise<Office[]> {
  const { rows } = await sql<Office>`
    with recursive below as (
      select office_id, code, name, kind, parent_id, region_code, 0 as depth
      from office_span where office_id = ${id} and ${holds(year)}
      union all
      select span.office_id, span.code, span.name, span.kind, span.parent_id, span.region_code, depth + 1
      from below join office_span as span on span.parent_id = below.office_id
        and span.from_year <= ${year} and (span.until_year is null or span.until_year > ${year})
    )
    select office_id as id, code, name, kind, parent_id as parent, region_code as region from below where depth > 0 order by depth, code`.execute(db);
  return rows;
}

/** An office over all years. @returns undefined when there is no such office */
export async function historyOfOffice(db: Db, id: string): Promise<OfficeHistory | undefined> {
  const spans = await db.selectFrom("office_span").select([...columns, "from_year as from", "until_year as until"]).where("office_id", "=", id).orderBy("from_year").execute();
  if (spans.length === 0) return undefined;
  const [successors, predecessors] = await Promise.all([merged(db, id, "office_id", "successor_id"), merged(db, id, "successor_id", "office_id")]);
  return { id, spans, successors, predecessors };
}

/** The offices at the other end of a merger, by the name that they had last. */
async function merged(db: Db, id: string, own: "office_id" | "successor_id", other: "office_id" | "successor_id"): Promise<{ id: string; year: number; name: string }[]> {
  const { rows } = await sql<{ id: string; year: number; name: string }>`
    select ${sql.ref(other)} as id, year,
           (select name from office_span where office_span.office_id = office_successor.${sql.ref(other)} order by from_year desc limit 1) as name
    from office_successor where ${sql.ref(own)} = ${id} order by year, id`.execute(db);
  return rows;
}

/** An office and all that were merged into it, over however many steps. */
export async function withPredecessors(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive whole as (
      select ${id}::uuid as id
      union
      select office_successor.office_id from whole join office_successor on office_successor.successor_id = whole.id
    )
    select id from whole`.execute(db);
  return rows.map((row) => row.id);
}
