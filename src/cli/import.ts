import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import type { ImportedFile, ImportRun } from "../server/imports/contract.ts";
import { type Found, filesUnder } from "./import-files.ts";
import { ImportBar } from "./import-bar.ts";
import { openTarget, type Target } from "./import-target.ts";

export const help = `用法：dabiao import 文件|文件夹|压缩包…

把文件读成绩效目标表，存进数据库（与网页上的“导入”相同）。文件夹连同下面各层一起导入，zip 里的文件逐个导入。
同一文件再导入一次，不会有任何变化。文件先全部收下，再由几个线程同时读取；中断以后，
下次启动 dabiao serve 或 dabiao import 会接着读，不丢也不重。网页服务正在运行时，由它来导入。

环境变量：
  DABIAO_WORKERS   同时读几个文件，默认与处理器核数相同
  DABIAO_TOKEN     正式使用时的访问令牌（我的账号，可以“修改”）

结束码：0 全部导入（或早已导入）；1 有文件没有导入；2 用法不对。

例：
  dabiao import 2025年绩效目标表.docx 目标表/ 全市.zip
`;

/** Files of one delivery at most, and their bytes. */
const batch = { files: 100, bytes: 8 * 1024 * 1024 };

/** Up to so many files each one gets a line; of more, only those that were not imported. */
const toldSingly = 50;

/** Imports files and prints what became of them. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals: paths } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  if (paths.length === 0)
    throw new DabiaoError("CLI-04", { message: "没有指定要导入的文件。", hint: "例如：dabiao import 绩效目标表.txt" });
  const found: Found[] = [];
  const missing: DabiaoError[] = [];
  for await (const one of filesUnder(paths)) {
    if (one instanceof DabiaoError) missing.push(one);
    else found.push(one);
  }
  for (const error of missing) print(`${error.message.match(/^“(.*)”/)?.[1] ?? ""}：没有导入。${reason(error)}`);
  if (found.length === 0) return missing.length > 0 ? 1 : emptyFolders();
  const target = await openTarget(process.env, found.length);
  const interrupted = onInterrupt();
  try {
    const bar = new ImportBar(found.length);
    const last = await Promise.race([send(target, found, bar).then(() => finished(target, bar)), interrupted]);
    bar.end();
    if (last === "interrupted") return tellInterrupted(target);
    await tellFiles(target, last);
    if (last.counts.imported + last.counts.unchanged + last.counts.failed > 1 || missing.length > 0) print(summary(last, missing.length));
    return last.counts.failed + missing.length === 0 && last.state === "done" ? 0 : 1;
  } finally {
    await target.close();
  }
}

async function send(target: Target, files: readonly Found[], bar: ImportBar): Promise<void> {
  let gathered: Found[] = [];
  let bytes = 0;
  let sent = 0;
  const flush = async (): Promise<void> => {
    await target.deliver(gathered);
    sent += gathered.length;
    bar.sent(sent);
    gathered = [];
    bytes = 0;
  };
  for (const file of files) {
    if (gathered.length > 0 && (gathered.length >= batch.files || bytes + file.size > batch.bytes)) await flush();
    gathered.push(file);
    bytes += file.size;
  }
  await flush();
}

/** Waits until nothing of the run waits any more. */
async function finished(target: Target, bar: ImportBar): Promise<ImportRun> {
  for (;;) {
    const run = await target.run();
    bar.show(run);
    if (run.counts.waiting === 0 && run.state !== "running") return run;
    // Small imports are told at once, large ones are not asked for all the time.
    await sleep(run.counts.waiting > 20 ? 500 : 50);
  }
}

async function tellFiles(target: Target, { counts }: ImportRun): Promise<void> {
  const all = counts.imported + counts.unchanged + counts.failed <= toldSingly;
  let after: string | undefined;
  do {
    const page = await target.files(after);
    for (const file of page.items) if (all || file.outcome === "failed") print(describe(file));
    after = page.next ?? undefined;
  } while (after !== undefined);
}

function summary({ counts, state }: ImportRun, missing: number): string {
  const { imported, unchanged, failed, declarations } = counts;
  const ended = state === "cancelled" ? "导入被取消：" : state === "undone" ? "导入被撤销：" : "共 ";
  return `${ended}${imported + unchanged + failed + missing} 个文件：已导入 ${imported}（目标表 ${declarations} 份），早已导入 ${unchanged}，没有导入 ${failed + missing}`;
}

function emptyFolders(): number {
  print("文件夹里没有文件。");
  return 1;
}

/** Resolves when the user presses Ctrl-C; what is in line then waits for the next start. */
function onInterrupt(): Promise<"interrupted"> {
  return new Promise((resolve) => {
    const stop = (): void => resolve("interrupted");
    process.once("SIGINT", stop).once("SIGTERM", stop);
  });
}

function tellInterrupted({ goesOn }: Target): number {
  const then = goesOn ? "已送到的文件由网页服务接着读取。" : "已收下的文件在下次启动 dabiao serve 或 dabiao import 时接着读取。";
  process.stderr.write(`已中断。${then}\n`);
  return 130;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const reason = ({ code, message, hint }: { code: string; message: string; hint: string | null }): string =>
  `${code} ${message}${hint ? ` ${hint}` : ""}`;

function describe({ name, outcome, declarations, problems, error }: ImportedFile): string {
  const count = `${declarations.length} 份目标表`;
  const trouble = problems.map(({ code, message, at }) => `  ${code} ${at === null ? "" : `${at.label}：`}${message}`);
  if (outcome === "unchanged") return `${name}：早已导入（${count}），没有变化`;
  if (outcome === "imported") return [`${name}：已导入 ${count}`, ...trouble].join("\n");
  return [`${name}：没有导入。${error ? reason(error) : ""}`, ...trouble].join("\n");
}
