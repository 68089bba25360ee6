// Tables that leave the house together leave an event each, as those do that are fetched one by one: else nobody could say
// of one of them who has taken it along.
import type { FastifyRequest } from "fastify";
import { recordAll } from "../../store/audit/audit.ts";
import type { Db } from "../../store/database.ts";
import { scopeOfNow } from "../../store/scope.ts";
import { roleOf } from "../witness.ts";

type Asking = Pick<FastifyRequest, "actor" | "ip">;

/** In what they leave. */
interface Told {
  together: "archive" | "book" | "approvals" | "workbook";
  format: string;
}

/** Events that are written at a time. */
const atOnce = 200;

/** Writes the events of tables that leave in one file. */
export async function noteLeaving(db: Db, { actor, ip }: Asking, ids: readonly string[], detail: Told): Promise<void> {
  // On a machine without accounts nobody is anybody else: single exports leave no event there either.
  if (actor.mode === "local") return;
  const who = { account: actor.account, name: actor.name ?? "", role: roleOf(actor, "declaration.export") };
  for (let from = 0; from < ids.length; from += atOnce)
    await recordAll(db, ids.slice(from, from + atOnce).map((id) => ({ actor: who, from: ip, action: "declaration.export", subject: { kind: "declaration", id }, before: null, after: null, detail })));
}

/** Of an archive that is made while it is fetched: what has gone out is noted a few hundred at a time, and at its end. */
export class Leaving {
  readonly #write: (ids: readonly string[]) => Promise<void>;
  #gone: string[] = [];

  constructor(db: Db, asking: Asking, told: Told) {
    const inside = scopeOfNow();
    this.#write = async (ids) => await inside(async () => await noteLeaving(db, asking, ids, told));
  }

  async note(id: string): Promise<void> {
    this.#gone.push(id);
    if (this.#gone.length >= atOnce) await this.end();
  }

  /** To be called whether all went out or somebody broke off. */
  async end(): Promise<void> {
    await this.#write(this.#gone.splice(0));
  }
}
