import { sql } from "kysely";
import { readAnchors } from "../../store/audit/anchors.ts";
import { type Asker, verifyChain } from "../../store/audit/reading.ts";
import type { Db } from "../../store/database.ts";
import type { AuditVerification } from "./contract.ts";

/** The check of the audit log of one server: one at a time, in the background, with its progress to be asked for. */
export class Verification {
  readonly #db: Db;
  readonly #folder: string | null;
  readonly #report: (error: unknown) => void;
  #state: AuditVerification = { state: "none", startedAt: null, finishedAt: null, done: 0, of: 0, head: null, anchors: 0, faults: [], faultCount: 0 };

  /** @param folder where the anchors lie; null: there are none */
  constructor(db: Db, folder: string | null, report: (error: unknown) => void) {
    this.#db = db;
    this.#folder = folder;
    this.#report = report;
  }

  get state(): AuditVerification {
    return this.#state;
  }

  /** Starts a check unless one runs. */
  start(): AuditVerification {
    if (this.#state.state === "running") return this.#state;
    this.#state = { ...this.#state, state: "running", startedAt: new Date().toISOString(), finishedAt: null, done: 0, of: 0, faults: [], faultCount: 0 };
    void this.#run().catch((error: unknown) => {
      this.#report(error);
      this.#state = { ...this.#state, state: "broken", finishedAt: new Date().toISOString() };
    });
    return this.#state;
  }

  async #run(): Promise<void> {
    const anchors = this.#folder === null ? [] : (await readAnchors(this.#folder)).good;
    const { events, head, faults, faultCount } = await onConnection(this.#db, async (asker) =>
      await verifyChain(asker, anchors, (done, of) => {
        this.#state = { ...this.#state, done, of };
      }),
    );
    this.#state = { ...this.#state, state: "done", finishedAt: new Date().toISOString(), done: events, of: head.seq, head, anchors: anchors.length, faults, faultCount };
  }
}

/** One connection of the pool for whoever reads the chain. */
export async function onConnection<Result>(db: Db, use: (asker: Asker) => Promise<Result>): Promise<Result> {
  return await db.connection().execute(async (connection) => await use({ query: async <Row>(text: string) => ({ rows: [...(await sql.raw<Row>(text).execute(connection)).rows] }) }));
}
