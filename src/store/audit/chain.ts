// What an event's hash is taken over, and the check of a whole chain. The encoding is described in docs/audit.md; the
// database does the same in its function audit_hash, and bin/audit-verify.mjs a third time, on its own.
import { hash } from "node:crypto";

/** An event with every field as the text that is hashed: a line of an export. */
export interface ChainedEvent {
  seq: number;
  id: string;
  /** UTC with microseconds: 2026-01-31T08:30:00.123456Z. */
  at: string;
  account: string | null;
  name: string;
  role: string | null;
  address: string | null;
  action: string;
  subject_kind: string | null;
  subject_id: string | null;
  before: string | null;
  after: string | null;
  /** JSON, to the letter. */
  detail: string;
  /** Hexadecimal, as is `hash`. */
  previous: string;
  hash: string;
}

/** The fields in the order in which they are hashed, behind the hash of the event before. */
export const hashedFields = ["seq", "id", "at", "account", "name", "role", "address", "action", "subject_kind", "subject_id", "before", "after", "detail"] as const;

/** The length of a field that is not there. */
const missing = 0xffffffff;

/** What the first event has for the hash of the one before. */
export const beginning = "0".repeat(64);

/** Where a field's bytes are put together: a hash over one piece costs a tenth of one over thirty. */
let desk = Buffer.alloc(64 * 1024);

export function hashOf(event: ChainedEvent): string {
  const longest = hashedFields.reduce((sum, name) => sum + 4 + 3 * String(event[name] ?? "").length, 32);
  if (longest > desk.length) desk = Buffer.alloc(2 * longest);
  let at = desk.write(event.previous, 0, 32, "hex");
  for (const name of hashedFields) {
    const field = event[name];
    const length = field === null ? 0 : desk.write(String(field), at + 4);
    at = desk.writeUInt32BE(field === null ? missing : length, at) + length;
  }
  return hash("sha256", desk.subarray(0, at), "hex");
}

/** The end of a chain at some time: how many events there were, and the hash of the last. */
export interface Head {
  seq: number;
  hash: string;
}

/** Something that is not as it was written. */
export interface Fault {
  /** The event it was noticed at. */
  seq: number;
  message: string;
}

/** After so many faults the rest is only counted. */
const listedFaults = 100;

/** Checks a chain event by event, in the order of seq, without keeping any of them. */
export class ChainCheck {
  readonly faults: Fault[] = [];
  count = 0;
  faultCount = 0;
  #last: Head = { seq: 0, hash: beginning };
  readonly #anchors = new Map<number, string[]>();
  readonly #highest: number;

  /** @param anchors what was noted elsewhere about earlier ends of the chain */
  constructor(anchors: readonly Head[] = []) {
for (const { seq, hash } of anchors) this.#anchors.set(seq, [...(this.#anchors.get(seq) ?? []), hash]);
    this.#highest = anchors.reduce((highest, { seq }) => Math.max(highest, seq), 0);
  }

  add(event: ChainedEvent): void {
    const expected = this.#last.seq + 1;
    this.count += 1;
    if (event.seq > expected) this.#fault(event.seq, `第 ${expected} 至 ${event.seq - 1} 条不见了。`);
    else if (event.seq < expected) this.#fault(event.seq, `第 ${event.seq} 条重复或顺序不对。`);
    else if (event.previous !== this.#last.hash) this.#fault(event.seq, `第 ${event.seq} 条和前一条接不上。`);
    if (hashOf(event) !== event.hash) this.#fault(event.seq, `第 ${event.seq} 条的内容被改过。`);
    for (const hash of this.#anchors.get(event.seq) ?? []) {
      if (hash !== event.hash) this.#fault(event.seq, `第 ${event.seq} 条和当时留下的锚点不符。`);
    }
    this.#last = { seq: event.seq, hash: event.hash };
  }

  /** @param head where the chain is said to end; null when nobody says */
  end(head: Head | null): void {
    const { seq, hash } = this.#last;
    if (this.#highest > seq) this.#fault(seq, `末尾缺少事件：锚点记着第 ${this.#highest} 条，现在只到第 ${seq} 条。`);
    if (head === null) return;
    if (head.seq !== seq) this.#fault(seq, `末尾不符：应当到第 ${head.seq} 条，现在到第 ${seq} 条。`);
    else if (head.hash !== hash) this.#fault(seq, `末尾第 ${seq} 条和记录的哈希不符。`);
  }

  get last(): Head {
    return this.#last;
  }

  #fault(seq: number, message: string): void {
    this.faultCount += 1;
    if (this.faults.length < listedFaults) this.faults.push({ seq, message });
  }
}
