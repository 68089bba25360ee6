// The queries behind the list of declarations. Each shape (who asks, which filters, which order) is compiled once. Without
// words the list walks the index of whoever asks and stops when the page is full. Words of a unit or a department are
// looked for in the texts themselves, which are few; those of a region and of the whole house in the newest texts, where
// frequent words fill a page at once, and then in the index of words.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { FormId } from "../../declaration/schema.ts";
import type { Gravest } from "../../review/gravest.ts";
import type { GradeName } from "../../review/opinion.ts";
import type { GoalState } from "../../workflow/states.ts";
import { type Db, inTransaction } from "../database.ts";
import type { DeclarationFilter, DeclarationOrder } from "./list.ts";
import { named, type Slots } from "../named.ts";
import type { HandedOnHead } from "./handed-on.ts";
import { looksFromAfar } from "./handed-on-words.ts";
import { reachHere, type ReachShape, type ReachValues, withinReach } from "./reach.ts";
import { gravestSql, handedOnly, readersCircleSql, stateSeenSql } from "./seen.ts";
import { fold, likePattern, searchTerms } from "./search.ts";
import { storable } from "../storable.ts";

/** Batch, position, errors and warnings of a page's last row. */
export type ListKey = readonly [string, number, number, number];

/** A row of the list as it is stored. */
export interface ListRow {
  id: string;
  document_id: string | null;
  batch: string;
  state: GoalState;
  /** As PostgreSQL writes it. */
  state_since: string;
  secret: boolean;
  grade: GradeName | null;
  revision: number;
  position: number;
  form: FormId;
  year: number | null;
  unit_code: string | null;
  unit_name: string | null;
  department: string | null;
  project_code: string | null;
  project_name: string | null;
  currency: string | null;
  total_text: string | null;
  total_yuan: string | null;
  indicators: number;
  doubts: number;
  errors: number | null;
  warnings: number | null;
  advices: number | null;
  waived: number | null;
  file: string | null;
  /** As PostgreSQL writes it; of what people wrote here, when it was changed. */
  imported_at: string;
  /** Whether whoever asks sees only what was handed on of it. */
  handed: boolean;
  /** What a list shows of that; null also where nothing was. */
  handed_on: HandedOnHead | null;
}

interface Values extends ReachValues {
  year: number;
  form: string;
  document: string;
  declaration: string;
  of: string;
  states: readonly string[];
  gravest: Gravest;
  unitName: string;
  unit: string;
  unitPattern: string;
  pairs: readonly string[];
  patterns: readonly string[];
  words: readonly string[];
  batch: string;
  position: number;
  errors: number;
  warnings: number;
  limit: number;
}

/** What is asked: the reach and the filter as values, and which of them there are. */
export interface Asked {
  reach: ReachShape;
  filters: readonly (keyof typeof conditions)[];
  /** Whether the index of words is asked. */
  indexed: boolean;
  /** Whether whoever asks sees some as they were handed on, and not as they stand. */
  far: boolean;
  values: Given;
}

type Given = { [Name in keyof Values]?: Values[Name] | undefined };

/** Looked for in the index of words, else in each text. */
const hasIndex = (reach: ReachShape): boolean => reach === "house" || reach === "region";

const conditions = {
  year: (slot: Slots<Values>) => sql<SqlBool>`year = ${slot("year")}`,
  form: (slot: Slots<Values>) => sql<SqlBool>`form = ${slot("form")}`,
  document: (slot: Slots<Values>) => sql<SqlBool>`document_id = ${slot("document")}`,
  declaration: (slot: Slots<Values>) => sql<SqlBool>`id = ${slot("declaration")}`,
  of: (slot: Slots<Values>) => sql<SqlBool>`(unit_id = ${slot("of")} or department_id = ${slot("of")})`,
  unitName: (slot: Slots<Values>) => sql<SqlBool>`unit_name = ${slot("unitName")}`,
  states: (slot: Slots<Values>, reach: ReachShape) => sql<SqlBool>`${stateSeenSql(reach, slot)} = any(${slot("states")}::text[])`,
  gravest: (slot: Slots<Values>, reach: ReachShape) => sql<SqlBool>`${gravestSql(reach, slot)} = ${slot("gravest")}`,
  open: (slot: Slots<Values>, reach: ReachShape) => sql<SqlBool>`(doubts > 0 and not ${handedOnly(reach, slot)})`,
  unit: (slot: Slots<Values>) => sql<SqlBool>`(unit_words like ${slot("unitPattern")} or unit_code = ${slot("unit")})`,
  words: (slot: Slots<Values>) => sql<SqlBool>`words like all (${slot("words")}::text[])`,
} as const;

type Filter = keyof typeof conditions;

export function asked(filter: DeclarationFilter): Asked {
  const { shape: reach, values } = reachHere();
  const unit = filter.unit === undefined ? undefined : storable(filter.unit.trim());
  const { pairs, patterns, all: words } = searchTerms(storable(filter.text ?? ""));
  const states = filter.state?.split(",");
  const filters = (["year", "form", "document", "declaration", "of", "unitName", "gravest"] as const).filter((name) => filter[name] !== undefined);
  return {
    reach,
    filters: [...filters, ...(states === undefined ? [] : (["states"] as const)), ...(filter.doubts === "open" ? (["open"] as const) : []), ...(unit === undefined ? [] : (["unit"] as const)), ...(words.length > 0 ? (["words"] as const) : [])],
    indexed: hasIndex(reach) && pairs.length > 0,
    far: looksFromAfar(),
    values: { ...values, ...filter, unitName: storable(filter.unitName ?? ""), states, unit: unit ?? "", unitPattern: likePattern(fold(unit ?? "")), pairs, patterns, words },
  };
}

/** Filters that look at what stands in a declaration, which may be work under way. */
const looksInside: ReadonlySet<Filter> = new Set<Filter>(["year", "form", "unitName", "unit", "words"]);
const inside = ({ filters }: Asked): Filter[] => filters.filter((name) => looksInside.has(name));
const beside = ({ filters }: Asked): Filter[] => filters.filter((name) => !looksInside.has(name));

const all = (told: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> => (told.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`${sql.join(told, sql` and `)}`);
const hold = ({ reach }: Asked, names: readonly Filter[], slot: Slots<Values>): RawBuilder<SqlBool> => all(names.map((name) => conditions[name](slot, reach)));

/** What was handed on of a row to whoever asks. Its columns have the names of those of a declaration, so that the same conditions are put to them. */
const ofHandedOn = (slot: Slots<Values>): RawBuilder<unknown> => sql`from handed_on_listed as handed where handed.declaration_id = declaration_listed.id and handed.circle = ${readersCircleSql(slot)}`;

/** What is asked of contents: of work under way that whoever asks does not see, the version that was handed on has to have it. */
function contentHolds(wish: Asked, slot: Slots<Values>): RawBuilder<SqlBool> {
  const names = inside(wish);
  const holds = hold(wish, names, slot);
  if (!wish.far || names.length === 0) return holds;
  // Not "exists": that is taken for a reason to read all that was ever handed on, and keep it.
  return sql<SqlBool>`(case when ${handedOnly(wish.reach, slot)} then (select ${holds} ${ofHandedOn(slot)}) else ${holds} end)`;
}

interface PageWish {
  after: ListKey | null;
  order: DeclarationOrder;
  limit: number;
}

/**
 * Limits that are asked again and again stand in the text of the query: where the limit is only a value, PostgreSQL takes
 * a plan for all values to be dear and plans the list anew each time, which takes it longer than answering.
 */
const usualLimits: readonly number[] = [2, 21, 51, 101, 201, 1_001, 10_001];
const limited = (limit: number, slot: Slots<Values>): RawBuilder<unknown> => (usualLimits.includes(limit) ? sql.raw(String(limit)) : slot("limit"));

type Query<Row> = (db: Db, values: Given) => Promise<Row[]>;
const kept = new Map<string, Query<unknown>>();

/** The query of a shape; where the index of words is asked planned anew for the words, else once. */
function shaped<Row>(what: string, limit: number, { reach, filters, far, values: { patterns } }: Asked, isIndexed: boolean, build: (slot: Slots<Values>) => RawBuilder<Row>): Query<Row> {
  const shape = [what, usualLimits.includes(limit) ? limit : "any", reach, far ? "far" : "near", ...filters, (patterns ?? []).length > 0 ? "long" : "short"].join("-");
  const query = (kept.get(shape) as Query<Row> | undefined) ?? named<Given, Row>(isIndexed ? null : shape, (_, slot) => build(slot as Slots<Values>));
  kept.set(shape, query);
  return query;
}

/** So many of the newest texts are looked into before the index of words is asked. */
const newest = 400;
/** A page that is longer than this is seldom filled by them. */
const longPage = 101;

/** One page, in its order. */
export async function pageOf(db: Db, wish: Asked, { after, order, limit }: PageWish): Promise<ListRow[]> {
  const [batch = "", position = 0, errors = 0, warnings = 0] = after ?? [];
  const values = { ...wish.values, limit, ...(after !== null && { batch, position, errors, warnings }) };
  const ask = async (on: Db, how: string, build: (wish: Asked, goesOn: boolean, limit: RawBuilder<unknown>, slot: Slots<Values>) => RawBuilder<ListRow>): Promise<ListRow[]> =>
    await shaped<ListRow>(`${how}${after === null ? "" : "-after"}`, limit, wish, wish.indexed && how !== "newest", (slot) => build(wish, after !== null, limited(limit, slot), slot))(on, values);
  if (!wish.indexed) return await ask(db, order, order === "findings" ? byFindings : byImport);
  if (order === "findings") return await withIndex(db, async (on) => await ask(on, "findings", byFindings));
  const first = limit > longPage ? [] : await ask(db, "newest", amongNewest);
  return first.length === limit ? first : await withIndex(db, async (on) => await ask(on, "imported", byImport));
}

/**
 * For words that nearly every row has, the planner takes the index of words for no better than reading the table,
 * because it does not count what unpacking each row's words costs: 250 ms instead of 28 for 20,000 rows.
 */
async function withIndex<Result>(db: Db, query: (on: Db) => Promise<Result>): Promise<Result> {
  return await inTransaction(db, async (transaction) => {
    await sql`set local enable_seqscan = off`.execute(transaction);
    return await query(transaction);
  });
}

const columns = sql.raw(
  "id, document_id, batch, state, state_since::text as state_since, secret, grade, revision, position, form, year, unit_code, unit_name, department, project_code, project_name, currency, total_text, total_yuan, indicators, doubts, errors, warnings, advices, waived, file, coalesce(imported_at, changed_at)::text as imported_at",
);
function told({ reach, far }: Asked, slot: Slots<Values>): RawBuilder<unknown> {
  if (!far) return sql`${columns}, false as handed, null as handed_on`;
  const handed = handedOnly(reach, slot);
  return sql`${columns}, ${handed} as handed, case when ${handed} then (select head ${ofHandedOn(slot)}) end as handed_on`;
}

const later = (slot: Slots<Values>): RawBuilder<SqlBool> => sql<SqlBool>`(batch <= ${slot("batch")} and (batch < ${slot("batch")} or position > ${slot("position")}))`;
const byBatch = sql.raw("batch desc, position");

function byImport(wish: Asked, goesOn: boolean, limit: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<ListRow> {
  return sorted(wish, byBatch, goesOn ? later(slot) : sql<SqlBool>`true`, limit, slot);
}

/** What is found among the newest alone: of a frequent word, a page. */
function amongNewest(wish: Asked, goesOn: boolean, limit: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<ListRow> {
  const behind = goesOn ? later(slot) : sql<SqlBool>`true`;
  return sql<ListRow>`
    with newest as (
      select id, batch, position, state, unit_id, department_id, year, form, unit_code, unit_name, unit_words, words from declaration_listed
      where ${withinReach(wish.reach, slot)} and ${hold(wish, beside(wish), slot)} and ${behind} order by ${byBatch} limit ${sql.raw(String(newest))}),
      cut as (select id from newest as declaration_listed where ${contentHolds(wish, slot)} order by ${byBatch} limit ${limit})
    select ${told(wish, slot)} from declaration_listed where id in (select id from cut) order by ${byBatch}`;
}

const openIn = ({ reach }: Asked, slot: Slots<Values>): RawBuilder<SqlBool> => sql<SqlBool>`not ${handedOnly(reach, slot)}`;

/** What the rules found, −1 when it is not counted yet; of work under way it is not for others to know. */
const figure = (wish: Asked, name: "errors" | "warnings", slot: Slots<Values>): RawBuilder<unknown> =>
  wish.far ? sql`case when ${openIn(wish, slot)} then coalesce(${sql.raw(name)}, -1) else -1 end` : sql`coalesce(${sql.raw(name)}, -1)`;

function byFindings(wish: Asked, goesOn: boolean, limit: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<ListRow> {
  const [foundErrors, foundWarnings] = [figure(wish, "errors", slot), figure(wish, "warnings", slot)];
  const rank = sql`(${foundErrors}, ${foundWarnings})`;
  const seen = sql`(${slot("errors")}::integer, ${slot("warnings")}::integer)`;
  const behind = goesOn ? sql<SqlBool>`(${rank} < ${seen} or (${rank} = ${seen} and ${later(slot)}))` : sql<SqlBool>`true`;
  return sorted(wish, sql`${foundErrors} desc, ${foundWarnings} desc, ${byBatch}`, behind, limit, slot);
}

/** All that is asked of a row, where no index of words is. */
const where = (wish: Asked, slot: Slots<Values>): RawBuilder<SqlBool> => all([withinReach(wish.reach, slot), hold(wish, beside(wish), slot), contentHolds(wish, slot)]);

function sorted(wish: Asked, order: RawBuilder<unknown>, behind: RawBuilder<SqlBool>, limit: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<ListRow> {
  if (!wish.indexed) return sql<ListRow>`select ${told(wish, slot)} from declaration_listed where ${where(wish, slot)} and ${behind} order by ${order} limit ${limit}`;
  return sql<ListRow>`
    with found as materialized (${found(wish, order === byBatch ? sql`` : sql`, errors, warnings, state, unit_id, department_id`, slot)}),
      cut as (select found.id from (select * from found where ${behind} order by ${order}) as found ${fitting(wish, slot)} limit ${limit})
    select ${told(wish, slot)} from declaration_listed where id in (select id from cut) order by ${order}`;
}

/**
 * What the index of words finds. It comes first: to walk the list in order until enough have a rare word takes the whole
 * list, and the planner cannot know how rare a word is.
 */
function found(wish: Asked, more: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<unknown> {
  const asWords = hold(wish, inside(wish).filter((name) => name !== "words"), slot);
  const besides = hold(wish, beside(wish), slot);
  const rows = (handed: boolean, conditionsHold: RawBuilder<SqlBool>): RawBuilder<unknown> => sql`select id, batch, position, ${sql.lit(handed)} as handed${more} from declaration_listed where ${conditionsHold} and ${besides}`;
  const hasPairs = sql<SqlBool>`bigrams @> ${slot("pairs")}::text[] and ${asWords}`;
  if (!wish.far) return rows(false, hasPairs);
  // Two questions, not one with an "or": behind that the index of words is not used. What was handed on is looked at one
  // by one, for it is little; merged with all declarations it took 80 ms.
  const handed = rows(true, sql<SqlBool>`id = handed.declaration_id and handed.circle = ${readersCircleSql(slot)} and ${handedOnly(wish.reach, slot)}`);
  return sql`${rows(false, sql<SqlBool>`${hasPairs} and ${openIn(wish, slot)}`)}
    union all select own.* from (select declaration_id, circle from handed_on_listed where ${hold(wish, inside(wish), slot)}) as handed cross join lateral (${handed} offset 0) as own`;
}

/** Texts are looked into one by one, as far as the page needs: of a word that every table has, the first do. */
const fitting = ({ values: { patterns } }: Asked, slot: Slots<Values>): RawBuilder<unknown> =>
  (patterns ?? []).length === 0 ? sql`` : sql`cross join lateral (select from declaration_listed where declaration_listed.id = found.id and (found.handed or words like all (${slot("patterns")}::text[])) offset 0) as fits`;

/** How many the filter finds; counting stops at `most`. */
export async function countFound(db: Db, wish: Asked, most: number): Promise<number> {
  const query = shaped<{ total: number }>("count", most, wish, wish.indexed, (slot) =>
    wish.indexed
      ? sql`select count(*) as total from (select from (${found(wish, sql``, slot)}) as found ${fitting(wish, slot)} limit ${limited(most, slot)}) as counted`
      : sql`select count(*) as total from (select from declaration_listed where ${where(wish, slot)} limit ${limited(most, slot)}) as counted`,
  );
  const ask = async (on: Db): Promise<{ total: number }[]> => await query(on, { ...wish.values, limit: most });
  const [row] = await (wish.indexed ? withIndex(db, ask) : ask(db));
  return row?.total ?? 0;
}
