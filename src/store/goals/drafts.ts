// Drafts: begun from nothing or from another table, saved as a whole, never over what somebody else has saved.
import { retyped } from "../../declaration/retyped.ts";
import type { Declaration, FormId } from "../../declaration/schema.ts";
import { blankDraft, copiedTo } from "../../drafting/start.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { formOf, nationalForm } from "../../forms/list.ts";
import { itemFields, listNames } from "../../declaration/values.ts";
import { DabiaoError } from "../../problem.ts";
import { type ChangeInWords, differenceOf, inWords, pairsIn } from "../../workflow/difference.ts";
import { changesLogged, type LoggedChange } from "../../workflow/history.ts";
import { type AdjustmentState, type GoalState, goalStates } from "../../workflow/states.ts";
import { fingerprint } from "../audit/audit.ts";
import { type Db, inTransaction } from "../database.ts";
import { findDeclaration, listed } from "../declarations/declarations.ts";
import { type Doer, fingerprintOf, recordAct, roleFor } from "./doer.ts";
import { changedSince, type GoalRow, isFrozen, lockGoal, type LockedGoal, refuseUnseen } from "./rows.ts";
import { formToWrite } from "../forms/forms.ts";
import { newId } from "../ids.ts";
import { ancestorsOf, findOffice } from "../offices/offices.ts";
import { ownersInYear, nobody } from "../declarations/owners.ts";
import { projectOf } from "../offices/projects.ts";
import { forgetBeside, forgetReviews } from "../reviews/figures.ts";
import { storableJson } from "../storable.ts";

/** What a draft is begun with. */
export interface DraftWish {
  unit: string | null;
  year: number;
  from: string | null;
  name: string | null;
  form: FormId | null;
}

export interface Draft {
  id: string;
  revision: number;
  state: GoalState;
  declaration: Declaration;
}

/** What is stored now, and by whom it was changed last. */
export interface Theirs {
  declaration: Declaration;
  revision: number;
  state: GoalState | AdjustmentState;
  person: string | null;
  at: string;
}

/** Somebody saved first: both contents, so that a person can choose. */
export class DraftConflict extends DabiaoError {
  readonly theirs: Theirs;
  readonly yours: Declaration;
  readonly changes: ChangeInWords[];

  constructor(row: Pick<GoalRow, "revision" | "changed_name" | "changed_at"> & { state: GoalState | AdjustmentState }, current: Declaration, yours: Declaration, seen: number) {
    const { message } = changedSince(row, seen);
    super("GOAL-01", { message, hint: "两份都还在：请比较以后选择保留哪一份。" });
    this.theirs = { declaration: current, revision: row.revision, state: row.state, person: row.changed_name, at: row.changed_at.toISOString() };
    this.yours = yours;
    this.changes = inWords(differenceOf(current, yours), current, yours);
  }
}

/**
 * Begins a draft: empty, or as a copy of another table for another year.
 * @throws DabiaoError GOAL-10 when it is not clear for which unit, API-03 when there is no such table to begin with
 */
export async function startDraft(db: Db, doer: Doer, wish: DraftWish): Promise<Draft> {
  return await inTransaction(db, async (transaction) => {
    const unit = unitFor(doer, wish.unit);
    const source = wish.from === null ? undefined : await findDeclaration(transaction, wish.from);
    if (wish.from !== null && source === undefined) throw new DabiaoError("API-03", { message: "没有找到作为底稿的目标表。", hint: "请从列表里重新选择。" });
    const owners = unit === null ? nobody : await ownersInYear(transaction, unit, wish.year);
    const declaration = await namedAfter(transaction, begun(source?.declaration ?? null, wish, await paperFor(transaction, wish.form ?? source?.declaration.form ?? null)), unit, wish.year);
    const { code, name } = declaration.project;
    // A copy of last year's table is about the same project, whatever it is called by now.
    const sameProject = source?.unitId === unit && wish.name === null ? source?.projectId : null;
    const project = unit === null ? null : (sameProject ?? (await projectOf(transaction, unit, code, name, wish.year)));
    const id = newId();
    await transaction
      .insertInto("declaration")
      .values({
        id, batch: id, position: 0, content: storableJson(declaration), drafted: storableJson(declaration), ...listed(declaration), ...owners, doubts: 0,
        project_id: project, created_by: doer.actor.account, changed_by: doer.actor.account, changed_name: doer.actor.name,
      })
      .execute();
    const after = fingerprintOf("DRAFT", fingerprint(declaration));
    await recordAct(transaction, doer, { action: "declaration.begin", subject: { kind: "declaration", id }, before: null, after, detail: { from: wish.from, project }, role: unit === null ? null : "unit-clerk" });
    return { id, revision: 1, state: "DRAFT", declaration };
  });
}

/** For which unit somebody begins something: the one that was named, else the only one. @throws DabiaoError GOAL-10 */
export function unitFor({ actor }: Doer, wanted: string | null): string | null {
  if (actor.mode === "local") return null;
  const own = [...new Set(actor.grants.flatMap(({ role, office }) => (role === "unit-clerk" ? [office] : [])))];
  const unit = wanted === null && own.length === 1 ? own[0] : own.find((one) => one === wanted);
  if (unit !== undefined) return unit;
  throw new DabiaoError("GOAL-10", {
    message: wanted === null ? "您在几个单位担任经办，请写明为哪个单位编制。" : "您不是这个单位的经办人，不能为它编制。",
    hint: "请在自己担任经办的单位里选择。",
  });
}

/** The form on whose paper a draft begins; the national one where the wanted one is none that could be filled in. */
async function paperFor(db: Db, form: FormId | null): Promise<FormDefinition> {
  if (form === null) return nationalForm;
  return formOf(form) ?? (await formToWrite(db, form)) ?? nationalForm;
}

function begun(source: Declaration | null, { year, name, form }: DraftWish, paper: FormDefinition): Declaration {
  const blank = blankDraft(paper, { unit: { code: null, name: null }, department: null, year });
  if (source === null) return { ...blank, project: { ...blank.project, name } };
  const copy = { ...copiedTo(source, year), project: { ...source.project, name: name ?? source.project.name } };
  return form === null || form === source.form ? copy : { ...copy, form, printed: blank.printed };
}

/** Unit and department as the tree of the year calls them. */
async function namedAfter(db: Db, declaration: Declaration, unit: string | null, year: number): Promise<Declaration> {
  const office = unit === null ? null : await findOffice(db, unit, year);
  if (office === null) return declaration;
  const department = (await ancestorsOf(db, office.id, year)).find(({ kind }) => kind === "department");
  return { ...declaration, unit: { code: office.code, name: office.name }, department: department?.name ?? declaration.department };
}

/**
 * Saves a draft over the revision that its author saw.
 * @returns undefined when there is no such declaration
 * @throws DraftConflict GOAL-01 with both contents, DabiaoError GOAL-03 not one's own, GOAL-05 when it may not be edited any more
 */
export async function saveDraft(db: Db, doer: Doer, id: string, seen: number, sent: Declaration): Promise<Draft | undefined> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, id);
    if (!goal) return undefined;
    const { row } = goal;
    const role = roleFor(doer, ["unit-clerk"], goal.owned);
    const declaration = storedForm(goal.declaration, sent);
    if (row.revision !== seen) throw new DraftConflict(row, goal.declaration, declaration, seen);
    refuseFrozen(row.state);
    await writeContent(transaction, doer, goal, declaration);
    const [before, after] = [fingerprintOf(row.state, goal.sha256), fingerprintOf(row.state, fingerprint(declaration))];
    await recordAct(transaction, doer, { action: "declaration.save", subject: { kind: "declaration", id }, before, after, detail: { revision: row.revision + 1, ...loggedChanges(goal.declaration, declaration) }, role });
    return { id, revision: row.revision + 1, state: row.state, declaration };
  });
}

/** What the audit log keeps of a saving: how many places were changed, and which; never what stood there. */
export function loggedChanges(before: Declaration, after: Declaration): { changed: number; changes: LoggedChange[] } {
  const changes = differenceOf(before, after);
  return { changed: changes.length, changes: changes.slice(0, changesLogged).map(({ kind, path }) => [kind, path]) };
}

/** Puts another content into the row that the transaction holds, with all that follows from it. */
export async function writeContent(db: Db, { actor }: Doer, { row, declaration: before }: LockedGoal, declaration: Declaration): Promise<void> {
  const { id } = row;
  const owners = row.unit_id === null || declaration.year === before.year ? {} : await ownersInYear(db, row.unit_id, declaration.year);
  await forgetReviews(db, id);
  const changed = { drafted: storableJson(declaration), ...listed(declaration), ...owners, doubts: 0, revision: row.revision + 1, changed_at: new Date(), changed_by: actor.account, changed_name: actor.name };
  await db.updateTable("declaration").set(changed).where("id", "=", id).execute();
  if (row.document_id !== null) await db.updateTable("check_entry").set({ open: false }).where("declaration_id", "=", id).where("open", "=", true).execute();
  if (declaration.unit.code !== before.unit.code || declaration.unit.name !== before.unit.name) await forgetReviews(db, id);
}

function refuseFrozen(state: GoalState): void {
  if (!isFrozen(state)) return;
  const approved = state === "APPROVED" || state === "PUBLISHED";
  throw new DabiaoError("GOAL-05", { message: `这张表的状态是“${goalStates[state].zh}”，不能修改。`, hint: approved ? "已批复的目标只能通过调整改变。" : "需要修改时，请等审核人退回。" });
}

/** As it is stored: texts that the database takes, values read from them, and the places of what has stayed. */
export function storedForm(before: Declaration, sent: Declaration): Declaration {
  const told = retyped(JSON.parse(storableJson(sent)) as Declaration, before);
  return { ...told, places: placesKept(before, told), doubts: [] };
}

/** Where in the source things stand, for the items that are still there; an added row stands nowhere. */
export function placesKept(before: Declaration, after: Declaration): Declaration["places"] {
  const kept = Object.entries(before.places).filter(([path]) => !/^\w+\[/.test(path));
  const inLists = listNames.flatMap((list) =>
    pairsIn(list, before, after).flatMap(([old, now]) =>
      ["", ...itemFields(list).map((field) => `.${field}`)].flatMap((field): [string, Declaration["places"][string]][] => {
        const places = before.places[`${list}[${old}]${field}`];
        return places ? [[`${list}[${now}]${field}`, places]] : [];
      }),
    ),
  );
  return Object.fromEntries([...kept, ...inLists]);
}

/**
 * Takes a draft away that was begun here and never handed on.
 * @returns whether there was one
 * @throws DabiaoError GOAL-06 when it has left its beginnings, or came from a file
 */
export async function removeDraft(db: Db, doer: Doer, id: string, seen: number): Promise<boolean> {
  return await inTransaction(db, async (transaction) => {
    const goal = await lockGoal(transaction, id);
    if (!goal) return false;
    const role = roleFor(doer, ["unit-clerk"], goal.owned);
    refuseUnseen(goal, seen);
    const handed = await transaction.selectFrom("declaration_step").select("id").where("declaration_id", "=", id).limit(1).executeTakeFirst();
    if (goal.row.state !== "DRAFT" || handed || goal.row.document_id !== null)
      throw new DabiaoError("GOAL-06", { message: goal.row.document_id === null ? "送审过的目标表不能删除。" : "导入的目标表不能单独删除。", hint: goal.row.document_id === null ? "它的办理过程要留下来。" : "可以在导入记录里撤销整次导入。" });
    await forgetBeside(transaction, id);
    await transaction.deleteFrom("declaration").where("id", "=", id).execute();
    await recordAct(transaction, doer, { action: "declaration.remove", subject: { kind: "declaration", id }, before: fingerprintOf("DRAFT", goal.sha256), after: null, detail: null, role });
    return true;
  });
}
