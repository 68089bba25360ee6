import { parseArgs } from "node:util";
import { DabiaoError } from "../problem.ts";
import { csvHead, csvLines } from "./csv.ts";
import { startDocumentReader } from "./documents.ts";
import { bytesOf } from "./files.ts";
import { noForm } from "./no-form.ts";
import { Progress, terminalError } from "./terminal.ts";
import type { SourceDocument } from "../declaration/schema.ts";

export const help = `用法：dabiao read 文件… [--format json|ndjson|csv]

读取绩效目标表文件，把结果写到标准输出；进度和提示写到标准错误。
能读 Word（docx、doc、wps）、Excel（xlsx、xls、et）、odt、ods、带文字的 PDF、网页、文本、Markdown，
以及装有这些文件的 zip；按内容识别，不看文件名。一个文件最多 64 MB，一个 zip 最多 1 GB；
读得太久（一般 9 秒）或太占内存的文件会放弃，其余照常。

选项：
  --format json     一个 JSON 对象 {"documents": […]}（默认）
  --format ndjson   一行一个对象："type" 为 document、declaration 或 problem
  --format csv      一行一个指标，UTF-8（带 BOM），可用 Excel、WPS 打开
  --json            出错时以 JSON 输出错误

退出码：0 全部读出；1 有文件读不了或里面没有绩效目标表（其余照常输出）；2 用法不对

csv 的各栏：文件、序号、表样、单位编码、单位、主管部门、年度、项目编码、项目名称、项目类别、金额单位、预算总额、预算总额(元)、
  范围、一级指标、二级指标、三级指标、四级指标、类别、指标描述、指标值、类型、比较符、数值、至、计量单位、周期、确定依据、
  分值、实际完成值、得分、待核对、位置。
  以 = + - @ 开头而不是数字的格子前加一个单引号，免得表格软件把它当成公式。

例：
  dabiao read 2024年绩效目标.docx --format csv > 指标.csv
  dabiao read *.txt | jq '.documents[].declarations[].project.name'
`;

const writers = {
  json: { head: '{"documents":[', between: ",", tail: "]}\n", write: (document: SourceDocument) => JSON.stringify(document) },
  ndjson: { head: "", between: "", tail: "", write: ndjson },
  csv: { head: csvHead, between: "", tail: "", write: csvLines },
};

/** Reads files one after the other and prints each as soon as it is read. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { format: { type: "string", default: "json" } },
    allowPositionals: true,
  });
  const { format } = values;
  if (!isFormat(format)) throw new DabiaoError("CLI-03", { message: `没有“${format}”这种输出格式。`, hint: "可用的有 json、ndjson、csv。" });
  if (positionals.length === 0) throw new DabiaoError("CLI-04", { message: "没有指定要读的文件。", hint: "例如：dabiao read 绩效目标表.txt" });
  const { head, between, tail, write } = writers[format];
  const progress = new Progress(positionals.length);
  let failed = 0;
  let printed = 0;
  await print(head);
  const fail = (error: unknown) => {
    failed++;
    progress.say(terminalError(error));
  };
  const read = async (document: SourceDocument) => {
    if (document.verdict === "none") fail(noForm(document.file));
    await print((printed++ > 0 ? between : "") + write(document));
  };
  const reader = startDocumentReader();
  for (const path of positionals) {
    progress.at(path);
    await bytesOf(path).then((bytes) => reader.read(bytes, path, { read, failed: fail }), fail);
    progress.next();
  }
  await reader.close();
  await print(tail);
  return failed > 0 ? 1 : 0;
}

function isFormat(format: string): format is keyof typeof writers {
  return Object.hasOwn(writers, format);
}

function ndjson({ declarations, problems, ...document }: SourceDocument): string {
  const { file } = document;
  return [
    { type: "document", ...document },
    ...declarations.map((declaration) => ({ type: "declaration", file, ...declaration })),
    ...problems.map((problem) => ({ type: "problem", file, ...problem })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

/** Waits until the pipe has taken the text, so that many large documents do not pile up in memory. What if it cannot: main.ts. */
function print(text: string): Promise<void> {
  if (text === "") return Promise.resolve();
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
