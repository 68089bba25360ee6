import { z } from "zod";
import { emptyDeclaration } from "../../declaration/empty.ts";
import type { FormId } from "../../declaration/schema.ts";
import type { Gravest } from "../../review/gravest.ts";
import type { GradeName } from "../../review/opinion.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { Money } from "../../declaration/money.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../cursor.ts";
import type { Db } from "../database.ts";
import { isoOf } from "../moment.ts";
import { asked, countFound, type ListKey, type ListRow, pageOf } from "./query.ts";

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
  /** Of this unit, or of the units of this department. */
  of?: string | undefined;
  /** Exactly the unit's name as it is printed. */
  unitName?: string | undefined;
  /** In one of these states as whoever asks sees them, separated by commas. */
  state?: string | undefined;
  gravest?: Gravest | undefined;
  /** open: with values that nobody has checked. */
  doubts?: "open" | undefined;
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

const everything = 2_147_483_646;

const Count = z.int().min(-1).max(2_147_483_647);
/** The last row's batch and position, with its errors and warnings (−1: not counted) when findings decide. */
const Key = z.tuple([z.uuid(), Count, Count, Count]);

export interface DeclarationPage extends Page<DeclarationSummary> {
  /** All that the filter finds, counted to one beyond what was asked; null when it was not to be counted. */
  total: number | null;
}

/**
 * The declarations that a filter finds: newest import first, then in the order of the document. Pages stay stable
 * while others import, because a page goes on from the last row's key and not from a count of rows.
 * @param countTo how far the total is counted; null: not at all
 */
export async function listDeclarations(db: Db, filter: DeclarationFilter, page: PageRequest, order?: DeclarationOrder): Promise<DeclarationPage & { total: number }>;
export async function listDeclarations(db: Db, filter: DeclarationFilter, page: PageRequest, order: DeclarationOrder, countTo: number | null): Promise<DeclarationPage>;
export async function listDeclarations(db: Db, filter: DeclarationFilter, page: PageRequest, order: DeclarationOrder = "imported", countTo: number | null = everything): Promise<DeclarationPage> {
  const after: ListKey | null = page.after === undefined ? null : decodeCursor(page.after, Key);
  const wish = asked(filter);
  const rows = await pageOf(db, wish, { after, order, limit: page.limit + 1 });
  const total = countTo === null ? null : await countFound(db, wish, countTo + 1);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return { items: rows.slice(0, page.limit).map(asSeen), next: last ? encodeCursor([last.batch, last.position, ...figuresSeen(last)]) : null, total };
}

/** What decides the order by findings: of a table on which its unit works again, whoever sees what was handed on learns nothing. */
const figuresSeen = (row: ListRow): [number, number] => (row.handed ? [-1, -1] : [row.errors ?? -1, row.warnings ?? -1]);

/** A row as whoever asks here may see it: of what a unit works on again, what was handed on. */
function asSeen(row: ListRow): DeclarationSummary {
  const own = summaryOf(row);
  if (!row.handed) return own;
  const { form, unit, department, project, funding, indicators } = row.handed_on ?? { ...emptyDeclaration, form: row.form, indicators: 0 };
  return {
    ...own, form, unitCode: unit.code, unitName: unit.name, department, projectCode: project.code, projectName: project.name,
    total: funding.total, currency: funding.currency, indicators, doubts: 0, state: "RETURNED", grade: null, review: null,
  };
}

function summaryOf(row: ListRow): DeclarationSummary {
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
    importedAt: isoOf(row.imported_at),
    state: row.state,
    stateSince: isoOf(row.state_since),
    secret: row.secret,
    grade: row.grade,
    revision: row.revision,
    review: row.errors === null ? null : { errors: row.errors, warnings: row.warnings ?? 0, advices: row.advices ?? 0, waived: row.waived ?? 0 },
  };
}
