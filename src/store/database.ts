import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { DabiaoError } from "../problem.ts";
import type { Tables } from "./schema.ts";
import { type Scope, ScopedPool } from "./scope.ts";

/** What queries run on: the database, or a transaction of it. */
export type Db = Kysely<Tables>;

/** Does something in a transaction: the caller's, if it runs in one, else one of its own. */
export const inTransaction = async <Told>(db: Db, work: (transaction: Db) => Promise<Told>): Promise<Told> => (db.isTransaction ? await work(db) : await db.transaction().execute(work));

/** An open connection pool. `close` waits for the queries under way. */
export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const { builtins } = pg.types;

/** Parsers for the values of a result. Whatever is not named here keeps pg's own parser. */
const parsers = new Map<number, (text: string) => unknown>([
  // Money is exact from end to end: numeric never becomes a floating-point number.
  [builtins.NUMERIC, (text) => text],
  [builtins.INT8, exactInteger],
]);

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 beyond 2^53: ${text}`);
  return value;
}

/** For what people ask; what the house does by itself has others. */
const peoplesConnections = 24;

/**
 * Opens a pool; connects only when the first query comes.
 * @param url `postgresql://…`
 * @param report told of connections that broke while idle. Without a listener Node would end the process; the pool
 *               itself simply opens a new connection for the next query.
 * @param connections at most
 * @param outside for whom `db` asks where no scope was said (scope.ts); null: the house itself
 */
export function openDatabase(url: string, report: (error: Error) => void, connections = 10, outside: Scope | null = null): Database {
  const settings: pg.PoolConfig = {
    connectionString: url,
    application_name: "dabiao",
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    keepAlive: true,
    types: {
      getTypeParser: (oid, format) => (format === "binary" ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format),
    },
  };
  const pool = new pg.Pool({ ...settings, max: connections });
  const people = new pg.Pool({ ...settings, max: peoplesConnections });
  for (const one of [pool, people]) {
    one.on("error", report);
    // A connection may break while somebody has it but asks nothing; their next query then says so. Without a listener Node would end the process.
    one.on("connect", (client) => client.on("error", () => undefined));
  }
  const scoped = new ScopedPool(pool, people, outside);
  const close = (): Promise<void> => {
    // The pool is ended before its sockets are: a server that stops right behind it breaks connections nobody uses any more.
    for (const one of [pool, people]) one.off("error", report).on("error", () => undefined);
    return scoped.end();
  };
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: scoped }) }), pool, close };
}

const brokenSocket = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH", "EAI_AGAIN"]);

/** What PostgreSQL says when it cannot write any more. */
const diskFull = "53100";

/** Whether an error says that the database cannot be reached, or cannot write, just now (and a later try may succeed). */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // Class 08: connection exceptions; 57P0x: shutting down, crashed, starting up; 53300: too many connections.
  if (brokenSocket.has(code) || code.startsWith("08") || /^57P0[1-4]$/.test(code) || code === "53300" || code === diskFull) return true;
  return /^Connection terminated|timeout exceeded when trying to connect|^Client has encountered a connection error|is not queryable$/.test(
    error.message,
  );
}

/** The same error for everybody who meets an unreachable database. */
export function unavailable(cause: unknown): DabiaoError {
  if (cause instanceof Error && "code" in cause && cause.code === diskFull) {
    return new DabiaoError("STORE-04", {
      message: "数据库的磁盘已满，没有保存。",
      hint: "请腾出磁盘空间后重试；已经保存的内容都在，有了空间会自动恢复。",
      cause,
    });
  }
  return new DabiaoError("STORE-01", {
    message: "数据库暂时连不上。",
    hint: "请稍候重试；如果一直如此，请检查数据库是否在运行。",
    cause,
  });
}
