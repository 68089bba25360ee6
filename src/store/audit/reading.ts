// Walking through the whole chain, whatever its length, in little memory.
import { type ChainedEvent, ChainCheck, type Fault, type Head } from "./chain.ts";

/** Every field as the text that was hashed. */
const asText = `seq, id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, account::text, name, role,
  address, action, subject_kind, subject_id, before, after, detail::text as detail,
  encode(previous, 'hex') as previous, encode(hash, 'hex') as hash`;

const step = 5_000;

/** Whatever asks on one connection: a client of pg, or kysely's. */
export interface Asker {
  query<Row extends object>(text: string): Promise<{ rows: Row[] }>;
}

/** A chain as it stood at one moment. */
export interface ChainReading {
  head: Head;
  /** Events that committed and wait for their place; since when the first of them. */
  waiting: { count: number; since: Date | null };
  /** In the order of seq, some thousand at a time. */
  events: AsyncIterable<ChainedEvent[]>;
}

/**
 * Begins to read the chain in one snapshot; events that come meanwhile belong to the next reading. To be ended.
 * @param client a connection of its own until `endReading`
 */
export async function beginReading(client: Asker): Promise<ChainReading> {
  await client.query("begin isolation level repeatable read read only");
  const head = await one<{ seq: number; hash: string }>(client, "select seq, encode(hash, 'hex') as hash from audit_head");
  const waiting = await one<{ count: number; since: Date | null }>(client, "select count(*) as count, min(at) as since from audit_waiting");
  return { head: { seq: Number(head.seq), hash: head.hash }, waiting: { ...waiting, count: Number(waiting.count) }, events: eventsOf(client) };
}

export async function endReading(client: Asker): Promise<void> {
  await client.query("rollback");
}

async function one<Row extends object>(client: Asker, text: string): Promise<Row> {
  const { rows } = await client.query<Row>(text);
  if (!rows[0]) throw new Error(`no row: ${text}`);
  return rows[0];
}

async function* eventsOf(client: Asker): AsyncGenerator<ChainedEvent[]> {
  // With the rows in the order of their primary key nothing is sorted, and nothing is kept between two fetches.
  await client.query(`declare audit_chain no scroll cursor for select ${asText} from audit_event order by audit_event.seq`);
  // The next rows are on their way while these are looked at.
  const fetch = async () => await client.query<Omit<ChainedEvent, "seq"> & { seq: number | string }>(`fetch ${step} from audit_chain`);
  for (let coming = fetch(); ; ) {
    const { rows } = await coming;
    if (rows.length === 0) return;
    coming = fetch();
    // Whoever stops in between does not wait for them, nor for what comes of them.
    coming.catch(() => undefined);
    yield rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }
}

/** What came of checking a chain. */
export interface Verdict {
  events: number;
  head: Head;
  waiting: { count: number; since: Date | null };
  faults: Fault[];
  /** All of them, also those that are not listed. */
  faultCount: number;
}

/**
 * Checks every event of the database's chain.
 * @param anchors ends of the chain that were noted elsewhere
 * @param progress told how many events are through
 */
export async function verifyChain(client: Asker, anchors: readonly Head[], progress: (done: number, of: number) => void = () => undefined): Promise<Verdict> {
  const { head, waiting, events } = await beginReading(client);
  try {
    const check = new ChainCheck(anchors);
    for await (const some of events) {
      for (const event of some) check.add(event);
      progress(check.count, head.seq);
    }
    check.end(head);
    return { events: check.count, head: check.last, waiting, faults: check.faults, faultCount: check.faultCount };
  } finally {
    await endReading(client);
  }
}
