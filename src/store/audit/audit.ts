// Writing the audit log. The chain itself, and what makes it hold, stands in the migration and in docs/audit.md.
import { createHash } from "node:crypto";
import { type Insertable, sql } from "kysely";
import { beginning, type Head } from "./chain.ts";
import type { AuditWaitingTable } from "./schema.ts";
import type { Db } from "../database.ts";
import { newId } from "../ids.ts";
import { storable, storableJson } from "../storable.ts";

/** Who did what to what, from where. */
export interface AuditEvent {
  actor: { account: string | null; name: string; role: string | null };
  /** The network address the request came from; null for what the server does by itself. */
  from: string | null;
  /** `declaration.submit`, `session.begin`, … */
  action: string;
  subject: { kind: string; id: string } | null;
  /** `fingerprint` of the subject before and after; null where there was none. */
  before: string | null;
  after: string | null;
  /** Whatever a reader of the log should know besides; becomes JSON. */
  detail: unknown;
}

/**
 * Writes an event. Called inside the transaction of an act, so that both commit or neither does. Nobody waits for
 * anybody here: the event gets its place in the chain afterwards (`sealEvents`).
 * @param db the transaction of the act; or the database, for what changes nothing (reading, a refusal)
 * @returns the event's id
 */
export async function record(db: Db, event: AuditEvent): Promise<string> {
  const id = newId();
  await db.insertInto("audit_waiting").values(waiting(id, event)).execute();
  return id;
}

/** Writes several events that belong to no act, in one statement. */
export async function recordAll(db: Db, events: readonly AuditEvent[]): Promise<void> {
  await db
    .insertInto("audit_waiting")
    .values(events.map((event) => waiting(newId(), event)))
    .execute();
}

function waiting(id: string, { actor, subject, ...event }: AuditEvent): Insertable<AuditWaitingTable> {
  return {
    id,
    account: actor.account,
    name: storable(actor.name),
    role: actor.role,
    address: event.from,
    action: event.action,
    subject_kind: subject?.kind ?? null,
    subject_id: subject === null ? null : storable(subject.id),
    before: event.before,
    after: event.after,
    detail: storableJson(event.detail ?? null),
  };
}

/** SHA-256 over a value's JSON with the keys of objects in order: equal values have equal fingerprints. */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(inOrder(value)) ?? "null").digest("hex");
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== "object" || "toJSON" in value) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, inOrder(item)]),
  );
}

/** Events that one transaction of sealing takes at most. */
const batch = 5_000;

/** Moves every event that waits into the chain. @returns how many */
export async function sealEvents(db: Db): Promise<number> {
  for (let sealed = 0; ; ) {
    const { rows } = await sql<{ sealed: number }>`select audit_seal(${batch}) as sealed`.execute(db);
    const more = rows[0]?.sealed ?? 0;
    sealed += more;
    if (more < batch) return sealed;
  }
}

/** Where the chain ends now. */
export async function headOf(db: Db): Promise<Head> {
  const head = await db.selectFrom("audit_head").select(["seq", "hash"]).executeTakeFirst();
  return head ? { seq: head.seq, hash: head.hash.toString("hex") } : { seq: 0, hash: beginning };
}

/** The hash of one event, in hexadecimal; undefined when there is none of that number. */
export async function hashAt(db: Db, seq: number): Promise<string | undefined> {
  const event = await db.selectFrom("audit_event").select("hash").where("seq", "=", seq).executeTakeFirst();
  return event?.hash.toString("hex");
}
