// Reviews of stored declarations: the rules on the server, as the judge.
import { sql } from "kysely";
import type { Declaration, SourceDocument } from "../../declaration/schema.ts";
import { Collection } from "../../review/collection.ts";
import type { Facts } from "../../review/facts.ts";
import { DabiaoError } from "../../problem.ts";
import type { Finding, Outcome, Review } from "../../review/rule.ts";
import { reviewOf, reviewOfDocument } from "../../review/run.ts";
import { type Belonging, belongingOf, waives } from "../../review/waivers.ts";
import { currentOf, holdingChecksOf } from "../checks/history.ts";
import type { Db } from "../database.ts";
import { type DeclarationFilter, listDeclarations } from "../declarations/list.ts";
import { type Held, handedOn } from "../declarations/handed-on.ts";
import { leaving, withSecrets } from "../declarations/secrecy.ts";
import { ruleSettings } from "./rule-decisions.ts";
import { type Waiver, waiversOfUnits } from "./waivers.ts";

/** How many declarations of the same unit are laid beside one: the latest. More would cost more than they tell. */
const siblingsAtMost = 500;

/** A finding of the review, with the waiver that sets it aside. */
export interface JudgedFinding extends Finding {
  waiver: Waiver | null;
}

export interface StoredReview {
  findings: JudgedFinding[];
  outcomes: Outcome[];
}

/** A declaration as it is reviewed. */
export interface Loaded {
  id: string;
  /** Of the row that it was read from; another one when the declaration was changed since. */
  rowVersion: string;
  batch: string;
  position: number;
  revision: number;
  declaration: Declaration;
}

/**
 * The review of one declaration beside its document and its unit's others; undefined when there is no such declaration.
 * @param instead reviewed in its place: what it is wished to become
 */
export async function reviewDeclaration(db: Db, id: string, today: string, instead?: Declaration): Promise<StoredReview | undefined> {
  const [stored] = await load(db, sql`declaration.id = ${id}`, 1);
  if (!stored) return undefined;
  const own = instead ? { ...stored, declaration: instead } : stored;
  const { facts, collection } = await collect(db, [own]);
  const [one] = facts;
  if (!one) return undefined;
  const settings = await ruleSettings(db);
  const document = collection.documents[one.document];
  const results = [reviewOf(one, settings), ...(document ? [reviewOfDocument(document, settings)] : [])];
  const waivers = await waiversFor(db, [own]);
  // To the caller there is one document; where it stood among those that were looked at says nothing.
  const at = <Told extends { declaration: number | null }>(told: Told) => ({ ...told, document: 0, declaration: told.declaration === null ? null : own.position });
  return {
    findings: results.flatMap(({ findings }) => findings).map((finding) => ({ ...at(finding), waiver: waiverOf(finding, own.declaration, waivers, today) })),
    outcomes: results.flatMap(({ outcomes }) => outcomes).map(at),
  };
}

/** The finding that somebody wants to set aside, as the review says it now; undefined when it is not there (any more). */
export async function belongingOfFinding(db: Db, id: string, told: { rule: string; path: string; message: string }, today: string): Promise<Belonging | undefined> {
  const review = await reviewDeclaration(db, id, today);
  const [own] = await load(db, sql`declaration.id = ${id}`, 1);
  const finding = review?.findings.find(({ rule, path, message }) => rule === told.rule && path === told.path && message === told.message);
  return own && finding && belongingOf(finding, own.declaration);
}

/** How many errors the rules find that nobody set aside, and in which revision, of each of some declarations. */
export async function errorsOf(db: Db, ids: readonly string[], today: string): Promise<Map<string, { revision: number; errors: number }>> {
  const wanted = ids.length === 0 ? [] : await load(db, sql`id in (${sql.join(ids)})`, ids.length);
  if (wanted.length === 0) return new Map();
  const { facts } = await collect(db, wanted);
  const [settings, waivers] = await Promise.all([ruleSettings(db), waiversFor(db, wanted)]);
  return new Map(
    wanted.map(({ id, revision, declaration }, at) => {
      const found = facts[at] ? reviewOf(facts[at], settings).findings : [];
      return [id, { revision, errors: found.filter((finding) => finding.severity === "error" && waiverOf(finding, declaration, waivers, today) === null).length }];
    }),
  );
}

/** How many declarations a report holds at most. */
export const reportAtMost = 2_000;

/**
 * The documents of the declarations that a filter finds, reduced to these, and what the rules say of them; waived
 * findings and secret declarations are left out. `ids` are those of the declarations, by document.
 * @throws DabiaoError REVIEW-03 when there are too many for one report
 */
export async function reviewFound(db: Db, filter: DeclarationFilter, today: string): Promise<{ documents: SourceDocument[]; result: Review; ids: string[][]; leftOut: number }> {
  const { items: listed, total } = await listDeclarations(db, filter, { limit: reportAtMost });
  if (total > reportAtMost) throw new DabiaoError("REVIEW-03", { message: `符合条件的有 ${total} 张目标表，一份报告最多 ${reportAtMost} 张。`, hint: "请按年度、单位或来源文件缩小范围。" });
  const { items, leftOut } = leaving(listed);
  if (items.length === 0) return { documents: [], result: { findings: [], outcomes: [] }, ids: [], leftOut };
  const wanted = await load(db, sql`id in (${sql.join(items.map(({ id }) => id))})`, reportAtMost);
  const { facts, collection, reduced } = await collect(db, wanted, true);
  const [settings, waivers] = await Promise.all([ruleSettings(db), waiversFor(db, wanted)]);
  const files = new Map(items.map(({ documentId, id, file }) => [documentId ?? id, file]));
  const documents: SourceDocument[] = [];
  const ids: string[][] = [];
  const result: Review = { findings: [], outcomes: [] };
  for (const [batch, own] of Map.groupBy(facts.map((one, at) => ({ one, loaded: wanted[at] })), ({ loaded }) => loaded?.batch ?? "")) {
    const source = collection.documents[own[0]?.one.document ?? 0];
    if (!source) continue;
    const index = documents.length;
    documents.push({ ...source.document, file: files.get(batch) ?? "", declarations: own.map(({ one }) => one.declaration) });
    ids.push(own.map(({ loaded }) => loaded?.id ?? ""));
    const add = (told: Review, declaration: number | null, of: Declaration | undefined) => {
      result.findings.push(...told.findings.filter((finding) => !of || waiverOf(finding, of, waivers, today) === null).map((finding) => ({ ...finding, document: index, declaration })));
      result.outcomes.push(...told.outcomes.map((outcome) => ({ ...outcome, document: index, declaration })));
    };
    for (const [at, { one }] of own.entries()) add(reviewOf(one, settings), at, one.declaration);
    if (own.length === source.declarations.length && !reduced.has(batch)) add(reviewOfDocument(source, settings), null, undefined);
  }
  return { documents, result, ids, leftOut };
}

/** The declarations that a condition finds, as they stand now, the latest first. */
export async function load(db: Db, which: ReturnType<typeof sql>, limit: number): Promise<Loaded[]> {
  const { rows } = await sql<Held & { batch: string; position: number; content: Declaration; drafted: Declaration | null; revision: number; row_version: string; checked: boolean }>`
    select id, xmin::text as row_version, state, unit_id, department_id, region_id, batch, position, content, drafted, revision,
           exists (select from check_act where declaration_id = declaration.id and taken_back_at is null) as checked
    from declaration where ${which} order by batch desc, position limit ${limit}`.execute(db);
  const known = await handedOn(db, rows);
  const checks = await holdingChecksOf(db, rows.flatMap(({ id, checked }) => (checked && !known.has(id) ? [id] : [])));
  return rows.map((row) => {
    const declaration = known.get(row.id) ?? currentOf(row, checks.get(row.id) ?? []);
    return { id: row.id, rowVersion: row.row_version, batch: row.batch, position: row.position, revision: row.revision, declaration };
  });
}

/** Under what the declarations of one unit are found. */
export const unitOf = ({ unit }: Declaration): string | null => unit.code ?? unit.name;

/**
 * The declarations with all of their documents and units, and the facts of the wanted ones in their order.
 * @param leaves what is said of them leaves the house: findings quote other tables, so secret ones are not compared with,
 *        and of a document that holds one (`reduced`) the prose stays out
 */
export async function collect(db: Db, wanted: readonly Loaded[], leaves = false): Promise<{ facts: Facts[]; collection: Collection; reduced: ReadonlySet<string> }> {
  const batches = [...new Set(wanted.map(({ batch }) => batch))];
  const units = [...new Set(wanted.flatMap(({ declaration }) => unitOf(declaration) ?? []))];
  const open = leaves ? sql`not secret` : sql`true`;
  const sameDocument = await load(db, sql`batch in (${sql.join(batches)}) and ${open}`, 10_000);
  const sameUnit = units.length === 0 ? [] : await load(db, sql`coalesce(unit_code, unit_name) in (${sql.join(units)}) and ${open}`, siblingsAtMost);
  const reduced = leaves ? await withSecrets(db, batches) : new Set<string>();
  const all = new Map([...sameUnit, ...sameDocument, ...wanted].map((one) => [one.id, one]));
  const byDocument = Map.groupBy(all.values(), ({ batch }) => batch);
  const prose = await db.selectFrom("document").select(["id", "file", "title", "year", "overall_goals", "paragraphs"]).where("id", "in", batches).execute();
  const proseOf = new Map(prose.map((row) => [row.id, row]));
  const documents = [...byDocument].map(([id, own]): { ids: string[]; document: SourceDocument } => {
    const told = proseOf.get(id);
    const ordered = own.sort((a, b) => a.position - b.position);
    return {
      ids: ordered.map((one) => one.id),
      document: {
        file: told?.file ?? "", sha256: "", format: "text", verdict: "generic", title: told?.title ?? null, year: told?.year ?? null, publisher: null,
        overallGoals: reduced.has(id) ? [] : (told?.overall_goals ?? []), paragraphs: reduced.has(id) ? [] : (told?.paragraphs ?? []), declarations: ordered.map(({ declaration }) => declaration), problems: [],
      },
    };
  });
  const collection = new Collection(documents.map(({ document }) => document));
  const factsOf = new Map(documents.flatMap(({ ids }, at) => ids.map((id, index): [string, Facts | undefined] => [id, collection.documents[at]?.declarations[index]])));
  return { facts: wanted.flatMap(({ id }) => factsOf.get(id) ?? []), collection, reduced };
}

/** The waivers that may set findings of these declarations aside. */
export async function waiversFor(db: Db, wanted: readonly Loaded[]): Promise<Waiver[]> {
  const units = new Set(wanted.map(({ declaration }) => belongingOf({ rule: "", path: "", message: "" }, declaration).unit));
  return await waiversOfUnits(db, [...units]);
}

/** What sets a finding aside on that day; null: nothing does. */
export function waiverOf(finding: Finding, declaration: Declaration, waivers: readonly Waiver[], today: string): Waiver | null {
  if (waivers.length === 0) return null;
  const belonging = belongingOf(finding, declaration);
  return waivers.find((waiver) => waives(waiver, belonging, today)) ?? null;
}
