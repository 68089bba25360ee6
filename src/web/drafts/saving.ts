// A draft is kept twice: in the browser at once, on the server a moment later. So neither a lost connection nor a closed
// browser loses a line, and what somebody else saved meanwhile is never written over.
import { Declaration } from "../../declaration/schema.ts";
import type { ConflictDocument } from "../../server/goals/contract.ts";
import type { DraftAnswer } from "../../server/goals/drafts-contract.ts";
import { api } from "../api.ts";
import { ApiProblem } from "../request.ts";

/** How a draft stands: as on the server, on its way there, only in this browser, refused, or in conflict with somebody's. */
export type SaveState =
  | { kind: "saved"; at: number | null }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "offline" }
  | { kind: "refused"; problem: ApiProblem }
  | { kind: "conflict"; conflict: ConflictDocument };

/** What the browser keeps of a draft that the server has not got yet. */
export interface Mirror {
  /** The revision that the changes were made to. */
  revision: number;
  declaration: Declaration;
  at: number;
}

/** Whose draft: what one person left unsaved on a shared computer does not come up under another's name. */
export interface Owned {
  id: string;
  /** The account; empty where there are none. */
  owner: string;
}

const keyOf = ({ owner, id }: Owned): string => `dabiao.draft.${owner}.${id}`;

export function readMirror(draft: Owned): Mirror | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(draft)) ?? "null") as Mirror | null;
    if (kept === null || typeof kept.revision !== "number") return null;
    return { ...kept, declaration: Declaration.parse(kept.declaration) };
  } catch {
    return null; // What an older page kept, or nobody can read, is no draft.
  }
}

/** @returns false when the browser has no room for it */
export function keepMirror(draft: Owned, mirror: Mirror): boolean {
  try {
    localStorage.setItem(keyOf(draft), JSON.stringify(mirror));
    return true;
  } catch {
    return false;
  }
}

export const dropMirror = (draft: Owned): void => localStorage.removeItem(keyOf(draft));

/** How long after the last change a draft goes to the server, and how soon a failed try is repeated; milliseconds. */
const rest = 1_200;
const retryAfter = 4_000;

/** Brings the changes of one draft to the server, one after the other, the newest only. */
export class Saver {
  readonly #draft: Owned;
  readonly #tell: (state: SaveState, saved: DraftAnswer | null) => void;
  #revision: number;
  #wanted: Declaration | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sending = false;

  constructor(draft: Owned, revision: number, tell: (state: SaveState, saved: DraftAnswer | null) => void) {
    this.#draft = draft;
    this.#revision = revision;
    this.#tell = tell;
  }

  /** A further state of the draft. */
  put(declaration: Declaration): void {
    this.#wanted = declaration;
    keepMirror(this.#draft, { revision: this.#revision, declaration, at: Date.now() });
    if (!this.#sending) this.#tell({ kind: "waiting" }, null);
    this.#later(rest);
  }

  /** Sends what waits now, without the rest. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#send();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #later(ms: number): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    const declaration = this.#wanted;
    if (declaration === null || this.#sending) return;
    this.#sending = true;
    this.#tell({ kind: "saving" }, null);
    try {
      const saved = await api.saveDraft(this.#draft.id, this.#revision, declaration);
      this.#revision = saved.revision;
      this.#settle(declaration, saved);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
    }
  }

  #settle(sent: Declaration, saved: DraftAnswer): void {
    if (this.#wanted === sent) {
      this.#wanted = null;
      dropMirror(this.#draft);
      this.#tell({ kind: "saved", at: Date.now() }, saved);
      return;
    }
    if (this.#wanted) keepMirror(this.#draft, { revision: this.#revision, declaration: this.#wanted, at: Date.now() });
    this.#tell({ kind: "waiting" }, saved);
    this.#later(rest);
  }

  #failed(error: unknown): void {
    if (!(error instanceof ApiProblem)) throw error;
    // Not reached, or too busy: the same again a little later. Anything else will not get better by itself.
    if (error.conflict) this.#tell({ kind: "conflict", conflict: error.conflict }, null);
    else if (error.status === null || error.status === 429 || error.status >= 500) {
      this.#tell({ kind: "offline" }, null);
      this.#later(retryAfter);
    } else this.#tell({ kind: "refused", problem: error }, null);
  }
}
