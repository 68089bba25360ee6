import { sql, type ExpressionBuilder, type SqlBool, type Expression } from "kysely";
import { z } from "zod";
import { emptyDeclaration } from "../declaration/empty.ts";
import type { FormId } from "../declaration/schema.ts";
import type { GradeName } from "../review/opinion.ts";
import type { GoalState } from "../workflow/states.ts";
import type { Money } from "../declaration/money.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "./cursor.ts";
import type { Db } from "./database.ts";
import { handedOn, seesHandedOn, stateSeen } from "./handed-on.ts";
import type { Tables } from "./schema.ts";
import { fold, likePattern, searchTerms } from "./search.ts";
import { storable } from "./storable.ts";

/** What the list of declarations can be narrowed by; all of it must hold. */
export interface DeclarationFilter {
  year?: number | undefined;
  /** Contained in the unit's name, or equal to its code. */
  unit?: string | undefined;
  /** Words, separated by white space, that must all occur in the declaration. */
  text?: string | undefined;
  form?: FormId | undefined;
  document?: string | undefined;
  /** This one alone. */
  declaration?: string | undefined;
}

/** A row of the list. */
export interface DeclarationSummary {
  id: string;
  documentId: string | null;
  /** The name of the imported file; empty when people wrote it here. */
  file: string;
  position: number;
  form: FormId;
  year: number | null;
  unitCode: string | null;
  unitName: string | null;
  department: string | null;
  projectCode: string | null;
  projectName: string | null;
  total: Money | null;
  currency: string | null;
  indicators: number;
  doubts: number;
  importedAt: string;
  state: GoalState;
  stateSince: string;
  secret: boolean;
  grade: GradeName | null;
  revision: number;
  /** What the rules found, waived findings left out; null while it is not counted yet. */
  review: { errors: number; warnings: number; advices: number; waived: number } | null;
}

/** imported: newest import first, then the order of the document; findings: the gravest first, then the same. */
export type DeclarationOrder = "imported" | "findings";

const Count = z.int().min(-1).max(2_147_483_647);
/** The last row's batch and position, with its errors and warnings (−1: not counted) when findings decide. */
const Key = z.tuple([z.uuid(), Count, Count, Count]);
type Key = z.infer<typeof Key>;

/**
 * The declarations that a filter finds: newest import first, then in the order of the document. Pages stay stable
 * while others import, because a page goes on from the last row's key and not from a count of rows.
 */
export async function listDeclarations(
  db: Db,
  filter: DeclarationFilter,
  page: PageRequest,
  order: DeclarationOrder = "imported",
): Promise<Page<DeclarationSummary> & { total: number }> {
  const after = page.after === undefined ? null : decodeCursor(page.after, Key);
  const rows = await preferIndex(db, filter, (on) => selectPage(on, filter, { after, order, limit: page.limit + 1 }));
  const items = await asSeen(db, rows.slice(0, page.limit));
  const last = items.at(-1);
  const total = rows[0]?.total ?? (after === null ? 0 : await preferIndex(db, filter, (on) => countFound(on, filter)));
  return { items, next: last && rows.length > page.limit ? encodeCursor([last.documentId ?? last.id, last.position, last.review?.errors ?? -1, last.review?.warnings ?? -1]) : null, total };
}

/**
 * For words that nearly every row has, the planner takes the index of words for no better than reading the table,
 * because it does not count what unpacking each row's words costs: 250 ms instead of 28 for 20,000 rows.
 */
async function preferIndex<Result>(db: Db, filter: DeclarationFilter, query: (on: Db) => Promise<Result>): Promise<Result> {
  if (filter.text === undefined || searchTerms(filter.text).pairs.length === 0) return await query(db);
  return await db.transaction().execute(async (transaction) => {
    await sql`set local enable_seqscan = off`.execute(transaction);
    return await query(transaction);
  });
}

async function countFound(db: Db, filter: DeclarationFilter): Promise<number> {
  const { total } = await db
    .selectFrom("declaration")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .where((eb) => matches(eb, filter))
    .executeTakeFirstOrThrow();
  return total;
}

type SummaryRow = Awaited<ReturnType<typeof selectPage>>[number];

const columns = [
  "id",
  "document_id",
  "unit_id",
  "department_id",
  "region_id",
  "batch",
  "state",
  "state_since",
  "secret",
  "grade",
  "revision",
  "changed_at",
  "position",
  "form",
  "year",
  "unit_code",
  "unit_name",
  "department",
  "project_code",
  "project_name",
  "currency",
  "total_text",
  "total_yuan",
  "indicators",
  "doubts",
] as const;

async function selectPage(db: Db, filter: DeclarationFilter, { after, order, limit }: { after: Key | null; order: DeclarationOrder; limit: number }) {
  return await db
    .with(
      (cte) => {
        const found = cte("found");
        // With a text filter the index for words must come first: walking the list in its order and looking into every
        // text until enough are found takes seconds for a rare word, and the planner cannot know how rare a word is.
        return filter.text === undefined ? found.notMaterialized() : found.materialized();
      },
      (cte) =>
        cte
          .selectFrom("declaration")
          .select(columns)
          .where((eb) => matches(eb, filter)),
    )
    .selectFrom("found")
    .leftJoin("document", "document.id", "found.document_id")
    .leftJoin("review_figures", "review_figures.declaration_id", "found.id")
    .selectAll("found")
    .select(["review_figures.errors", "review_figures.warnings", "review_figures.advices", "review_figures.waived"])
    .select(["document.file", "document.imported_at"])
    .select((eb) =>
      eb
        .selectFrom("found")
        .select((all) => all.fn.countAll<number>().as("all"))
        .as("total"),
    )
    .$if(after !== null, (query) => query.where(after === null ? sql<SqlBool>`true` : behind(after, order)))
    .$if(order === "findings", (query) => query.orderBy(sql`coalesce(errors, -1)`, "desc").orderBy(sql`coalesce(warnings, -1)`, "desc"))
    .orderBy("found.batch", "desc")
    .orderBy("found.position")
    .limit(limit)
    .execute();
}

/** The rows that come behind a page's last one. */
function behind([batch, position, errors, warnings]: Key, order: DeclarationOrder) {
  const later = sql<SqlBool>`(batch <= ${batch} and (batch < ${batch} or position > ${position}))`;
  if (order === "imported") return later;
  const rank = sql`(coalesce(errors, -1), coalesce(warnings, -1))`;
  return sql<SqlBool>`(${rank} < (${errors}::integer, ${warnings}::integer) or (${rank} = (${errors}::integer, ${warnings}::integer) and ${later}))`;
}

function matches(eb: ExpressionBuilder<Tables, "declaration">, filter: DeclarationFilter): Expression<SqlBool> {
  const conditions: Expression<SqlBool>[] = [];
  if (filter.year !== undefined) conditions.push(eb("year", "=", filter.year));
  if (filter.form !== undefined) conditions.push(eb("form", "=", filter.form));
  if (filter.document !== undefined) conditions.push(eb("document_id", "=", filter.document));
  if (filter.declaration !== undefined) conditions.push(eb("id", "=", filter.declaration));
  if (filter.unit !== undefined) {
    const unit = storable(filter.unit.trim());
    conditions.push(eb.or([eb("unit_words", "like", likePattern(fold(unit))), eb("unit_code", "=", unit)]));
  }
  if (filter.text !== undefined) {
    const { pairs, patterns } = searchTerms(storable(filter.text));
    if (pairs.length > 0) conditions.push(sql<SqlBool>`bigrams @> ${pairs}::text[]`);
    for (const pattern of patterns) conditions.push(eb("words", "like", pattern));
  }
  return eb.and(conditions);
}

/** The rows as whoever asks here may see them: of what a unit works on again, what was handed on. */
async function asSeen(db: Db, rows: readonly SummaryRow[]): Promise<DeclarationSummary[]> {
  const known = await handedOn(db, rows);
  return rows.map((row) => {
    const own = summaryOf(row);
    const content = known.get(row.id);
    if (!seesHandedOn(row)) return own;
    const { unit, project, funding } = content ?? emptyDeclaration;
    return {
      ...own, form: content?.form ?? row.form, unitCode: unit.code, unitName: unit.name, department: content?.department ?? null, projectCode: project.code, projectName: project.name,
      total: funding.total, currency: funding.currency, indicators: content?.indicators.length ?? 0, doubts: 0, state: stateSeen(row), grade: null, review: null,
    };
  });
}

function summaryOf(row: SummaryRow): DeclarationSummary {
  return {
    id: row.id,
    documentId: row.document_id,
    file: row.file ?? "",
    position: row.position,
    form: row.form,
    year: row.year,
    unitCode: row.unit_code,
    unitName: row.unit_name,
    department: row.department,
    projectCode: row.project_code,
    projectName: row.project_name,
    total: row.total_text === null ? null : { text: row.total_text, yuan: row.total_yuan },
    currency: row.currency,
    indicators: row.indicators,
    doubts: row.doubts,
    importedAt: (row.imported_at ?? row.changed_at).toISOString(),
    state: row.state,
    stateSince: row.state_since.toISOString(),
    secret: row.secret,
    grade: row.grade,
    revision: row.revision,
    review: row.errors === null ? null : { errors: row.errors, warnings: row.warnings ?? 0, advices: row.advices ?? 0, waived: row.waived ?? 0 },
  };
}
