// How much the rules find in each declaration (review_figures), for lists and totals. Guards and pages ask the rules
// themselves: these figures may be some minutes old where what changed stands beside a declaration and not in it.
import { sql } from "kysely";
import { reviewOf } from "../../review/run.ts";
import type { Db } from "../database.ts";
import { collect, type Loaded, load, unitOf, waiverOf, waiversFor } from "./reviews.ts";
import { ruleSettings } from "./rule-decisions.ts";

/**
 * Called by whoever holds the declaration's row, before changing it: what is known of it is forgotten, and it is noted that what stands beside it, in its document
 * and its unit, has to be counted again when there is time. Where its unit changes: before and after.
 */
export async function forgetReviews(db: Db, id: string): Promise<void> {
  await sql`
    with forgotten as (delete from review_figures where declaration_id = ${id})
    insert into review_stale (declaration_id, unit, batch)
    select id, coalesce(unit_code, unit_name, ''), batch from declaration where id = ${id}
    on conflict (declaration_id, unit) do update set touched = now()`.execute(db);
}

/** A declaration is taken away: nothing will remind of it, so those beside it are forgotten at once. */
export async function forgetBeside(db: Db, id: string): Promise<void> {
  await sql`
    delete from review_figures where declaration_id in (
      select other.id from declaration other join declaration gone on gone.id = ${id}
      where other.batch = gone.batch or coalesce(other.unit_code, other.unit_name) = coalesce(gone.unit_code, gone.unit_name))`.execute(db);
}

/** Declarations whose figures are counted in one go. */
const countedAtOnce = 100;

/**
 * Counts the findings of some declarations that have no figures: those of one unit or document together.
 * @param today `2026-11-21`: a waiver may have run out
 * @param among all, which takes longer the more there are, or what was changed within the last minute
 * @returns how many were looked at; 0 when nothing waits
 */
export async function countWaiting(db: Db, today: string, among: "all" | "changed" = "all"): Promise<number> {
  const [first] = await waiting(db, among === "all" ? sql`true` : sql`id in (select declaration_id from review_stale where touched > now() - interval '1 minute')`, 1);
  if (!first) return 0;
  const unit = unitOf(first.declaration);
  const some = await waiting(db, unit === null ? sql`batch = ${first.batch}` : sql`coalesce(unit_code, unit_name) = ${unit}`, countedAtOnce);
  await count(db, some, today);
  return some.length;
}

const waiting = async (db: Db, which: ReturnType<typeof sql>, limit: number): Promise<Loaded[]> =>
  await load(db, sql`${which} and not exists (select from review_figures where declaration_id = declaration.id)`, limit);

/** How long a unit has to be quiet before what stands beside its changes is counted again, and how long that waits at most; in seconds. */
export interface Rest {
  quiet: number;
  longest: number;
}

/**
 * Counts one unit and document again, beside whose declarations something changed a while ago.
 * @returns how many were counted; 0 when nothing has rested long enough
 */
export async function countStale(db: Db, today: string, { quiet, longest }: Rest): Promise<number> {
  const { rows } = await sql<{ unit: string; batch: string; until: string }>`
    select unit, batch, touched::text as until from review_stale
    where touched <= now() - make_interval(secs => ${quiet}) or since <= now() - make_interval(secs => ${longest})
    order by since limit 1`.execute(db);
  const [mark] = rows;
  if (!mark) return 0;
  const beside = await load(db, sql`batch = ${mark.batch} or coalesce(unit_code, unit_name) = ${mark.unit}`, 10_000);
  for (let from = 0; from < beside.length; from += countedAtOnce) await count(db, beside.slice(from, from + countedAtOnce), today);
  // Whatever was changed while it was counted has a later mark.
  await sql`delete from review_stale where unit = ${mark.unit} and batch = ${mark.batch} and touched <= ${mark.until}::timestamptz`.execute(db);
  return beside.length;
}

async function count(db: Db, some: readonly Loaded[], today: string): Promise<void> {
  const { facts } = await collect(db, some);
  const [settings, waivers] = await Promise.all([ruleSettings(db), waiversFor(db, some)]);
  const rows = facts.flatMap((one, at) => {
    const own = some[at];
    if (!own) return [];
    const judged = reviewOf(one, settings).findings.map((finding) => ({ severity: finding.severity, waived: waiverOf(finding, own.declaration, waivers, today) !== null }));
    const many = (severity: string) => judged.filter((finding) => !finding.waived && finding.severity === severity).length;
    return [{ declaration_id: own.id, row_version: own.rowVersion, errors: many("error"), warnings: many("warning"), advices: many("advice"), waived: judged.filter(({ waived }) => waived).length }];
  });
  // What was changed or taken away meanwhile, or is being changed now, goes on waiting: these figures are of what it was.
  await sql`
    with unchanged as (
      select declaration_id, one.errors, one.warnings, one.advices, one.waived
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (declaration_id uuid, row_version text, errors integer, warnings integer, advices integer, waived integer)
      join declaration on declaration.id = one.declaration_id and declaration.xmin::text = one.row_version
      for share of declaration skip locked
    )
    insert into review_figures (declaration_id, errors, warnings, advices, waived) select * from unchanged
    on conflict (declaration_id) do update set errors = excluded.errors, warnings = excluded.warnings, advices = excluded.advices, waived = excluded.waived`.execute(db);
}
