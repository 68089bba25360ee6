import type { ImportRun } from "../server/imports/contract.ts";

const width = 24;

/** The progress bar of an import on standard error; silent where standard error is no terminal. */
export class ImportBar {
  readonly #files: number;
  readonly #shown: boolean;

  constructor(files: number) {
    this.#files = files;
    this.#shown = process.stderr.isTTY === true;
  }

  /** While files are brought in. */
  sent(files: number): void {
    this.#draw(files / this.#files, `正在收下文件 ${files}/${this.#files}`);
  }

  show(run: ImportRun): void {
    this.#draw(shareDone(run), statusLine(run));
  }

  end(): void {
    if (this.#shown) process.stderr.write("\r\x1b[K");
  }

  #draw(share: number, text: string): void {
    if (!this.#shown) return;
    const full = Math.round(share * width);
    process.stderr.write(`\r\x1b[K[${"█".repeat(full)}${"░".repeat(width - full)}] ${text}`);
  }
}

const done = ({ counts }: ImportRun): number => counts.imported + counts.unchanged + counts.failed;
const shareDone = (run: ImportRun): number => done(run) / Math.max(1, done(run) + run.counts.waiting);

/** `1200/10000，未导入 3，每秒 55.2 个，还要 2 分 40 秒` */
export function statusLine(run: ImportRun): string {
  const { counts, filesPerSecond, remainingSeconds, state } = run;
  const parts = [
    `${done(run)}/${done(run) + counts.waiting}`,
    counts.failed > 0 ? `未导入 ${counts.failed}` : "",
    state === "paused" ? "已暂停" : "",
    filesPerSecond === null ? "" : `每秒 ${filesPerSecond} 个`,
    remainingSeconds === null ? "" : `还要 ${duration(remainingSeconds)}`,
  ];
  return parts.filter((part) => part !== "").join("，");
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} 分 ${seconds % 60} 秒` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}
