// 经过 of a table, the newest first: its steps from their own record, everything else from the audit log. Nothing is kept for it.
import { sql } from "kysely";
import { z } from "zod";
import type { Actor } from "../../workflow/actor.ts";
import { actionsOfKind, type HappeningAction, type HappeningKind, wordsOfHappening } from "../../workflow/history.ts";
import { isTold, type Owned } from "../../workflow/permissions.ts";
import { type OfficeKind, type RoleId, roles } from "../../workflow/roles.ts";
import { type Circle, circles } from "../../workflow/states.ts";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../cursor.ts";
import type { Db } from "../database.ts";
import { heldColumns, readersCircle, seesHandedOn } from "../declarations/handed-on.ts";
import { adjustmentsSeen } from "./adjustments.ts";
import { ownedOf } from "./doer.ts";
import { type LoggedEvent, wordsOf } from "./history-words.ts";
import { type Remark, type Step, stepsOf } from "./versions.ts";

/** One line of the history: a step, something that was done, or what one person did over and over on a day. */
export interface Happening {
  id: string;
  kind: HappeningKind;
  zh: string;
  /** What it was about, in words; null where there is nothing more to say. */
  about: string | null;
  person: string | null;
  role: RoleId | null;
  at: string;
  /** How often, and since when: of what is told together. */
  times: number;
  since: string;
  opinion: string;
  remarks: Remark[];
  adjustment: string | null;
  version: number | null;
  /** What was changed or looked at, the latest first. */
  places: string[];
  /** How many places besides were not noted one by one. */
  further: number;
}

/** Where a page ended: the step and the event that it came to. */
const Key = z.tuple([z.uuid().nullable(), z.int().nullable()]);

/** Events that are asked for at a time: many of them may become one line. */
const chunk = 200;
/** Places that a line names at most. */
const placesNamed = 50;

/**
 * One page of the history as whoever asks here may know it. Who looks from further away learns nothing of what has happened
 * since the table left them.
 * @returns undefined when there is no such declaration
 * @throws DabiaoError LIST-01 for a cursor that is none of ours
 */
export async function historyOf(db: Db, actor: Actor, id: string, { kind, ...page }: PageRequest & { kind?: HappeningKind | undefined }): Promise<Page<Happening> | undefined> {
  const after = page.after === undefined ? ([null, null] as const) : decodeCursor(page.after, Key);
  const row = await db.selectFrom("declaration").select([...heldColumns, "circle", "secret", "document_id"]).where("id", "=", id).executeTakeFirst();
  const steps = await stepsOf(db, id);
  if (!row || !steps) return undefined;
  const left = seesHandedOn(row) ? { since: steps[0]?.id ?? "", circle: readersCircle(row) } : null;
  const subjects = await subjectsOf(db, id, row.document_id);
  const told = (event: LoggedEvent): boolean => isTold(actor, ownedOf(row) satisfies Owned, event) && (left === null || event.id < left.since || isNear(actor, event, left.circle));
  const wanted = steps.filter((step) => after[0] === null || step.id < after[0]);
  return await pageOf(merged(wanted, eventsOf(db, subjects, actionsOfKind(kind), after[1], told)), kind, page.limit, after);
}

const circleAt: Readonly<Record<OfficeKind, Circle>> = { unit: "unit", department: "department", region: "finance" };

/** One's own doing, or that of somebody who stands no nearer to the table than whoever asks. */
function isNear(actor: Actor, { account, role }: LoggedEvent, circle: Circle): boolean {
  if (account !== null && account === actor.account) return true;
  return role !== null && Object.hasOwn(roles, role) && circles.indexOf(circleAt[roles[role as RoleId].at]) >= circles.indexOf(circle);
}

export interface Subject {
  kind: string;
  id: string;
}

/** Everything whose events are events of the table. */
async function subjectsOf(db: Db, id: string, document: string | null): Promise<Subject[]> {
  const waivers = await db.selectFrom("waiver").select("id").where("declaration_id", "=", id).execute();
  return [
    { kind: "declaration", id },
    ...(document === null ? [] : [{ kind: "document", id: document }]),
    ...(await adjustmentsSeen(db, id)).map((adjustment) => ({ kind: "adjustment", id: adjustment })),
    ...waivers.map((waiver) => ({ kind: "waiver", id: waiver.id })),
  ];
}

/** The latest events of some subjects before one: each subject's from the index of its own. */
export const eventsQuery = (subjects: readonly Subject[], actions: readonly HappeningAction[], before: number | null) => sql<LoggedEvent>`
  select event.*, asked.name as asked
  from unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map(({ id }) => id)}::text[]) as about (kind, id)
  cross join lateral (
    select seq, id, at, account, name, role, action, subject_kind as kind, subject_id as subject, detail from audit_event
    where subject_kind = about.kind and subject_id = about.id and action = any (${[...actions]}::text[]) and seq < ${before ?? Number.MAX_SAFE_INTEGER}
    order by seq desc limit ${chunk}
  ) as event
  left join account as asked on action like '%assign' and asked.id = dabiao_uuid(detail ->> 'account')
  order by event.seq desc limit ${chunk}`;

/** All of them that whoever asks here is told, the latest first. */
async function* eventsOf(db: Db, subjects: readonly Subject[], actions: readonly HappeningAction[], after: number | null, told: (event: LoggedEvent) => boolean): AsyncGenerator<LoggedEvent> {
  for (let before = after; ; ) {
    const { rows } = await eventsQuery(subjects, actions, before).execute(db);
    for (const row of rows) {
      const event = { ...row, seq: Number(row.seq) };
      if (told(event)) yield event;
    }
    const last = rows.at(-1);
    if (rows.length < chunk || !last) return;
    before = Number(last.seq);
  }
}

type One = { step: Step } | { event: LoggedEvent };

/** Both in the order of their ids, which tell when they were made. */
async function* merged(steps: readonly Step[], events: AsyncIterable<LoggedEvent>): AsyncGenerator<One> {
  const rest = [...steps];
  for await (const event of events) {
    for (let [step] = rest; step !== undefined && step.id > event.id; [step] = rest) yield { step: rest.shift() ?? step };
    yield { event };
  }
  for (const step of rest) yield { step };
}

/** Until the page is full: its last line is complete before the next page begins. */
async function pageOf(all: AsyncIterable<One>, kind: HappeningKind | undefined, limit: number, after: readonly [string | null, number | null]): Promise<Page<Happening>> {
  const items: Happening[] = [];
  let [step, seq] = after;
  // A step lies between what was done before and after it, also where steps are not asked for.
  let open: { event: LoggedEvent } | null = null;
  for await (const one of all) {
    const isStep = "step" in one;
    const joined: Happening | null = isStep || open === null ? null : together(items.at(-1), open.event, one.event);
    const line = joined !== null || (isStep && kind !== undefined && kind !== "act") ? null : isStep ? ofStep(one.step) : wordsOf(one.event);
    if (line !== null && items.length === limit) return { items, next: encodeCursor([step, seq]) };
    if (joined !== null) items.splice(-1, 1, joined);
    if (line !== null) items.push(line);
    if (isStep) step = one.step.id;
    else seq = one.event.seq;
    open = isStep ? null : one;
  }
  return { items, next: null };
}

const dayInChina = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });

/** What the same person did to the same thing just before, on the same day, goes into the line of what came after. */
function together(line: Happening | undefined, later: LoggedEvent, event: LoggedEvent): Happening | null {
  const same = event.action === later.action && event.subject === later.subject && event.account === later.account && event.name === later.name;
  if (!line || !same || !wordsOfHappening(event.action).gathered || dayInChina.format(event.at) !== dayInChina.format(later.at)) return null;
  const { places, further, since } = wordsOf(event);
  const all = [...new Set([...line.places, ...places])];
  return { ...line, times: line.times + 1, since, places: all.slice(0, placesNamed), further: line.further + further + Math.max(0, all.length - placesNamed) };
}

function ofStep({ id, zh, person, role, at, opinion, remarks, adjustment, version }: Step): Happening {
  return { id, kind: "act", zh, about: null, person, role, at, times: 1, since: at, opinion, remarks, adjustment, version, places: [], further: 0 };
}
