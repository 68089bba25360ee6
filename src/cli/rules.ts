import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import { rulePage } from "../review/reports/page.ts";
import { severityNames } from "../review/reports/words.ts";
import { areas } from "../review/rule.ts";
import { ruleOf, rules } from "../review/rules/list.ts";

export const help = `用法：dabiao rules [编号]

不写编号：列出全部审核规则。写编号：说明这条规则检查什么、依据什么、什么情形不提示，附例子。

例：
  dabiao rules
  dabiao rules FUND-02
`;

/** Prints the catalogue or one rule. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  if (positionals.length === 0) {
    process.stdout.write(catalogue());
    return 0;
  }
  for (const id of positionals) {
    const rule = ruleOf(id);
    if (!rule) throw new DabiaoError("CLI-05", { message: `没有编号为“${id}”的规则。`, hint: "运行 dabiao rules 查看全部规则。" });
    process.stdout.write(`${rulePage(rule)}\n`);
  }
  return 0;
}

function catalogue(): string {
  return areas
    .map((area) => `${area}\n${rules.filter((rule) => rule.area === area).map(({ id, title, severity }) => `  ${id.padEnd(9)} ${title.zh}（${severityNames[severity]}）`).join("\n")}\n`)
    .join("\n");
}
