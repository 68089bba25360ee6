import type { SourceDocument } from "../declaration/schema.ts";
import { DabiaoError } from "../problem.ts";
import { startDocumentReader } from "./documents.ts";
import { bytesOf } from "./files.ts";
import { optionsHelp, wantedOf, writeAll } from "./paper.ts";
import { Progress, terminalError } from "./terminal.ts";

export const help = `用法：dabiao convert 文件… --form 表样 --to 格式 (-o 文件 | --split 文件夹)

读取任何能读的绩效目标表文件，换成另一种表样和格式。

${optionsHelp}
退出码：0 转换好了；1 有文件读不了或没有绩效目标表（其余照常写出），或写不出去；2 用法不对

例：
  dabiao convert 绩效目标表.docx --form zaozhuang --to xlsx -o 枣庄表样.xlsx
`;

/** Reads documents and writes them on another paper. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const wanted = wantedOf(args, "convert 绩效目标表.docx");
  const { documents, failed } = await readAll(wanted.files);
  if (documents.length > 0) await writeAll(documents, wanted);
  return failed ? 1 : 0;
}

/** Reads what the user named; a file without any declaration is a failure, and told. */
export async function readAll(files: readonly string[]): Promise<{ documents: SourceDocument[]; failed: boolean }> {
  const progress = new Progress(files.length);
  const documents: SourceDocument[] = [];
  let failed = false;
  const fail = (error: unknown) => {
    failed = true;
    progress.say(terminalError(error));
  };
  const take = (document: SourceDocument) => {
    if (document.declarations.length > 0) documents.push(document);
    else fail(new DabiaoError("READ-19", { message: `“${document.file}”里没有绩效目标表。`, hint: "请确认选对了文件。" }));
  };
  const reader = startDocumentReader();
  for (const file of files) {
    progress.at(file);
    try {
      await reader.read(await bytesOf(file), file, { read: take, failed: fail });
    } catch (error) {
      fail(error);
    }
    progress.next();
  }
  await reader.close();
  return { documents, failed };
}
