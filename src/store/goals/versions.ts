// Versions and steps: what was handed on, and who did what. Rows are only added.
import { nameOfStep } from "../../workflow/names.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { type ChangeInWords, differenceOf, inWords } from "../../workflow/difference.ts";
import type { RoleId } from "../../workflow/roles.ts";
import { type AdjustmentState, adjustmentStates, type Circle, circles, type GoalState } from "../../workflow/states.ts";
import { fingerprint } from "../audit/audit.ts";
import type { Db } from "../database.ts";
import { findDeclaration } from "../declarations/declarations.ts";
import type { Doer } from "./doer.ts";
import { heldColumns, reaches, readersCircle, seesHandedOn } from "../declarations/handed-on.ts";
import { newId } from "../ids.ts";
import { storable, storableJson } from "../storable.ts";

export interface VersionSummary {
  number: number;
  action: string;
  zh: string;
  reason: string;
  sha256: string;
  person: string | null;
  at: string;
}

/** One thing that a reviewer asks for. */
export interface Asked {
  /** The value or row that it is about; null: the whole table. */
  path: string | null;
  text: string;
  /** What the reviewer would write there; null: nothing is proposed. */
  proposal: string | null;
}

export interface Remark extends Asked {
  reply: string | null;
}

export interface Step {
  id: string;
  action: string;
  zh: string;
  from: string;
  to: string;
  opinion: string;
  remarks: Remark[];
  adjustment: string | null;
  version: number | null;
  person: string | null;
  role: RoleId | null;
  at: string;
}

/** Keeps a content as the next version of a declaration, whose row the transaction holds. */
export async function keepVersion(db: Db, declarationId: string, told: { action: string; content: Declaration; reason: string }, { actor }: Doer): Promise<{ id: string; number: number; sha256: string }> {
  const { last } = await db.selectFrom("declaration_version").select((eb) => eb.fn.max("number").as("last")).where("declaration_id", "=", declarationId).executeTakeFirstOrThrow();
  const content = storableJson(told.content);
  const version = { id: newId(), number: (last ?? 0) + 1, sha256: fingerprint(JSON.parse(content)) };
  await db
    .insertInto("declaration_version")
    .values({ ...version, declaration_id: declarationId, action: told.action, content, reason: storable(told.reason), account_id: actor.account, person: actor.name })
    .execute();
  return version;
}

/** The latest version of a declaration; undefined while there is none. */
export async function latestVersion(db: Db, declarationId: string): Promise<{ id: string; number: number } | undefined> {
  return await db.selectFrom("declaration_version").select(["id", "number"]).where("declaration_id", "=", declarationId).orderBy("number", "desc").limit(1).executeTakeFirst();
}

export interface NewStep {
  declarationId: string;
  adjustmentId?: string;
  action: string;
  from: string;
  to: string;
  opinion: string;
  remarks?: readonly Remark[];
  /** What else a reader of the history should know. */
  detail?: object;
  versionId: string | null;
  sha256: string;
  /** Since this step. */
  revision: number;
  role: RoleId | null;
}

export async function keepStep(db: Db, told: NewStep, { actor }: Doer): Promise<void> {
  await db
    .insertInto("declaration_step")
    .values({
      id: newId(), declaration_id: told.declarationId, adjustment_id: told.adjustmentId ?? null, action: told.action, from_state: told.from, to_state: told.to,
      opinion: storable(told.opinion), detail: storableJson({ ...told.detail, remarks: told.remarks ?? [] }), version_id: told.versionId, sha256: told.sha256, revision: told.revision,
      account_id: actor.account, person: actor.name, role: told.role,
    })
    .execute();
}

/**
 * Every step of a declaration that whoever asks here may see, the latest first. Who looks from further away does not see
 * what the unit has done since it went back.
 * @returns undefined when there is no such declaration
 */
export async function stepsOf(db: Db, id: string): Promise<Step[] | undefined> {
  const held = await db.selectFrom("declaration").select(heldColumns).where("id", "=", id).executeTakeFirst();
  if (!held) return undefined;
  const rows = await db
    .selectFrom("declaration_step")
    .leftJoin("declaration_version", "declaration_version.id", "declaration_step.version_id")
    .selectAll("declaration_step")
    .select("declaration_version.number")
    .where("declaration_step.declaration_id", "=", id)
    .orderBy("declaration_step.id", "desc")
    .execute();
  const steps = rows.map((row): Step => ({
    id: row.id, action: row.action, zh: nameOfStep(row.action), from: row.from_state, to: row.to_state, opinion: row.opinion, remarks: remarksIn(row.detail),
    adjustment: row.adjustment_id, version: row.number, person: row.person, role: row.role as RoleId | null, at: row.at.toISOString(),
  }));
  const circle = readersCircle(held);
  const seen = circle === "unit" ? steps : withoutAdjustmentsUnderWay(steps, circle);
  return seesHandedOn(held) ? since(seen, ({ adjustment, to }) => adjustment === null && reaches(to as GoalState, circle)) : seen;
}

/** The last step into the circle of whoever asks, the one that led out of it again, and all before. */
function since(steps: readonly Step[], isInto: (step: Step) => boolean): Step[] {
  const last = steps.findIndex(isInto);
  return last === -1 ? [] : steps.slice(Math.max(0, last - 1));
}

/** Of each adjustment what has reached the circle: while the unit works on it, only the unit knows. */
function withoutAdjustmentsUnderWay(steps: readonly Step[], circle: Circle): Step[] {
  const shown = new Set([...Map.groupBy(steps, ({ adjustment }) => adjustment)].flatMap(([adjustment, own]) => (adjustment === null ? own : since(own, ({ to }) => reachesAdjusting(to as AdjustmentState, circle)))));
  return steps.filter((step) => shown.has(step));
}

const reachesAdjusting = (state: AdjustmentState, circle: Circle): boolean => circles.indexOf(adjustmentStates[state].circle) >= circles.indexOf(circle);

/** Steps of earlier versions of the product know no proposals. */
export const remarksIn = (detail: Record<string, unknown>): Remark[] => (Array.isArray(detail.remarks) ? (detail.remarks as Remark[]).map((remark) => ({ ...remark, proposal: remark.proposal ?? null })) : []);

const summary = ["number", "action", "reason", "sha256", "person", "at"] as const;
const told = <Row extends { action: string; at: Date }>({ at, ...row }: Row): Omit<Row, "at"> & { zh: string; at: string } => ({ ...row, zh: nameOfStep(row.action), at: at.toISOString() });

/** The versions of a declaration, the latest first. @returns undefined when there is no such declaration */
export async function versionsOf(db: Db, id: string): Promise<VersionSummary[] | undefined> {
  const held = await db.selectFrom("declaration").select(heldColumns).where("id", "=", id).executeTakeFirst();
  if (!held) return undefined;
  const rows = await db.selectFrom("declaration_version").select(summary).where("declaration_id", "=", id).orderBy("number", "desc").execute();
  const steps = await stepsOf(db, id);
  const newest = seesHandedOn(held) ? Math.max(0, ...(steps ?? []).map(({ version }) => version ?? 0)) : Number.POSITIVE_INFINITY;
  return rows.filter(({ number }) => number <= newest).map(told);
}

export async function findVersion(db: Db, id: string, number: number): Promise<(VersionSummary & { declaration: Declaration }) | undefined> {
  const visible = await versionsOf(db, id);
  if (!visible?.some((version) => version.number === number)) return undefined;
  const row = await db.selectFrom("declaration_version").select([...summary, "content"]).where("declaration_id", "=", id).where("number", "=", number).executeTakeFirst();
  if (!row) return undefined;
  const { content, ...rest } = row;
  return { ...told(rest), declaration: content };
}

/** What is different between two versions, or between one and the content as it stands. @returns undefined when there is none of them */
export async function differenceBetween(db: Db, id: string, from: number, to: number | null): Promise<ChangeInWords[] | undefined> {
  const before = (await findVersion(db, id, from))?.declaration;
  const after = to === null ? (await findDeclaration(db, id))?.declaration : (await findVersion(db, id, to))?.declaration;
  return before && after && inWords(differenceOf(before, after), before, after);
}
