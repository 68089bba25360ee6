import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { SourceDocument } from "../declaration/schema.ts";
import { DabiaoError } from "../problem.ts";
import { htmlReport } from "../review/reports/html.ts";
import { opinionPage } from "../review/reports/opinion-page.ts";
import { opinionWorkbook } from "../review/reports/opinion-sheets.ts";
import { textReport } from "../review/reports/text.ts";
import { findingsWorkbook } from "../review/reports/xlsx.ts";
import type { Review } from "../review/rule.ts";
import { review } from "../review/run.ts";
import { declarationsIn } from "./declarations-file.ts";
import { startDocumentReader } from "./documents.ts";
import { bytesOf } from "./files.ts";
import { noForm } from "./no-form.ts";
import { Progress, terminalError } from "./terminal.ts";

export const help = `用法：dabiao review 文件… [--format text|json|xlsx|html] [--opinion] [-o 文件]

按规则审核绩效目标表，写出问题、位置和修改建议。文件可以是任何能读的文档，
也可以是 dabiao read 输出的 JSON。一次给出的文件放在一起审核，能看出照抄和前后矛盾。

选项：
  --format text     给人看的文字（默认）
  --format json     {"findings": […], "outcomes": […]}
  --format xlsx     Excel 工作簿，一行一个问题，已设筛选
  --format html     一个网页文件：总览、图、逐表标出的问题
  --opinion         输出绩效目标审核意见表（xlsx 或 html），四个方面、得分和建议等级
  -o 文件           写到文件；不写时输出到标准输出
  --json            出错时以 JSON 输出错误

退出码：0 没有必须修改的问题；1 有；2 用法不对；3 有文件读不了或没有绩效目标表（其余照常审核）

例：
  dabiao review 2024年绩效目标.docx
  dabiao review *.docx --format xlsx -o 审核问题.xlsx
`;

/** Exit codes of this command (contract section 3). */
const noError = 0;
const someError = 1;
const unreadable = 3;

type Report = (documents: readonly SourceDocument[], result: Review) => string | Uint8Array | Promise<Uint8Array>;
const reports: Readonly<Record<string, Report>> = {
  text: textReport,
  json: (_, result) => `${JSON.stringify(result)}\n`,
  xlsx: findingsWorkbook,
  html: htmlReport,
};
const opinions: Readonly<Record<string, Report>> = { xlsx: opinionWorkbook, html: opinionPage };

/** Reviews all files together. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { format: { type: "string" }, opinion: { type: "boolean", default: false }, output: { type: "string", short: "o" } },
    allowPositionals: true,
  });
  const format = values.format ?? (values.opinion ? "html" : "text");
  const table = values.opinion ? opinions : reports;
  const report = Object.hasOwn(table, format) ? table[format] : undefined;
  if (!report) throw new DabiaoError("CLI-03", { message: `没有“${format}”这种输出格式。`, hint: `可用的有 ${Object.keys(table).join("、")}。` });
  if (positionals.length === 0) throw new DabiaoError("CLI-04", { message: "没有指定要审核的文件。", hint: "例如：dabiao review 绩效目标表.docx" });
  const { documents, failed } = await readAll(positionals);
  const result = review(documents);
  const made = await report(documents, result);
  if (values.output === undefined) process.stdout.write(made);
  else await writeFile(values.output, made);
  if (failed) return unreadable;
  return result.findings.some(({ severity }) => severity === "error") ? someError : noError;
}

async function readAll(paths: readonly string[]): Promise<{ documents: SourceDocument[]; failed: boolean }> {
  const progress = new Progress(paths.length);
  const documents: SourceDocument[] = [];
  let failed = false;
  const fail = (error: unknown) => {
    failed = true;
    progress.say(terminalError(error));
  };
  const take = (document: SourceDocument) => {
    documents.push(document);
    if (document.declarations.length === 0) fail(noForm(document.file));
  };
  const reader = startDocumentReader();
  for (const path of paths) {
    progress.at(path);
    try {
      const bytes = await bytesOf(path);
      const data = declarationsIn(bytes, path);
      if (data) data.forEach(take);
      else await reader.read(bytes, path, { read: take, failed: fail });
    } catch (error) {
      fail(error);
    }
    progress.next();
  }
  await reader.close();
  return { documents, failed };
}
