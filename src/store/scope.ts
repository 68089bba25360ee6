// For whom the database is asked. A request of a person runs in that person's scope: every connection that it takes is
// told so, and the row policies (migration 0009) show it nothing else, whatever a query forgets. Work of the house itself
// (jobs, migrations, signing in) runs in no person's scope and sees everything.
import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import type { Reach } from "../workflow/actor.ts";
import { teachNames } from "./named.ts";
import { Parking } from "./parking.ts";

/** The offices whose declarations are seen, and the account that assignments name. */
export interface Scope extends Reach {
  readonly account: string;
  /** Whether declarations may be assigned to the account, beside those of its offices. */
  readonly assigned?: boolean;
  /** Regions whose tables are audited: all of their history is told. */
  readonly audits?: readonly string[];
}

/** The scope of somebody who may see nothing in particular: what belongs to no office is not theirs either. */
export const nobodysScope: Scope = { account: "00000000-0000-0000-0000-000000000000", units: [], departments: [], regions: [] };

const current = new AsyncLocalStorage<Scope | null>();

/** Runs something, and everything that it starts, in a person's scope; null: in the scope of the house itself. */
export const inScope = <Result>(scope: Scope | null, work: () => Result): Result => current.run(scope, work);

/** The scope that holds here, for work that goes on when events of a socket wake it: those know no scope. */
export const scopeOfNow = (): (<Result>(work: () => Result) => Result) => {
  const scope = current.getStore();
  return (work) => (scope === undefined ? work() : current.run(scope, work));
};

/** For whom is asked here; null: for the house itself. Queries narrow to it, so that the right index is walked (reach.ts). */
export const scopeHere = (): Scope | null => current.getStore() ?? null;

/** What a connection was last told. */
const told = new WeakMap<pg.PoolClient, string>();

const keys = new WeakMap<Scope, string>();

/** A scope as a name: two that see the same have the same. */
function keyOf(scope: Scope | null): string {
  if (scope === null) return "";
  const known = keys.get(scope) ?? JSON.stringify([scope.account, scope.units, scope.departments, scope.regions, scope.audits ?? []]);
  keys.set(scope, known);
  return known;
}

const guarded = new WeakSet<pg.PoolClient>();

/**
 * A connection that was taken in one scope is not asked in another: what is meant to see everything would see what that
 * person sees, or the other way round, and nobody would notice.
 */
function guard(client: pg.PoolClient): void {
  if (guarded.has(client)) return;
  guarded.add(client);
  const ask = client.query.bind(client) as (...words: unknown[]) => unknown;
  const query = (...words: unknown[]): unknown => {
    const [here, there] = [current.getStore(), told.get(client)];
    if (here !== undefined && there !== undefined && keyOf(here) !== there) throw new Error("a connection that was taken in another scope is asked here");
    return ask(...words);
  };
  client.query = query as typeof client.query;
}

const say = {
  name: "scope",
  text: `select set_config('role', $1, false), set_config('dabiao.scope', $2, false), set_config('dabiao.account', $3, false),
    set_config('dabiao.units', $4, false), set_config('dabiao.departments', $5, false), set_config('dabiao.regions', $6, false), set_config('dabiao.audits', $7, false)`,
};

/** The pool as kysely uses it: whoever takes a connection gets it set to the scope that holds where it is taken. */
export class ScopedPool {
  readonly #house: pg.Pool;
  readonly #people: Parking;
  readonly #outside: Scope | null;
  /** Whether the role of the migration exists; where the database did not let us make it, the policies hold for the owner. */
  #role: Promise<boolean> | null = null;

  /**
   * @param house connections for what sees everything
   * @param people others for what people ask: a connection that need not change sides is told less often
   * @param outside the scope where none was said: the house's own for commands; nobody's for a server, so that what forgets its scope sees nothing
   */
  constructor(house: pg.Pool, people: pg.Pool, outside: Scope | null) {
    this.#house = house;
    this.#people = new Parking(people);
    this.#outside = outside;
  }

  async connect(): Promise<pg.PoolClient> {
    const here = current.getStore();
    const scope = here === undefined ? this.#outside : here;
    const key = keyOf(scope);
    const client = await (scope === null ? this.#house.connect() : this.#people.take(key));
    try {
      teachNames(client);
      guard(client);
      await this.#tell(client, scope, key);
      return client;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }

  /** Kysely cancels an aborted query on a connection of its own, made of these. */
  get options(): pg.PoolOptions {
    return this.#house.options;
  }

  async end(): Promise<void> {
    await Promise.all([this.#house.end(), this.#people.end()]);
  }

  async #tell(client: pg.PoolClient, scope: Scope | null, key: string): Promise<void> {
    if (told.get(client) === key) return;
    told.delete(client);
    const role = scope !== null && (await this.#hasRole(client)) ? "dabiao_app" : "none";
    const values = scope === null ? [role, "system", "", "", "", "", ""] : [role, "person", scope.account, array(scope.units), array(scope.departments), array(scope.regions), array(scope.audits ?? [])];
    await client.query({ ...say, values });
    told.set(client, key);
  }

  async #hasRole(client: pg.PoolClient): Promise<boolean> {
    this.#role ??= client
      .query<{ has: boolean }>("select exists (select from pg_roles where rolname = 'dabiao_app' and pg_has_role(session_user, oid, 'member')) as has")
      .then(({ rows }) => rows[0]?.has === true)
      .catch((error: unknown) => {
        this.#role = null;
        throw error;
      });
    return await this.#role;
  }
}

/** An array of uuids as PostgreSQL writes it. */
const array = (ids: readonly string[]): string => `{${ids.join(",")}}`;
