// Searching the audit log: newest first.
import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import { decodeCursor, encodeCursor, type Page, type PageRequest } from "../cursor.ts";
import type { Db } from "../database.ts";

/** An event as it is shown. */
export interface FoundEvent {
  seq: number;
  id: string;
  at: string;
  account: string | null;
  name: string;
  role: string | null;
  address: string | null;
  action: string;
  subject: { kind: string; id: string } | null;
  before: string | null;
  after: string | null;
  detail: unknown;
  previous: string;
  hash: string;
}

export interface EventFilter {
  from?: string | undefined;
  until?: string | undefined;
  /** A part of the name. */
  person?: string | undefined;
  account?: string | undefined;
  /** An action, or with a dot at the end all that begin so. */
  action?: string | undefined;
  kind?: string | undefined;
  subject?: string | undefined;
}

const Key = z.tuple([z.int()]);

/** One page of what a filter finds. @throws DabiaoError LIST-01 for a cursor that is none of ours */
export async function searchEvents(db: Db, filter: EventFilter, page: PageRequest): Promise<Page<FoundEvent>> {
  const before = page.after === undefined ? null : decodeCursor(page.after, Key)[0];
  const rows = await db
    .selectFrom("audit_event")
    .selectAll()
    .select(sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("moment"))
    .where((eb) => eb.and([...conditions(filter), ...(before === null ? [] : [sql<SqlBool>`seq < ${before}`])]))
    .orderBy("seq", "desc")
    .limit(page.limit + 1)
    .execute();
  const items = rows.slice(0, page.limit).map(({ moment, at: _, subject_kind: kind, subject_id: id, previous, hash, ...row }) => ({
    ...row,
    at: moment,
    subject: kind === null || id === null ? null : { kind, id },
    previous: previous.toString("hex"),
    hash: hash.toString("hex"),
  }));
  const last = items.at(-1);
  return { items, next: rows.length > page.limit && last ? encodeCursor([last.seq]) : null };
}

function conditions({ from, until, person, account, action, kind, subject }: EventFilter) {
  const all = [
    from && sql<SqlBool>`at >= ${from}::timestamptz`,
    until && sql<SqlBool>`at < ${until}::timestamptz`,
    person && sql<SqlBool>`strpos(name, ${person}) > 0`,
    account && sql<SqlBool>`account = ${account}`,
    action && (action.endsWith(".") ? sql<SqlBool>`starts_with(action, ${action})` : sql<SqlBool>`action = ${action}`),
    kind && sql<SqlBool>`subject_kind = ${kind}`,
    subject && sql<SqlBool>`subject_id = ${subject}`,
  ];
  return all.filter((one) => one !== undefined && one !== "");
}

/** Every action that there ever was: from one to the next through the index, however many events there are. */
export async function allActions(db: Db): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive known as (
      (select action from audit_event order by action limit 1)
      union all
      select (select action from audit_event where action > known.action order by action limit 1) from known where known.action is not null
    ) select action from known where action is not null`.execute(db);
  return rows.map(({ action }) => action);
}
