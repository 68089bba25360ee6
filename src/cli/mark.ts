import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { markedWorkbook } from "../index.ts";
import { DabiaoError } from "../problem.ts";
import { readAll } from "./convert.ts";
import { Output } from "./output.ts";

export const help = `用法：dabiao mark 填报.xlsx -o 标注.xlsx

检查填好的工作簿，把读不出来、有疑问和不符合审核规则的单元格标上颜色和批注，
写成同一本工作簿的副本；原文件不变。

选项：
  -o 文件         写到哪里
  --force         文件已经存在时覆盖

退出码：0 没有要改的；1 有要改的（已标注），或读不了；2 用法不对

例：
  dabiao mark 填报.xlsx -o 填报-标注.xlsx
`;

/** Writes a marked copy of a filled-in workbook. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: { output: { type: "string", short: "o" }, force: { type: "boolean", default: false } }, allowPositionals: true });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new DabiaoError("CLI-04", { message: "请指定一本工作簿。", hint: "例如：dabiao mark 填报.xlsx -o 标注.xlsx" });
  if (values.output === undefined) throw new DabiaoError("CLI-05", { message: "没有指定写到哪个文件（-o）。", hint: "例如：dabiao mark 填报.xlsx -o 标注.xlsx" });
  const { documents, failed } = await readAll([file]);
  const [document] = documents;
  if (failed || !document) return 1;
  const files = new Output(values.force);
  await files.expect(values.output);
  try {
    const { bytes, marks } = await markedWorkbook(await readFile(file), document);
    await files.add(values.output, bytes);
    await files.finish();
    process.stderr.write(marks === 0 ? "没有要改的地方。\n" : `标注了 ${marks} 处，见 ${values.output}。\n`);
    return marks === 0 ? 0 : 1;
  } catch (error) {
    await files.discard();
    throw error;
  }
}
