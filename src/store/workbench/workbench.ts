// The year of the offices that somebody looks after, summed up: in one pass over what is within reach, as whoever asks
// sees it. Each figure is that of a list with the same filters (store/declarations/query.ts); a test compares them.
import { type RawBuilder, sql } from "kysely";
import { sum } from "../../declaration/arithmetic.ts";
import type { Gravest } from "../../review/gravest.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { Db } from "../database.ts";
import { filtersOfHandedOn, handedOnOf, looksFromAfar } from "../declarations/handed-on-words.ts";
import { perShape, reachHere, type ReachShape, type ReachValues, withinReach } from "../declarations/reach.ts";
import { gravestSql, handedOnly, type ReachSlots, readersCircleSql, stateSeenSql } from "../declarations/seen.ts";
import { named, type Slots } from "../named.ts";

/** So many tables, and their money in exact yuan. */
export interface Sum {
  tables: number;
  yuan: string;
}

/** Of a unit or department (`office`), or of those who print this name where nobody has offices. */
export interface GroupFigures extends Sum {
  office: string | null;
  name: string | null;
  states: { state: GoalState; tables: number }[];
}

export interface YearFigures {
  total: Sum & { unpriced: number };
  /** Those with at least one indicator. */
  withIndicators: Sum;
  states: (Sum & { state: GoalState })[];
  findings: { gravest: Gravest; tables: number }[];
  found: { errors: number; warnings: number; advices: number };
  doubts: { tables: number; values: number };
  by: "unit" | "department" | "name";
  groups: GroupFigures[];
  /** So many groups more, with fewer tables. */
  moreGroups: number;
  units: { all: number; withTables: number } | null;
  projects: { lastYear: number; again: number };
}

/** More groups than a chart can show; the largest are told. */
const groupsTold = 40;

interface Values extends ReachValues {
  year: number;
  before: number;
  /** Of those years by what was handed on, where nothing else is seen. */
  handed: readonly string[];
  handedBefore: readonly string[];
}

const years = perShape((shape) =>
  named<ReachValues, { year: number }>(null, (_, slot) => sql`select year from declaration_listed where ${withinReach(shape, slot)} and year is not null and not ${handedOnly(shape, slot)} group by year order by year desc`),
);

/** The years of which there are tables within reach, the latest first. */
export async function yearsHere(db: Db): Promise<number[]> {
  const { shape, values } = reachHere();
  const own = (await years(shape)(db, values)).map(({ year }) => year);
  const handed = looksFromAfar() ? (await filtersOfHandedOn(db)).flatMap(({ year }) => year ?? []) : [];
  return [...new Set([...own, ...handed])].sort((one, other) => other - one);
}

/** A figure of one of the four ways in which the tables of the year are summed up. */
interface Row {
  kind: "total" | "state" | "gravest" | "group";
  state: GoalState | null;
  gravest: Gravest | null;
  office: string | null;
  name: string | null;
  tables: number;
  yuan: string;
  unpriced: number;
  with_indicators: number;
  covered: string;
  errors: number;
  warnings: number;
  advices: number;
  open_tables: number;
  open_values: number;
  units: number;
  last_year: number;
  again: number;
}

type By = YearFigures["by"];
const sums = perShape((shape) => new Map((["unit", "department", "name"] as const).map((by) => [by, named<Values, Row>(null, (_, slot) => summed(shape, by, slot))])));

/** What the tables of the year are grouped by, for the chart of offices. */
const groupColumns: Readonly<Record<By, RawBuilder<unknown>>> = { unit: sql`unit_id as office, null::text as name`, department: sql`department_id as office, null::text as name`, name: sql`null::uuid as office, unit_name as name` };

function summed(shape: ReachShape, by: By, slot: Slots<Values>): RawBuilder<Row> {
  const reach = withinReach(shape, slot);
  const ofYear = (year: "year" | "before", handed: "handed" | "handedBefore") => sql`((year = ${slot(year)} and not ${handedOnly(shape, slot)}) or id = any (${slot(handed)}::uuid[]))`;
  return sql<Row>`
    with mine as materialized (
      select id, unit_id, department_id, project_id, ${groupColumns[by]}, ${stateSeenSql(shape, slot)} as state, ${gravestSql(shape, slot)} as gravest, ${handedOnly(shape, slot)} as handed,
        total_yuan, indicators, errors, warnings, advices, doubts
      from declaration_listed where ${reach} and ${ofYear("year", "handed")}
    ), seen as (
      select office, name, state, gravest, case when handed then version.yuan else total_yuan end as yuan, case when handed then version.indicators else mine.indicators end as indicators,
        case when handed then null else errors end as errors, case when handed then null else warnings end as warnings, case when handed then null else advices end as advices, case when handed then 0 else doubts end as doubts
      from mine left join lateral (${handedVersion(slot)}) as version on true
    ), before as (
      select distinct project_id from declaration_listed where ${reach} and ${ofYear("before", "handedBefore")} and project_id is not null
    ), beside as (
      select (select count(distinct unit_id) from mine) as units, count(*) as last_year, count(now.project_id) as again
      from before left join (select distinct project_id from mine) as now on now.project_id = before.project_id
    ), figures as (
      select case when grouping(office) = 0 then 'group' when grouping(state) = 0 then 'state' when grouping(gravest) = 0 then 'gravest' else 'total' end as kind, state, gravest, office, name,
        count(*) as tables, coalesce(sum(yuan), 0) as yuan, count(*) filter (where yuan is null) as unpriced,
        count(*) filter (where indicators > 0) as with_indicators, coalesce(sum(yuan) filter (where indicators > 0), 0) as covered,
        coalesce(sum(errors), 0) as errors, coalesce(sum(warnings), 0) as warnings, coalesce(sum(advices), 0) as advices,
        count(*) filter (where doubts > 0) as open_tables, coalesce(sum(doubts), 0) as open_values
      from seen group by grouping sets ((), (state), (gravest), (office, name, state))
    )
    select figures.*, units, last_year, again from figures cross join beside`;
}

/** What was handed on last of a row of which nothing else is seen. */
const handedVersion = (slot: ReachSlots): RawBuilder<unknown> => sql`
  select (head #>> '{funding,total,yuan}')::numeric as yuan, (head ->> 'indicators')::integer as indicators
  from handed_on_listed where mine.handed and declaration_id = mine.id and circle = ${readersCircleSql(slot)}`;

/** The offices of a year that somebody looks after: units, and the departments between them and a region. */
async function officesHere(db: Db, year: number, { units, departments, regions }: ReachValues): Promise<{ id: string; name: string; kind: "unit" | "department" }[]> {
  const { rows } = await sql<{ id: string; name: string; kind: "unit" | "department" }>`
    with holding as (select office_id as id, name, kind, parent_id, code from office_span where from_year <= ${year} and (until_year is null or until_year > ${year})),
      below as (select id from holding where kind = 'department' and parent_id = any (${regions}::uuid[]))
    select id, name, kind from holding
    where kind = 'unit' and (id = any (${units}::uuid[]) or parent_id = any (${departments}::uuid[]) or parent_id = any (${regions}::uuid[]) or parent_id in (select id from below))
      or kind = 'department' and id in (select id from below)
    order by code`.execute(db);
  return rows;
}

/** The year summed up, for whoever asks here. */
export async function figuresOf(db: Db, year: number): Promise<YearFigures> {
  const { shape, values } = reachHere();
  const by: By = shape === "house" ? "name" : values.regions.length > 0 ? "department" : "unit";
  const query = sums(shape).get(by);
  const handedIn = async (of: number): Promise<string[]> => (looksFromAfar() ? await handedOnOf(db, of) : []);
  const rows = (await query?.(db, { ...values, year, before: year - 1, handed: await handedIn(year), handedBefore: await handedIn(year - 1) })) ?? [];
  const offices = by === "name" ? [] : await officesHere(db, year, values);
  const own = (kind: Row["kind"]): Row[] => rows.filter((row) => row.kind === kind);
  const [total] = own("total");
  const units = offices.filter(({ kind }) => kind === "unit").length;
  return {
    total: { tables: total?.tables ?? 0, yuan: total?.yuan ?? "0", unpriced: total?.unpriced ?? 0 },
    withIndicators: { tables: total?.with_indicators ?? 0, yuan: total?.covered ?? "0" },
    states: own("state").flatMap(({ state, tables, yuan }) => (state === null ? [] : [{ state, tables, yuan }])),
    findings: own("gravest").flatMap(({ gravest, tables }) => (gravest === null ? [] : [{ gravest, tables }])),
    found: { errors: total?.errors ?? 0, warnings: total?.warnings ?? 0, advices: total?.advices ?? 0 },
    doubts: { tables: total?.open_tables ?? 0, values: total?.open_values ?? 0 },
    by,
    ...grouped(own("group"), offices.filter(({ kind }) => kind === by)),
    units: units === 0 ? null : { all: units, withTables: total?.units ?? 0 },
    projects: { lastYear: total?.last_year ?? 0, again: total?.again ?? 0 },
  };
}

/** The largest groups first, then those that have no table yet. */
function grouped(rows: readonly Row[], offices: readonly { id: string; name: string }[]): Pick<YearFigures, "groups" | "moreGroups"> {
  const names = new Map(offices.map(({ id, name }) => [id, name]));
  const having = [...Map.groupBy(rows, ({ office, name }) => office ?? name ?? "").values()].map((own): GroupFigures => {
    const [first] = own;
    const office = first?.office ?? null;
    return {
      office, name: office === null ? (first?.name ?? null) : (names.get(office) ?? null), tables: own.reduce((all, { tables }) => all + tables, 0), yuan: sum(own.map(({ yuan }) => yuan)),
      states: own.flatMap(({ state, tables }) => (state === null ? [] : [{ state, tables }])),
    };
  });
  const without = offices.filter(({ id }) => having.every(({ office }) => office !== id)).map(({ id, name }): GroupFigures => ({ office: id, name, tables: 0, yuan: "0", states: [] }));
  const all = [...having.sort((one, other) => other.tables - one.tables), ...without];
  return { groups: all.slice(0, groupsTold), moreGroups: Math.max(0, all.length - groupsTold) };
}
