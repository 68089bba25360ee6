import path from "node:path";
import { parseArgs } from "node:util";
import { readDocument } from "../index.ts";
import { DabiaoError } from "../problem.ts";
import { ImportedFile, ImportRun, ProblemDocument } from "../server/contract.ts";
import { dataFolder } from "../store/data-folder.ts";
import { startRun } from "../store/import-runs.ts";
import { importFile } from "../store/imports.ts";
import { runningInstance } from "../store/instance.ts";
import { findPerson } from "../store/person.ts";
import { openStore } from "../store/store.ts";
import { bytesOf } from "./files.ts";
import { Progress } from "./terminal.ts";

export const help = `用法：dabiao import 文件…

把文件读成绩效目标表，存进数据库（与网页上的“导入”相同）。同一文件再导入一次，不会有任何变化。
网页服务正在运行时，由它来导入。

结束码：0 全部导入（或早已导入）；1 有文件没有导入；2 用法不对。

例：
  dabiao import 2025年绩效目标表.txt 目标表/*.md
`;

/** Imports files and prints what became of each. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals: files } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  if (files.length === 0)
    throw new DabiaoError("CLI-04", { message: "没有指定要导入的文件。", hint: "例如：dabiao import 绩效目标表.txt" });
  const target = await openTarget(process.env);
  try {
    const progress = new Progress(files.length);
    let failures = 0;
    for (const file of files) {
      progress.at(file);
      const line = await importOne(target, file);
      if (line.failed) failures++;
      progress.say(""); // takes the bar away
      process.stdout.write(`${line.text}\n`);
      progress.next();
    }
    return failures === 0 ? 0 : 1;
  } finally {
    await target.close();
  }
}

/** Where files go: one import run. */
interface Target {
  send(name: string, bytes: Uint8Array): Promise<ImportedFile>;
  close(): Promise<void>;
}

/** A server that works on the data folder has the embedded database for itself; then the files go through its API. */
async function openTarget(env: NodeJS.ProcessEnv): Promise<Target> {
  const address = env.DATABASE_URL ? null : runningInstance(dataFolder(env))?.address;
  return address ? await runningServer(address) : await ownStore(env);
}

async function ownStore(env: NodeJS.ProcessEnv): Promise<Target> {
  const report = (error: unknown): void => void process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const { db, close } = await openStore(env, report);
  const run = await startRun(db, (await findPerson(db))?.name ?? null);
  return { send: async (name, bytes) => await importFile({ db, read: readDocument, report }, run, name, bytes), close };
}

async function runningServer(address: string): Promise<Target> {
  const { id } = ImportRun.parse(await post(`${address}api/imports`));
  return {
    async send(name, bytes) {
      const form = new FormData();
      form.set("file", new Blob([new Uint8Array(bytes)]), name);
      return ImportedFile.parse(await post(`${address}api/imports/${id}/files`, form));
    },
    close: () => Promise.resolve(),
  };
}

async function post(url: string, body: FormData | null = null): Promise<unknown> {
  const answer = await fetch(url, { method: "POST", body }).catch((cause: unknown) => {
    throw new DabiaoError("IMPORT-06", {
      message: "正在运行的网页服务没有应答。",
      hint: "请确认它还在运行，再导入一次。",
      cause,
    });
  });
  if (answer.ok) return await answer.json();
  const { code, title, detail } = ProblemDocument.parse(await answer.json());
  throw new DabiaoError(code, { message: title, ...(detail === null ? {} : { hint: detail }) });
}

async function importOne(target: Target, file: string): Promise<Line> {
  const bytes = await bytesOf(file).catch((error: unknown) => {
    if (error instanceof DabiaoError) return error;
    throw error;
  });
  if (bytes instanceof DabiaoError) return { text: `${path.basename(file)}：没有导入。${reason(bytes)}`, failed: true };
  return describe(await target.send(path.basename(file), bytes));
}

const reason = ({ code, message, hint }: { code: string; message: string; hint: string | null }): string =>
  `${code} ${message}${hint ? ` ${hint}` : ""}`;

interface Line {
  text: string;
  failed: boolean;
}

function describe({ name, outcome, declarations, problems, error }: ImportedFile): Line {
  const count = `${declarations.length} 份目标表`;
  const trouble = problems.map(({ code, message, at }) => `  ${code} ${at === null ? "" : `${at.label}：`}${message}`);
  if (outcome === "unchanged") return { text: `${name}：早已导入（${count}），没有变化`, failed: false };
  if (outcome === "imported") return { text: [`${name}：已导入 ${count}`, ...trouble].join("\n"), failed: false };
  return { text: [`${name}：没有导入。${error ? reason(error) : ""}`, ...trouble].join("\n"), failed: true };
}
