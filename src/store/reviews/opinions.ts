// The review form (审核意见表) of stored declarations: proposed from the findings, kept as a person changed it.
import { createHash } from "node:crypto";
import type { Selectable } from "kysely";
import { type FilledOpinion, type GradeName, graded, type Ground, groundsOf, groundsSince, type ProposedOpinion, proposedOpinion, type SignedOpinion } from "../../review/opinion.ts";
import { DabiaoError } from "../../problem.ts";
import { type Doer, named, note } from "../accounts/events.ts";
import { type Db, inTransaction } from "../database.ts";
import { heldColumns, readersCircle, seesHandedOn } from "../declarations/handed-on.ts";
import { stepsOf } from "../goals/versions.ts";
import { type Circle, circles } from "../../workflow/states.ts";
import { newId } from "../ids.ts";
import { reviewDeclaration } from "./reviews.ts";
import type { OpinionLevel, ReviewOpinionTable } from "./schema.ts";
import { storable, storableJson } from "../storable.ts";

/** One saving of the form. */
export interface KeptOpinion extends SignedOpinion {
  id: string;
  /** When and by whom it was taken back; what the findings propose held again. */
  endedAt: string | null;
  endedBy: string | null;
}

/** Which state of things a person looked at: the opinion that held, and what the findings were. */
export interface Seen {
  opinion: string | null;
  grounds: string;
}

/** The form of one declaration: what is proposed, what was kept, and what changed since. */
export interface OpinionState {
  proposed: ProposedOpinion;
  /** What it rests on now. */
  grounds: Ground[];
  kept: KeptOpinion | null;
  /** Findings that came and went since it was kept; null when none is kept. */
  since: { appeared: Ground[]; gone: Ground[] } | null;
  seen: Seen;
  /** Every saving, the latest first. */
  history: KeptOpinion[];
}

type Row = Selectable<ReviewOpinionTable>;

/** At which desk an opinion is given or asked for; null: whichever, the latest. */
export type Level = OpinionLevel | null;

const atLevel = (rows: readonly Row[], level: Level): Row[] => rows.filter((row) => level === null || row.level === level);

const rowsOf = async (db: Db, declarationId: string): Promise<Row[]> => await db.selectFrom("review_opinion").selectAll().where("declaration_id", "=", declarationId).orderBy("id", "desc").execute();

const nearness: Readonly<Record<OpinionLevel, Circle>> = { unit: "unit", department: "department", finance: "finance", outside: "public" };

/** Without what the desks before theirs wrote since the declaration left whoever asks here: that was not handed on yet. */
async function readable(db: Db, declarationId: string, rows: readonly Row[]): Promise<Row[]> {
  const held = await db.selectFrom("declaration").select(heldColumns).where("id", "=", declarationId).executeTakeFirst();
  if (!held || !seesHandedOn(held)) return [...rows];
  const circle = circles.indexOf(readersCircle(held));
  const left = (await stepsOf(db, declarationId))?.[0]?.id ?? "";
  return rows.filter(({ id, level }) => (level !== null && circles.indexOf(nearness[level]) >= circle) || id < left);
}

/** @returns undefined when there is no such declaration */
export async function opinionOfDeclaration(db: Db, declarationId: string, today: string, level: Level = null): Promise<OpinionState | undefined> {
  const review = await reviewDeclaration(db, declarationId, today);
  if (!review) return undefined;
  const findings = review.findings.filter(({ waiver, declaration }) => waiver === null && declaration !== null);
  const [rows, grounds] = [await readable(db, declarationId, await rowsOf(db, declarationId)), groundsOf(findings)];
  const [latest] = atLevel(rows, level);
  const holding = holds(latest) ? latest : undefined;
  return {
    proposed: proposedOpinion(findings),
    grounds,
    kept: holding ? keptOf(holding) : null,
    since: holding ? groundsSince(holding.grounds, grounds) : null,
    seen: { opinion: holding?.id ?? null, grounds: createHash("sha256").update(JSON.stringify(grounds)).digest("hex") },
    history: rows.map(keptOf),
  };
}

/**
 * Keeps what a person filled in; total and grade follow from the points.
 * @returns undefined when there is no such declaration
 * @throws DabiaoError REVIEW-04 when opinion or findings are not those that the person saw
 */
export async function keepOpinion(db: Db, declarationId: string, told: FilledOpinion & { seen: Seen; person: string | null; account?: string | null; level?: Level }, today: string, by: Doer = named(told.person)): Promise<KeptOpinion | undefined> {
  return await inTransaction(db, async (transaction) => {
    const state = await lockedState(transaction, declarationId, today, told.level ?? null);
    if (!state) return undefined;
    if (state.seen.opinion !== told.seen.opinion) throw changedMeanwhile(whoChanged(state));
    if (state.seen.grounds !== told.seen.grounds) throw changedMeanwhile("审核发现的问题刚刚改变。");
    const { points, remarks, conclusion, total, grade } = graded(told);
    const { revision } = await transaction.selectFrom("declaration").select("revision").where("id", "=", declarationId).executeTakeFirstOrThrow();
    const row = await transaction
      .insertInto("review_opinion")
      .values({
        id: newId(), declaration_id: declarationId, points: JSON.stringify(points), remarks: storableJson(remarks), conclusion: storable(conclusion), total, grade,
        grounds: storableJson(state.grounds), person: told.person, account_id: told.account ?? null, level: told.level ?? null, revision,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const kept = keptOf(row);
    await note(transaction, by, "opinion.keep", declarationId, { kind: "declaration", before: state.kept ?? undefined, after: kept, detail: { opinion: kept.id, grade, total, level: told.level ?? null } });
    return kept;
  });
}

/**
 * Takes an opinion back; what the findings propose holds again. It stays in the history.
 * @returns undefined when there is no such declaration or opinion
 * @throws DabiaoError REVIEW-04 when it does not hold any more
 */
export async function endOpinion(db: Db, declarationId: string, opinionId: string, person: string | null, level: Level = null, by: Doer = named(person)): Promise<KeptOpinion | undefined> {
  return await db.transaction().execute(async (transaction) => {
    const locked = await lock(transaction, declarationId);
    const rows = locked ? await rowsOf(transaction, declarationId) : [];
    if (!rows.some(({ id }) => id === opinionId)) return undefined;
    const [latest] = atLevel(rows, level);
    if (latest?.id !== opinionId || !holds(latest)) throw changedMeanwhile("这份意见已经被新的意见取代，或已恢复为建议。");
    const row = await transaction.updateTable("review_opinion").set({ ended_at: new Date(), ended_by: person }).where("id", "=", opinionId).returningAll().executeTakeFirstOrThrow();
    await note(transaction, by, "opinion.end", declarationId, { kind: "declaration", before: keptOf(latest), after: keptOf(row), detail: { opinion: opinionId, level } });
    return keptOf(row);
  });
}

/** The grade that a desk gave since a revision; null when it gave none, or took it back. */
export async function gradeSince(db: Db, declarationId: string, level: OpinionLevel, since: number): Promise<GradeName | null> {
  const [latest] = atLevel(await rowsOf(db, declarationId), level);
  return holds(latest) && latest.revision !== null && latest.revision >= since ? latest.grade : null;
}

/** The opinions that hold, by declaration. */
export async function heldOpinions(db: Db, declarationIds: readonly string[]): Promise<Map<string, KeptOpinion>> {
  if (declarationIds.length === 0) return new Map();
  const rows = await db.selectFrom("review_opinion").selectAll().where("declaration_id", "in", [...declarationIds]).orderBy("declaration_id").orderBy("id", "desc").execute();
  const found = new Map<string, KeptOpinion>();
  for (const [id, own] of Map.groupBy(rows, ({ declaration_id }) => declaration_id)) {
    const [latest] = await readable(db, id, own);
    if (holds(latest)) found.set(id, keptOf(latest));
  }
  return found;
}

const holds = (row: Row | undefined): row is Row => row !== undefined && row.ended_at === null;

const lock = async (db: Db, declarationId: string) => await db.selectFrom("declaration").select("id").where("id", "=", declarationId).forUpdate().executeTakeFirst();

/** Whoever saves the same declaration at the same time waits. */
async function lockedState(db: Db, declarationId: string, today: string, level: Level): Promise<OpinionState | undefined> {
  return (await lock(db, declarationId)) && (await opinionOfDeclaration(db, declarationId, today, level));
}

function whoChanged({ history }: OpinionState): string {
  const [latest] = history;
  const who = latest?.endedAt ? latest.endedBy : latest?.person;
  return `这张审核意见表刚刚被${who ? `“${who}”` : "别人"}${latest?.endedAt ? "恢复为建议" : "保存过"}。`;
}

const changedMeanwhile = (message: string): DabiaoError => new DabiaoError("REVIEW-04", { message, hint: "请看一看现在的建议和意见，再保存。" });

function keptOf({ id, points, remarks, conclusion, total, grade, person, at, ended_at, ended_by }: Row): KeptOpinion {
  return { id, points, remarks, conclusion, total, grade, person, at: at.toISOString(), endedAt: ended_at?.toISOString() ?? null, endedBy: ended_by };
}
