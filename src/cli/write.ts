import type { SourceDocument } from "../declaration/schema.ts";
import { DabiaoError } from "../problem.ts";
import { declarationsIn } from "./declarations-file.ts";
import { bytesOf } from "./files.ts";
import { optionsHelp, wantedOf, writeAll } from "./paper.ts";

export const help = `用法：dabiao write 数据.json --form 表样 --to 格式 (-o 文件 | --split 文件夹)

把 dabiao read 输出的 JSON（或只有绩效目标表的 JSON 数组）写成某个地区的表样，
可以是 Word、Excel、PDF 或网页，版式可以直接打印上报。

${optionsHelp}
退出码：0 写好了；1 写不出去；2 用法不对，或 JSON 不符合格式（逐处列出，什么也不写）

例：
  dabiao read 绩效目标表.pdf --format json > 数据.json
  dabiao write 数据.json --form shanghai --to docx -o 上海表样.docx
`;

/** Writes declarations on a form's paper. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const wanted = wantedOf(args, "write 数据.json");
  const documents: SourceDocument[] = [];
  for (const file of wanted.files) {
    const found = declarationsIn(await bytesOf(file), file);
    if (!found) throw new DabiaoError("CLI-06", { message: `“${file}”不是 JSON。`, hint: "要直接转换文档，请用 dabiao convert。" });
    documents.push(...found);
  }
  await writeAll(documents, wanted);
  return 0;
}
