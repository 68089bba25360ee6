import type pg from "pg";

/**
 * Connections that wait under the name of whom they last asked for: whoever comes back finds theirs, and need not tell it
 * anew. The pool behind counts a waiting connection as taken, so its own order never decides who gets which.
 */
export class Parking {
  readonly #pool: pg.Pool;
  /** The longest waiting first. */
  readonly #waiting = new Map<pg.PoolClient, string>();
  /** What gives a connection back to the pool. */
  readonly #leave = new WeakMap<pg.PoolClient, pg.PoolClient["release"]>();
  /** All that were ever lent, and whether they broke since. */
  readonly #broken = new WeakMap<pg.PoolClient, boolean>();
  #closing = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The connection that last asked for this one; else a new one as long as there may be more, else the one that waits longest. */
  async take(name: string): Promise<pg.PoolClient> {
    const own = [...this.#waiting].find(([, other]) => other === name)?.[0];
    const [oldest] = this.#waiting.keys();
    const found = own ?? (this.#pool.totalCount < (this.#pool.options.max ?? 0) ? undefined : oldest);
    if (found === undefined) return this.#lent(await this.#pool.connect(), name);
    this.#waiting.delete(found);
    found.release = this.#back(found, name);
    return found;
  }

  async end(): Promise<void> {
    this.#closing = true;
    for (const client of [...this.#waiting.keys()]) this.#drop(client);
    await this.#pool.end();
  }

  #lent(client: pg.PoolClient, name: string): pg.PoolClient {
    this.#leave.set(client, client.release.bind(client));
    client.release = this.#back(client, name);
    if (this.#broken.has(client)) return client;
    this.#broken.set(client, false);
    // One that breaks, waiting or at work, is not given to anybody; whoever worked with it need not say so.
    const breaks = (): void => {
      this.#broken.set(client, true);
      if (this.#waiting.has(client)) this.#drop(client);
    };
    client.on("error", breaks).on("end", breaks);
    return client;
  }

  /** Given back it waits, unless it is broken, somebody else waits for one, or all is over. */
  #back(client: pg.PoolClient, name: string): pg.PoolClient["release"] {
    return (trouble) => {
      if (trouble || this.#broken.get(client) || this.#closing || this.#pool.waitingCount > 0) this.#leave.get(client)?.(trouble ?? this.#broken.get(client));
      else this.#waiting.set(client, name);
    };
  }

  #drop(client: pg.PoolClient): void {
    this.#waiting.delete(client);
    this.#leave.get(client)?.(this.#broken.get(client));
  }
}
