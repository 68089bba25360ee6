import { setTimeout as sleep } from "node:timers/promises";
import { addAnchor, type Anchor, readAnchors } from "../../store/audit/anchors.ts";
import { beginning } from "../../store/audit/chain.ts";
import { hashAt, headOf, sealEvents } from "../../store/audit/audit.ts";
import { isUnavailable, type Db } from "../../store/database.ts";

/** Brings events into the chain in the background, and notes from time to time where the chain ends. */
export interface Sealing {
  stop(): Promise<void>;
}

/** How long an event waits for its place at most, in milliseconds, as long as the database answers. */
const lookEvery = 250;
/** A new anchor comes after so many events, and on every day that has any. */
const anchorEvery = 1_000;

/** @param folder where the anchors lie; null keeps none */
export function startSealing(db: Db, folder: string | null, report: (error: unknown) => void): Sealing {
  const stopping = new AbortController();
  const anchors = folder === null ? null : new AnchorKeeper(db, folder, report);
  const tell = (error: unknown): void => {
    if (!isUnavailable(error)) report(error);
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sealEvents(db)
        .then(async () => await anchors?.keep(false))
        .catch(tell);
      await sleep(lookEvery, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    // What the last requests did is in the chain, and noted, before the server is gone.
    await sealEvents(db)
      .then(async () => await anchors?.keep(true))
      .catch(tell);
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Writes anchors, and compares the chain with the last one of the folder when it begins. */
class AnchorKeeper {
  readonly #db: Db;
  readonly #folder: string;
  readonly #report: (error: unknown) => void;
  #last: Anchor | null = null;

  constructor(db: Db, folder: string, report: (error: unknown) => void) {
    this.#db = db;
    this.#folder = folder;
    this.#report = report;
  }

  /** @param leaving whether this is the last chance for a while */
  async keep(leaving: boolean): Promise<void> {
    const last = this.#last ?? (await this.#begin());
    this.#last = last;
    const head = await headOf(this.#db);
    const today = new Date().toISOString().slice(0, 10);
    const due = head.seq >= last.seq + anchorEvery || leaving || last.at.slice(0, 10) !== today;
    if (head.seq > last.seq && due) this.#last = await addAnchor(this.#folder, head);
  }

  async #begin(): Promise<Anchor> {
    const { good } = await readAnchors(this.#folder);
    const last = good.at(-1) ?? { at: "", seq: 0, hash: beginning };
    if (last.seq > 0 && (await hashAt(this.#db, last.seq)) !== last.hash) {
      this.#report(new Error(`审计日志和锚点不符：第 ${last.seq} 条不见了或被改过，请运行 dabiao audit verify`));
    }
    return last;
  }
}
