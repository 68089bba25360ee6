// Where `dabiao import` brings its files: the running server, or the store itself when none runs.
import { createReadStream, openAsBlob } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DabiaoError } from "../problem.ts";
import { ProblemDocument } from "../server/contract.ts";
import { ImportedFileList, ImportRun } from "../server/imports/contract.ts";
import { startWorkers, workersWanted } from "../server/imports/jobs.ts";
import { dataFolder } from "../store/data-folder.ts";
import { newId } from "../store/ids.ts";
import { findRun, listFiles, startRun } from "../store/imports/runs.ts";
import { runningInstance } from "../store/instance.ts";
import { deliver } from "../store/imports/jobs.ts";
import { findPerson } from "../store/person.ts";
import { openStore } from "../store/store.ts";
import { bytesOf } from "./files.ts";
import type { Found } from "./import-files.ts";

/** One import run and the way to it. */
export interface Target {
  /** Puts files in line: all of them or none. */
  deliver(files: readonly Found[]): Promise<void>;
  run(): Promise<ImportRun>;
  files(after: string | undefined): Promise<ImportedFileList>;
  /** Whether the run goes on without this process. */
  goesOn: boolean;
  close(): Promise<void>;
}

/** A server that works on the data folder has the embedded database for itself; then the files go through its API. */
export async function openTarget(env: NodeJS.ProcessEnv, expected: number): Promise<Target> {
  const address = env.DATABASE_URL ? null : runningInstance(dataFolder(env))?.address;
  return address ? await runningServer(env, expected) : await ownStore(env, expected);
}

async function ownStore(env: NodeJS.ProcessEnv, expected: number): Promise<Target> {
  const report = (error: unknown): void => void process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const count = workersWanted(env.DABIAO_WORKERS);
  const { db, close } = await openStore(env, report, count);
  const { id } = await startRun(db, (await findPerson(db))?.name ?? null, expected);
  const workers = startWorkers(db, count, report);
  return {
    goesOn: false,
    async deliver(files) {
      await deliver(db, id, newId(), files.map(({ path, name, regular }) => ({ name, bytes: regular ? createReadStream(path) : piped(path) })));
      workers.wake();
    },
    async run() {
      const run = await findRun(db, id);
      if (!run) throw new Error(`no run ${id}`);
      return run;
    },
    files: async (after) => await listFiles(db, id, undefined, { after, limit: 500 }),
    async close() {
      await workers.stop();
      await close();
    },
  };
}

async function* piped(path: string): AsyncGenerator<Uint8Array> {
  yield await bytesOf(path);
}

/** How long a server may be away, for instance because it is started anew, before this gives up. */
const patience = 30_000;

async function runningServer(env: NodeJS.ProcessEnv, expected: number): Promise<Target> {
  const body = JSON.stringify({ expected });
  const { id } = ImportRun.parse(await ask(env, "imports", { method: "POST", body, headers: { "content-type": "application/json" } }));
  return {
    goesOn: true,
    async deliver(files) {
      const form = new FormData();
      for (const { path, name, regular } of files) form.append("file", regular ? await openAsBlob(path) : new Blob([new Uint8Array(await bytesOf(path))]), name);
      await ask(env, `imports/${id}/queue?key=${newId()}`, { method: "POST", body: form });
    },
    run: async () => ImportRun.parse(await ask(env, `imports/${id}`)),
    files: async (after) => ImportedFileList.parse(await ask(env, `imports/${id}/files?limit=500${after === undefined ? "" : `&after=${after}`}`)),
    close: () => Promise.resolve(),
  };
}

/** Asks the server, wherever it answers now; one that went away is waited for and asked again. */
async function ask(env: NodeJS.ProcessEnv, route: string, init: RequestInit = {}): Promise<unknown> {
  for (const end = Date.now() + patience; ; await sleep(500)) {
    const address = runningInstance(dataFolder(env))?.address;
    try {
      if (address) return await answerOf(await fetch(`${address}api/${route}`, { ...init, headers: { ...init.headers, ...authorization(env) } }));
    } catch (error) {
      if (error instanceof DabiaoError && error.code !== "STORE-01") throw error;
    }
    if (Date.now() > end) {
      throw new DabiaoError("IMPORT-06", {
        message: "正在运行的网页服务没有应答。",
        hint: "已经送到的文件会在服务重新启动后接着读；其余的请再导入一次，不会重复。",
      });
    }
  }
}

/** Where offices share the house, an access token says for whom files are brought. */
const authorization = ({ DABIAO_TOKEN: token }: NodeJS.ProcessEnv): Record<string, string> => (token ? { authorization: `Bearer ${token}` } : {});

async function answerOf(answer: Response): Promise<unknown> {
  if (answer.ok) return await answer.json();
  const { code, title, detail } = ProblemDocument.parse(await answer.json());
  throw new DabiaoError(code, { message: title, ...(detail === null ? {} : { hint: detail }) });
}
