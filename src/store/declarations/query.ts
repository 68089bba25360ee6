// The queries behind the list of declarations. Each shape (who asks, which filters, which order) is compiled once. Without
// words the list walks the index of whoever asks and stops when the page is full. Words of a unit or a department are
// looked for in the texts themselves, which are few; those of a region and of the whole house in the index of words.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { FormId } from "../../declaration/schema.ts";
import type { Gravest } from "../../review/gravest.ts";
import type { GradeName } from "../../review/opinion.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { Db } from "../database.ts";
import type { DeclarationFilter, DeclarationOrder } from "./list.ts";
import { named, type Slots } from "../named.ts";
import { findHandedOn, looksFromAfar } from "./handed-on-words.ts";
import { reachHere, type ReachShape, type ReachValues, withinReach } from "./reach.ts";
import { gravestSql, handedOnly, stateSeenSql } from "./seen.ts";
import { fold, likePattern, searchTerms } from "./search.ts";
import { storable } from "../storable.ts";

/** Batch, position, errors and warnings of a page's last row. */
export type ListKey = readonly [string, number, number, number];

/** A row of the list as it is stored. */
export interface ListRow {
  id: string;
  document_id: string | null;
  unit_id: string | null;
  department_id: string | null;
  region_id: string | null;
  batch: string;
  state: GoalState;
  state_since: Date;
  secret: boolean;
  grade: GradeName | null;
  revision: number;
  changed_at: Date;
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
  imported_at: Date | null;
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
  batch: string;
  position: number;
  errors: number;
  warnings: number;
  limit: number;
  /** Found in what was handed on to whoever asks. */
  handed: readonly string[];
}

/** What is asked: the reach and the filter as values, and which of them there are. */
export interface Asked {
  reach: ReachShape;
  filters: readonly (keyof typeof conditions)[];
  /** What the index of words is asked for; null when it is not asked. */
  pairs: readonly string[] | null;
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
  pairs: (slot: Slots<Values>) => sql<SqlBool>`bigrams @> ${slot("pairs")}::text[]`,
  patterns: (slot: Slots<Values>) => sql<SqlBool>`words like all (${slot("patterns")}::text[])`,
} as const;

export function asked(filter: DeclarationFilter): Asked {
  const { shape: reach, values } = reachHere();
  const unit = filter.unit === undefined ? undefined : storable(filter.unit.trim());
  const { pairs, patterns, all } = searchTerms(storable(filter.text ?? ""));
  const indexed = hasIndex(reach) && pairs.length > 0;
  const sought = indexed ? patterns : all;
  const states = filter.state?.split(",");
  const filters = (["year", "form", "document", "declaration", "of", "unitName", "gravest"] as const).filter((name) => filter[name] !== undefined);
  return {
    reach,
    filters: [...filters, ...(states === undefined ? [] : (["states"] as const)), ...(filter.doubts === "open" ? (["open"] as const) : []), ...(unit === undefined ? [] : (["unit"] as const)), ...(indexed ? (["pairs"] as const) : []), ...(sought.length > 0 ? (["patterns"] as const) : [])],
    pairs: indexed ? pairs : null,
    far: looksFromAfar(),
    values: { ...values, ...filter, unitName: storable(filter.unitName ?? ""), states, unit: unit ?? "", unitPattern: likePattern(fold(unit ?? "")), pairs, patterns: sought, handed: [] },
  };
}

/** Filters that look at what stands in a declaration, which may be work under way. */
const inContent: ReadonlySet<string> = new Set(["year", "form", "unitName", "unit", "pairs", "patterns"]);
const looksInside = ({ far, filters }: Asked): boolean => far && filters.some((name) => inContent.has(name));

/** Where whoever asks does not see work under way: what the filter finds in what was handed on to them. */
export async function withHandedOn(db: Db, wish: Asked, { year, form, unitName, unit, text }: DeclarationFilter): Promise<Asked> {
  if (!looksInside(wish)) return wish;
  const { unit: code = "", unitPattern: pattern = "" } = wish.values;
  const handed = await findHandedOn(db, { year, form, unitName, unit: unit === undefined ? undefined : { code, pattern }, patterns: searchTerms(storable(text ?? "")).all });
  return { ...wish, values: { ...wish.values, handed } };
}

const openIn = ({ reach }: Asked, slot: Slots<Values>): RawBuilder<SqlBool> => sql<SqlBool>`not ${handedOnly(reach, slot)}`;
const all = (told: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> => sql<SqlBool>`${sql.join([...told, sql`true`], sql` and `)}`;

function where(wish: Asked, slot: Slots<Values>): RawBuilder<SqlBool> {
  const { reach, filters, pairs } = wish;
  const within = pairs === null ? [withinReach(reach, slot)] : [];
  if (!looksInside(wish)) return all([...within, ...filters.map((name) => conditions[name](slot, reach))]);
  const [inside, beside] = [filters.filter((name) => inContent.has(name)), filters.filter((name) => !inContent.has(name))];
  const found = sql<SqlBool>`((${openIn(wish, slot)} and ${all(inside.map((name) => conditions[name](slot, reach)))}) or id = any (${slot("handed")}::uuid[]))`;
  return all([...within, ...beside.map((name) => conditions[name](slot, reach)), found]);
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

/** The query of a shape; planned anew for the words of each search, else once. */
function shaped<Row>(what: string, limit: number, { reach, filters, pairs, far }: Asked, build: (slot: Slots<Values>) => RawBuilder<Row>): Query<Row> {
  const shape = [what, usualLimits.includes(limit) ? limit : "any", reach, far ? "far" : "near", ...filters].join("-");
  const hasWords = pairs !== null || filters.includes("patterns");
  const query = (kept.get(shape) as Query<Row> | undefined) ?? named<Given, Row>(hasWords ? null : shape, (_, slot) => build(slot as Slots<Values>));
  kept.set(shape, query);
  return query;
}

/** One page, in its order. */
export async function pageOf(db: Db, wish: Asked, { after, order, limit }: PageWish): Promise<ListRow[]> {
  const [batch, position, errors, warnings] = after ?? [];
  const what = `${order}${after === null ? "" : "-after"}`;
  const query = shaped<ListRow>(what, limit, wish, (slot) => (order === "findings" ? byFindings : byImport)(wish, after !== null, limited(limit, slot), slot));
  return await query(db, { ...wish.values, limit, ...(after !== null && { batch: batch ?? "", position: position ?? 0, errors: errors ?? 0, warnings: warnings ?? 0 }) });
}

const columns = sql.raw(
  "id, document_id, unit_id, department_id, region_id, batch, state, state_since, secret, grade, revision, changed_at, position, form, year, unit_code, unit_name, department, project_code, project_name, currency, total_text, total_yuan, indicators, doubts, errors, warnings, advices, waived, file, imported_at",
);
const later = (slot: Slots<Values>): RawBuilder<SqlBool> => sql<SqlBool>`(batch <= ${slot("batch")} and (batch < ${slot("batch")} or position > ${slot("position")}))`;

const byBatch = sql.raw("batch desc, position");

function byImport(wish: Asked, goesOn: boolean, limit: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<ListRow> {
  return sorted(wish, byBatch, goesOn ? later(slot) : sql<SqlBool>`true`, limit, slot);
}

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

function sorted(wish: Asked, order: RawBuilder<unknown>, behind: RawBuilder<SqlBool>, limit: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<ListRow> {
  if (wish.pairs === null) return sql<ListRow>`select ${columns} from declaration_listed where ${where(wish, slot)} and ${behind} order by ${order} limit ${limit}`;
  return sql<ListRow>`
    with ${found(wish, order === byBatch ? sql`` : sql`, errors, warnings, state, unit_id, department_id`, slot)},
      cut as (select found.id from (select * from found where ${behind} order by ${order}) as found ${fitting(wish, slot)} limit ${limit})
    select ${columns} from declaration_listed where id in (select id from cut) order by ${order}`;
}

/**
 * What the index of words finds. It comes first: to walk the list in order until enough have a rare word takes the whole
 * list, and the planner cannot know how rare a word is.
 */
function found(wish: Asked, more: RawBuilder<unknown>, slot: Slots<Values>): RawBuilder<unknown> {
  const { reach, filters } = wish;
  const asIndexed = filters.filter((name) => name !== "patterns");
  const rows = (conditionsHold: RawBuilder<SqlBool>): RawBuilder<unknown> => sql`select id, batch, position${more} from declaration_listed where ${conditionsHold}`;
  const hold = (names: readonly (keyof typeof conditions)[]): RawBuilder<SqlBool> => all(names.map((name) => conditions[name](slot, reach)));
  if (!looksInside(wish)) return sql`found as materialized (${rows(hold(asIndexed))})`;
  // Two questions, not one with an "or": behind that the index of words is not used.
  const handed = sql<SqlBool>`id = any (${slot("handed")}::uuid[]) and not (${openIn(wish, slot)})`;
  const beside = hold(asIndexed.filter((name) => !inContent.has(name)));
  return sql`found as materialized (${rows(sql<SqlBool>`${hold(asIndexed)} and ${openIn(wish, slot)}`)} union all ${rows(sql<SqlBool>`${handed} and ${beside}`)})`;
}

const fits = (wish: Asked, slot: Slots<Values>): RawBuilder<SqlBool> => (looksInside(wish) ? sql<SqlBool>`(${conditions.patterns(slot)} or declaration_listed.id = any (${slot("handed")}::uuid[]))` : conditions.patterns(slot));

/** Texts are looked into one by one, as far as the page needs: of a word that every table has, the first do. */
const fitting = (wish: Asked, slot: Slots<Values>): RawBuilder<unknown> =>
  wish.filters.includes("patterns") ? sql`cross join lateral (select from declaration_listed where declaration_listed.id = found.id and ${fits(wish, slot)} offset 0) as fits` : sql``;

/** How many the filter finds; counting stops at `most`. */
export async function countFound(db: Db, wish: Asked, most: number): Promise<number> {
  const query = shaped<{ total: number }>("count", most, wish, (slot) =>
    wish.pairs === null
      ? sql`select count(*) as total from (select from declaration_listed where ${where(wish, slot)} limit ${limited(most, slot)}) as counted`
      : sql`with ${found(wish, sql``, slot)} select count(*) as total from (select from found ${fitting(wish, slot)} limit ${limited(most, slot)}) as counted`,
  );
  const [row] = await query(db, { ...wish.values, limit: most });
  return row?.total ?? 0;
}
