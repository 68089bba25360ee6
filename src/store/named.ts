// Queries that are asked all the time: kysely builds and compiles them once, and PostgreSQL keeps their plan, because they
// are sent under a name. Everything else is built, parsed and planned anew with each call, which costs a list a third.
import { type CompiledQuery, DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder, sql } from "kysely";
import type pg from "pg";
import type { Db } from "./database.ts";
import type { Tables } from "./schema.ts";

/** A place in a compiled query where a value of each call goes. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Builds queries without a database. */
const blank: Db = new Kysely<Tables>({
  dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() },
});

/** What a query is called, by its text. */
const names = new Map<string, string>();

/** Each connection keeps a plan for each name. Shapes beyond this many are rare enough to be planned when they come. */
const namesAtMost = 200;

/** A query as kysely builds it, or raw SQL. */
interface Built<Row> {
  compile(db: Db): CompiledQuery<Row>;
}

/** Stands for the value of that name. */
export type Slots<Values> = <Name extends keyof Values & string>(name: Name) => RawBuilder<Values[Name]>;

/**
 * @param name under which PostgreSQL keeps its plan; null: it is compiled once, but planned for the values of each call
 * @param build is called once, when the query is first asked
 */
export function named<Values extends object, Row>(name: string | null, build: (db: Db, slot: Slots<Values>) => Built<Row>): (db: Db, values: Values) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    compiled ??= entered(name, build(blank, (slot) => sql`${new Slot(slot)}`).compile(blank));
    const parameters = compiled.parameters.map((one) => (one instanceof Slot ? values[one.name as keyof Values] : one));
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}

function entered<Row>(name: string | null, compiled: CompiledQuery<Row>): CompiledQuery<Row> {
  if (name !== null && names.size < namesAtMost) names.set(compiled.sql, name);
  return compiled;
}

const taught = new WeakSet<pg.PoolClient>();

/** Lets a connection send what has a name under its name; kysely itself knows texts only. */
export function teachNames(client: pg.PoolClient): void {
  if (taught.has(client)) return;
  taught.add(client);
  const ask = client.query.bind(client) as (...words: unknown[]) => unknown;
  const query = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
    const name = typeof text === "string" ? names.get(text) : undefined;
    return name === undefined ? ask(text, values, ...rest) : ask({ name, text, values }, ...rest);
  };
  client.query = query as typeof client.query;
}
