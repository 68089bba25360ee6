// Who asked a moment ago. A page sends several requests at once, and every one of them would ask the database again who
// that is. Whatever changes people or offices here is known at once; what another server changes, within a second.
import type { Actor } from "../../workflow/actor.ts";

const knownFor = 1_000;
const knownAtMost = 10_000;

export class KnownActors {
  readonly #clock: () => Date;
  readonly #known = new Map<string, { actor: Actor; since: number; until: number }>();

  /** @param clock by which sessions end */
  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** @param find asks the database; what it does not find is not remembered */
  async of(credential: string, find: (credential: string, now: Date) => Promise<Actor | null>): Promise<Actor | null> {
    const now = this.#clock();
    const known = this.#known.get(credential);
    const age = now.getTime() - (known?.since ?? 0);
    if (known && known.until > performance.now() && age >= 0 && age < knownFor) return known.actor;
    const actor = await find(credential, now);
    if (actor === null) this.#known.delete(credential);
    else {
      if (this.#known.size >= knownAtMost) this.#known.clear();
      this.#known.set(credential, { actor, since: now.getTime(), until: performance.now() + knownFor });
    }
    return actor;
  }

  forget(): void {
    this.#known.clear();
  }
}
