import { DabiaoError } from "../problem.ts";
import { jsonSwitch, terminalError } from "./terminal.ts";

/** A command: its help in Chinese, with an example, and what it does; `run` gives the exit code. */
export interface Command {
  help: string;
  run(args: readonly string[]): Promise<number>;
}

/** Commands are loaded when called, so that reading a file does not wait for the server's libraries. */
const commands: Readonly<Record<string, { what: string; load: () => Promise<Command> }>> = {
  read: { what: "读取绩效目标表文件，输出数据", load: () => import("./read.ts") },
  review: { what: "按规则审核，写出问题、位置和修改建议", load: () => import("./review.ts") },
  write: { what: "把数据写成某个地区的表样（Word、Excel、PDF、网页）", load: () => import("./write.ts") },
  convert: { what: "把文件换成另一种表样和格式", load: () => import("./convert.ts") },
  book: { what: "把一个年度的目标表装成一册（封面、目录、全部表）", load: () => import("./book.ts") },
  blank: { what: "做一本可以离线填报的 Excel 工作簿", load: () => import("./blank.ts") },
  mark: { what: "检查填好的工作簿，把要改的单元格标出来", load: () => import("./mark.ts") },
  rules: { what: "列出审核规则，或说明一条规则", load: () => import("./rules.ts") },
  schema: { what: "输出 read 结果的 JSON Schema", load: () => import("./schema.ts") },
  import: { what: "把文件导入数据库", load: () => import("./import.ts") },
  backup: { what: "备份全部数据，服务照常运行", load: () => import("./backup.ts") },
  restore: { what: "把备份恢复到空的地方", load: () => import("./restore.ts") },
  audit: { what: "检查、导出审计日志，写下锚点", load: () => import("./audit.ts") },
  offices: { what: "导入一个年度的组织和人员", load: () => import("./offices.ts") },
  user: { what: "在服务器上建立账号、重置密码", load: () => import("./user.ts") },
  serve: { what: "启动网页和 API", load: () => import("./serve.ts") },
};

const help = `达标：读取、审核预算绩效目标表

用法：dabiao <命令> [参数…]

命令：
${Object.entries(commands).map(([name, { what }]) => `  ${name.padEnd(8)} ${what}`).join("\n")}

  dabiao <命令> --help   查看一个命令的说明
  --json                 出错时以 JSON 输出错误

例：
  dabiao read 绩效目标表.txt --format csv > 指标.csv
`;

/** Exit codes that all commands share: 2 is wrong usage. */
const wrongUsage = 2;

async function main(args: readonly string[]): Promise<number> {
  // Behind `--` every word is the name of a file, also “--json” and “--help”.
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const [name, ...options] = args.slice(0, end).filter((word) => word !== jsonSwitch);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(help);
    return name === undefined ? wrongUsage : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command) throw new DabiaoError("CLI-01", { message: `没有“${name}”这个命令。`, hint: "运行 dabiao --help 查看所有命令。" });
    const loaded = await command.load();
    if (options.includes("--help") || options.includes("-h")) {
      process.stdout.write(loaded.help);
      return 0;
    }
    return await loaded.run([...options, ...args.slice(end)]);
  } catch (error) {
    process.stderr.write(terminalError(error));
    return isWrongUsage(error) ? wrongUsage : 1;
  }
}

function isWrongUsage(error: unknown): boolean {
  if (error instanceof DabiaoError) return error.code.startsWith("CLI-");
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  // A reader that closes early (dabiao read … | head) is no error.
  if (cause.code === "EPIPE") process.exit(0);
  const reason = cause.code === "ENOSPC" ? "磁盘已满" : cause.message;
  process.stderr.write(terminalError(new DabiaoError("OUTPUT-01", { message: `结果写不出去：${reason}。`, cause })));
  process.exit(1);
});
process.exitCode = await main(process.argv.slice(2));
