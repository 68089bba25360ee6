import { parseArgs } from "node:util";
import type { BlankProject } from "../forms/blank.ts";
import { blankWorkbook } from "../index.ts";
import { DabiaoError } from "../problem.ts";
import { readAll } from "./convert.ts";
import { Output } from "./output.ts";

export const help = `用法：dabiao blank [项目名称…] [--unit 单位] [--year 年度] [--from 文件]… -o 填报.xlsx

做一本可以离线填报的 Excel 工作簿：每个项目一张工作表，有下拉列表和填报说明，
标签已保护。填好后用 dabiao import 导入，或用 dabiao convert 写成地区的表样。

选项：
  --unit 单位     填在每张表里的预算单位
  --year 年度     填在每张表里的预算年度
  --from 文件     以这份文件里的目标表为底稿（如上年的），可以写几次
  -o 文件         写到哪里
  --force         文件已经存在时覆盖

例：
  dabiao blank 社保卡制卡 经办大厅运行 --unit 某县社保中心 --year 2026 -o 填报.xlsx
  dabiao blank --from 2025年绩效目标.docx --year 2026 -o 2026年填报.xlsx
`;

/** Writes a workbook to be filled in. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { unit: { type: "string" }, year: { type: "string" }, from: { type: "string", multiple: true, default: [] }, output: { type: "string", short: "o" }, force: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (values.output === undefined) throw new DabiaoError("CLI-05", { message: "没有指定写到哪个文件（-o）。", hint: "例如：dabiao blank 社保卡制卡 -o 填报.xlsx" });
  if (values.year !== undefined && !/^(?:19|20)\d{2}$/.test(values.year)) throw new DabiaoError("CLI-03", { message: `“${values.year}”不是年度。`, hint: "请写四位数字，如 2026。" });
  const { documents, failed } = await readAll(values.from);
  if (failed) return 1;
  const projects: BlankProject[] = [...documents.flatMap(({ declarations }) => declarations.map((from) => ({ name: null, from }))), ...positionals.map((name) => ({ name, from: null }))];
  const files = new Output(values.force);
  await files.expect(values.output);
  try {
    await files.add(values.output, await blankWorkbook(values.unit ?? null, values.year === undefined ? null : Number(values.year), projects));
    await files.finish();
  } catch (error) {
    await files.discard();
    throw error;
  }
  return 0;
}
