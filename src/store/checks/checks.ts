import { correct } from "../../declaration/correction.ts";
import { nameOfPath, textInWords } from "../../declaration/names.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { problemIndex } from "../../declaration/to-check.ts";
import { noSuchValue, textAt } from "../../declaration/values.ts";
import { goalStates } from "../../workflow/states.ts";
import { DabiaoError } from "../../problem.ts";
import { setOpen } from "./entries.ts";
import { checkHistory, corrected, holdingChecks, type Check } from "./history.ts";
import { type Doer, named, note } from "../accounts/events.ts";
import type { Db } from "../database.ts";
import { listed } from "../declarations/declarations.ts";
import { isFrozen } from "../goals/rows.ts";
import { newId } from "../ids.ts";
import { forgetReviews } from "../reviews/figures.ts";
import type { CheckState } from "./schema.ts";
import { storable } from "../storable.ts";

/** What a person says of a value. */
export interface CheckWish {
  path: string;
  action: "confirm" | "correct";
  /** The right text, when correcting; null: the cell is empty. */
  text: string | null;
  /** The text that the person saw. */
  seen: string | null;
  person: string | null;
}

/** The value has changed since the person looked at it. */
export class CheckConflict extends DabiaoError {
  readonly seen: string | null;
  readonly current: string | null;

  constructor(path: string, seen: string | null, current: string | null, latest: Check | undefined) {
    const who = latest?.person ? `“${latest.person}”` : "别人";
    super("CHECK-03", {
      message: `“${nameOfPath(path)}”刚刚被${who}改过：您看到的是${quoted(path, seen)}，现在是${quoted(path, current)}。`,
      hint: "请看一看现在的值，再确认或更正。",
    });
    this.seen = seen;
    this.current = current;
  }
}

const quoted = (path: string, text: string | null): string => (text === null ? "（空）" : `“${textInWords(path, text)}”`);

/** A declaration as the transaction sees it, locked: others who check it wait their turn. */
interface Locked {
  id: string;
  original: Declaration;
  current: Declaration;
  checks: Check[];
}

async function lock(db: Db, id: string): Promise<Locked | undefined> {
  const row = await db.selectFrom("declaration").select(["content", "drafted", "state"]).where("id", "=", id).forUpdate().executeTakeFirst();
  if (!row) return undefined;
  if (row.drafted !== null) throw new DabiaoError("CHECK-05", { message: "这张表已经在编制中修改，不再核对读取结果。", hint: "请在编制页面直接修改。" });
  if (isFrozen(row.state)) throw new DabiaoError("CHECK-06", { message: `这张表的状态是“${goalStates[row.state].zh}”，读取结果不能再改。`, hint: "需要改动时，请等审核人退回。" });
  const checks = await holdingChecks(db, id);
  return { id, original: row.content, current: corrected(row.content, checks), checks };
}

/**
 * Keeps a check: history, queue, list and search follow in one transaction.
 * @returns undefined when there is no such declaration
 * @throws DabiaoError CHECK-01 no such value, CHECK-02 the text does not fit, CHECK-03 the value is not what was seen
 */
export async function keepCheck(db: Db, declarationId: string, wish: CheckWish, by: Doer = named(wish.person)): Promise<Check | undefined> {
  return await db.transaction().execute(async (transaction) => {
    const found = await lock(transaction, declarationId);
    if (!found) return undefined;
    const act = problemIndex(wish.path) === null ? ofValue(found, wish) : await ofUnplaced(transaction, found, wish);
    await transaction
      .insertInto("check_act")
      .values({ id: act.id, declaration_id: declarationId, path: wish.path, person: wish.person, account_id: by.account, ...act.row })
      .execute();
    return await settle(transaction, found, { path: wish.path, checkId: act.id, person: wish.person, action: act.row.state === "corrected" ? "check.correct" : "check.confirm" }, by);
  });
}

interface Act {
  id: string;
  row: { state: CheckState; original: string | null; text: string | null };
}

function ofValue({ original, current, checks }: Locked, { path, action, text, seen }: CheckWish): Act {
  const shown = textAt(current, path);
  if (seen !== shown) throw new CheckConflict(path, seen, shown, checks.find((check) => check.path === path));
  const asRead = textAt(original, path);
  if (action === "confirm") return { id: newId(), row: { state: "confirmed", original: asRead, text: shown } };
  const wanted = storable(text);
  const after = textAt(wanted === asRead ? original : correct(current, { path, text: wanted }), path);
  return { id: newId(), row: { state: after === shown ? "confirmed" : "corrected", original: asRead, text: after } };
}

/** An unplaced text can only be confirmed as seen: no value takes a correction. */
async function ofUnplaced(db: Db, { id, checks }: Locked, { path, action, seen }: CheckWish): Promise<Act> {
  const entry = await db
    .selectFrom("check_entry")
    .select("message")
    .where("declaration_id", "=", id)
    .where("path", "=", path)
    .executeTakeFirst();
  if (!entry || action === "correct") throw noSuchValue(path);
  if (seen !== entry.message) throw new CheckConflict(path, seen, entry.message, checks.find((check) => check.path === path));
  return { id: newId(), row: { state: "confirmed", original: entry.message, text: entry.message } };
}

/** Lets queue, list and search follow the checks as they are now; returns the check with this id. */
async function settle(db: Db, { id, original, current }: Locked, { path, checkId, person, action }: { path: string; checkId: string; person: string | null; action: string }, by: Doer): Promise<Check> {
  const history = await checkHistory(db, id);
  const holding = history.filter(({ holds }) => holds);
  const now = corrected(original, holding);
  await setOpen(db, id, path, !holding.some((check) => check.path === path));
  await db.updateTable("declaration").set((eb) => ({ ...listed(now), revision: eb("revision", "+", 1), changed_at: new Date(), changed_name: person })).where("id", "=", id).execute();
  await forgetReviews(db, id);
  const check = history.find((one) => one.id === checkId);
  if (!check) throw new Error(`no check ${checkId}`);
  await note(db, by, action, id, { kind: "declaration", before: current, after: now, detail: { check: checkId, path, original: check.original, text: check.text } });
  return check;
}

/**
 * Takes back one's own check, when it is the one that holds; what held before it holds again.
 * @returns undefined when there is no such declaration or check
 * @throws DabiaoError CHECK-04 when it is somebody else's, or does not hold any more
 */
export async function takeBackCheck(db: Db, declarationId: string, checkId: string, person: string | null, by: Doer = named(person)): Promise<Check | undefined> {
  return await db.transaction().execute(async (transaction) => {
    const found = await lock(transaction, declarationId);
    const check = found && (await checkHistory(transaction, declarationId)).find(({ id }) => id === checkId);
    if (!check) return undefined;
    if (!isOwnCheck(check, by.account, person)) throw notToTakeBack(`这是${check.person === null ? "未登记姓名的人" : `“${check.person}”`}核对的，只能由本人撤回。`);
    if (!check.holds) throw notToTakeBack(check.takenBackAt === null ? "这个值后来又核对过。" : "这次核对已经撤回。");
    await transaction.updateTable("check_act").set({ taken_back_at: new Date() }).where("id", "=", checkId).execute();
    return await settle(transaction, found, { path: check.path, checkId, person, action: "check.take-back" }, by);
  });
}

/** Two people may bear one name: with accounts it is the account that counts. */
export const isOwnCheck = (check: Pick<Check, "account" | "person">, account: string | null, person: string | null): boolean => check.account === account && (account !== null || check.person === person);

const notToTakeBack = (why: string): DabiaoError =>
  new DabiaoError("CHECK-04", { message: `不能撤回：${why}`, hint: "需要改动时，请直接更正这个值。" });
