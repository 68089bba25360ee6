// `node src/server/openapi.ts > docs/openapi.json`: the description of the API as a file, without starting anything.
import { pathToFileURL } from "node:url";
import { openDatabase } from "../store/database.ts";
import { samplesIn } from "./imports/samples.ts";
import { buildServer } from "./server.ts";

/** The OpenAPI document of this code. */
export async function openApiDocument(): Promise<string> {
  const read = (): never => {
    throw new Error("nothing is read or written while describing");
  };
  // The pool connects only when something asks it, and nothing does.
  const { db, close } = openDatabase("postgres://127.0.0.1/none", () => undefined);
  const app = await buildServer({ db, importer: { db, read, report: () => undefined }, samples: samplesIn(read), readGrid: read, writer: { write: read, close: () => Promise.resolve() }, wakeWorkers: () => undefined }, false, null);
  await app.ready();
  const document = app.swagger();
  await app.close();
  await close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(await openApiDocument());
