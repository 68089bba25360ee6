// The server in process, on a database of its own, reading made-up files.
import { buildServer } from "../../src/server/server.ts";
import type { App, House } from "../../src/server/app.ts";
import type { Log } from "../../src/server/log.ts";
import { samplesIn } from "../../src/server/imports/samples.ts";
import type { Db } from "../../src/store/database.ts";
import { passingKeys } from "../../src/store/cipher/secret-keys.ts";
import type { Importer } from "../../src/store/imports/imports.ts";
import { readMadeUp } from "../store/made-up.ts";

export interface Parts {
  log?: Log;
  sampleFolder?: string;
  pageFolder?: string;
  wakeWorkers?: () => void;
  read?: Importer["read"];
  readGrid?: House["readGrid"];
  writer?: House["writer"];
  accounts?: NonNullable<House["accounts"]>;
  dataFolder?: string;
  backups?: House["backups"];
}

export async function serverOn(db: Db, { log, sampleFolder, pageFolder, wakeWorkers = () => undefined, read = readMadeUp, readGrid = readNothing, writer = writeNothing, accounts = {}, dataFolder, backups }: Parts = {}): Promise<App> {
  const importer = { db, read, report: () => undefined };
  return await buildServer({ db, importer, samples: samplesIn(readMadeUp, sampleFolder), readGrid, writer, wakeWorkers, accounts: { keys: testKeys, ...accounts }, ...(dataFolder === undefined ? {} : { dataFolder }), ...(backups === undefined ? {} : { backups }) }, log ?? false, pageFolder ?? null);
}

/** One for all servers of a test: they stand for one house. */
const testKeys = passingKeys();

const writeNothing: House["writer"] = {
  write: () => Promise.reject(new Error("this server writes no forms")),
  close: () => Promise.resolve(),
};

const readNothing = (): never => {
  throw new Error("this server reads no grids");
};

/** A multipart body with one part, as a browser sends it. */
export function upload(
  name: string,
  content: string | Uint8Array,
  field = "file",
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = "----made-up-boundary";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { payload, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}
