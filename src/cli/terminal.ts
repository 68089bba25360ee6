import { DabiaoError } from "../problem.ts";

/** The switch that all commands share: errors for machines. */
export const jsonSwitch = "--json";
const words = process.argv.slice(2);
const asJson = words.slice(0, words.includes("--") ? words.indexOf("--") : words.length).includes(jsonSwitch);

/** An error as the terminal shows it, or as `--json` prints it (contract section 3). */
export function terminalError(error: unknown): string {
  const { code, message, hint } = tell(error);
  if (asJson) return `${JSON.stringify({ error: { code, message, hint } })}\n`;
  return `错误 ${code}：${message}\n${hint ? `  ${hint}\n` : ""}`;
}

function tell(error: unknown): { code: string; message: string; hint: string | null } {
  if (error instanceof DabiaoError) return { code: error.code, message: error.message, hint: error.hint };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_PARSE_ARGS")) return { code: "CLI-02", message: misused(code, String(error)), hint: "加 --help 查看这个命令的说明。" };
  return { code: "CLI-99", message: `没有料到的错误：${error instanceof Error ? error.message : String(error)}`, hint: "请把这段文字和所用的文件告诉维护者。" };
}

/** What Node says in English about the words of a command, in Chinese. */
function misused(code: string, said: string): string {
  const [, word = ""] = /'([^'=\s]+)/.exec(said) ?? [];
  if (code.endsWith("UNKNOWN_OPTION")) return `没有“${word}”这个选项。`;
  return code.endsWith("UNEXPECTED_POSITIONAL") ? `这个命令不用写“${word}”。` : `选项 ${word} 的用法不对。`;
}

/** A progress bar on standard error; silent where standard error is no terminal. */
export class Progress {
  readonly #total: number;
  readonly #shown: boolean;
  #done = 0;

  constructor(total: number) {
    this.#total = total;
    this.#shown = process.stderr.isTTY === true && total > 1;
  }

  /** Shows which file is being worked on. */
  at(file: string): void {
    if (!this.#shown) return;
    const width = 24;
    const full = Math.round((this.#done / this.#total) * width);
    process.stderr.write(`\r\x1b[K[${"█".repeat(full)}${"░".repeat(width - full)}] ${this.#done}/${this.#total} ${file.slice(-40)}`);
  }

  next(): void {
    this.#done++;
    if (this.#shown && this.#done === this.#total) process.stderr.write("\r\x1b[K");
  }

  /** A line for the user; the bar is drawn anew behind it. */
  say(text: string): void {
    process.stderr.write(this.#shown ? `\r\x1b[K${text}` : text);
  }
}
