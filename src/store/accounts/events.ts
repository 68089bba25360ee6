import { fingerprint, record } from "../audit/audit.ts";
import type { Db } from "../database.ts";

/** Who does something to accounts, and from where; account null: nobody that is known, or somebody on the machine itself. */
export interface Doer {
  account: string | null;
  name: string;
  role: string | null;
  address: string | null;
}

/** Somebody of whom only the name is known: the one local person, or who imported on the command line. */
export const named = (person: string | null): Doer => ({ account: null, name: person ?? "（未登记姓名）", role: null, address: null });

/** Somebody with a terminal on the machine. */
export const onTheMachine: Doer = { account: null, name: "本机命令行", role: null, address: null };

interface Told {
  kind?: string;
  before?: unknown;
  after?: unknown;
  detail?: Record<string, unknown>;
}

/** Writes an event about an account or another subject, in the transaction of the act. */
export async function note(db: Db, by: Doer, action: string, id: string | null, { kind = "account", before, after, detail = {} }: Told = {}): Promise<void> {
  await record(db, {
    actor: { account: by.account, name: by.name, role: by.role },
    from: by.address,
    action,
    subject: id === null ? null : { kind, id },
    before: before === undefined ? null : fingerprint(before),
    after: after === undefined ? null : fingerprint(after),
    detail,
  });
}
