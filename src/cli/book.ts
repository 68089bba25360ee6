import { parseArgs } from "node:util";
import { FormId, type SourceDocument } from "../declaration/schema.ts";
import { forms } from "../forms/list.ts";
import { wholeTextsOf, writeBook } from "../index.ts";
import { DabiaoError } from "../problem.ts";
import { printers } from "../server/reading/engines.ts";
import { declarationsIn } from "./declarations-file.ts";
import { readAll } from "./convert.ts";
import { bytesOf } from "./files.ts";
import { Output } from "./output.ts";
import { tell } from "./paper.ts";

export const help = `用法：dabiao book 文件… --form 表样 [--title 标题] -o 文件.docx|文件.pdf

把一个单位（或部门）一个年度的目标表装成一册，像随预算公开的文件那样：封面、带页码的目录、
第一部分（部门整体绩效目标、分项目标、工作保障措施、编报情况和覆盖率、项目清单）、
第二部分（所有项目的目标表，编号）。文件可以是任何能读的文档，也可以是 dabiao read 输出的 JSON；
第一部分的文字取自文件里“总体绩效目标”“分项绩效目标”“工作保障措施”标题下的段落。

选项：
  --form 表样     ${forms.map(({ id }) => id).join("、")}
  --title 标题    封面上的标题；不写时用年度和单位
  -o 文件         .docx 或 .pdf
  --force         文件已经存在时覆盖

退出码：0 写好了；1 有文件读不了，或写不出去；2 用法不对

例：
  dabiao book 2026年目标表/*.docx --form nanpu -o 2026年绩效目标.pdf
`;

/** Writes the book. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { form: { type: "string" }, title: { type: "string" }, output: { type: "string", short: "o" }, force: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new DabiaoError("CLI-04", { message: "没有指定文件。", hint: "例如：dabiao book 目标表.docx --form nanpu -o 绩效目标.pdf" });
  const form = FormId.safeParse(values.form);
  if (!form.success || !forms.some(({ id }) => id === form.data)) throw new DabiaoError("CLI-03", { message: values.form === undefined ? "没有指定表样（--form）。" : `没有“${values.form}”这种表样。`, hint: `可用的有 ${forms.map(({ id }) => id).join("、")}。` });
  const format = /\.(docx|pdf)$/i.exec(values.output ?? "")?.[1]?.toLowerCase();
  if (values.output === undefined || (format !== "docx" && format !== "pdf")) throw new DabiaoError("CLI-05", { message: "没有指定写到哪个文件（-o），或不是 .docx、.pdf。", hint: "例如：-o 2026年绩效目标.pdf" });
  const { documents, failed } = await gather(positionals);
  if (failed) return 1;
  const files = new Output(values.force);
  await files.expect(values.output);
  try {
    const { bytes, losses } = writeBook(documents.flatMap(({ declarations }) => declarations), wholeTextsOf(documents), { form: form.data, format, title: values.title ?? null }, printers);
    tell(losses);
    await files.add(values.output, bytes);
    await files.finish();
  } catch (error) {
    await files.discard();
    throw error;
  }
  return 0;
}

/** Data as `read` printed it, and documents, in the order in which they were named. */
async function gather(names: readonly string[]): Promise<{ documents: SourceDocument[]; failed: boolean }> {
  const documents: SourceDocument[] = [];
  for (const name of names) {
    const data = declarationsIn(await bytesOf(name), name);
    const read = data ? { documents: data, failed: false } : await readAll([name]);
    if (read.failed) return { documents, failed: true };
    documents.push(...read.documents);
  }
  return { documents, failed: false };
}
