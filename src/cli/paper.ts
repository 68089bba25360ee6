// What `write` and `convert` share: the words of the command, and the writing of the files.
import path from "node:path";
import { parseArgs } from "node:util";
import { type Declaration, FormId, type SourceDocument, type WrittenFormat, writtenFormats } from "../declaration/schema.ts";
import { fileNameOf, nameOfForm } from "../declaration/names.ts";
import { forms } from "../forms/list.ts";
import { type Loss, writeDocument } from "../index.ts";
import { DabiaoError } from "../problem.ts";
import { printers } from "../server/reading/engines.ts";
import { Output } from "./output.ts";

/** The options of both commands, as their help tells them. */
export const optionsHelp = `选项：
  --form 表样       ${forms.map(({ id }) => `${id}（${nameOfForm(id)}）`).join("、")}
  --to 格式         ${writtenFormats.join("、")}；不写时看 -o 的扩展名
  -o 文件           所有表写在这一个文件里
  --split 文件夹    每张表一个文件，以序号和项目名称命名
  --force           文件已经存在时覆盖
  --json            出错时以 JSON 输出错误

此表样放不下的内容、换了说法的类别和目标，逐项列在屏幕上，不会悄悄丢掉。
`;

/** What the user asked for. */
export interface Wanted {
  files: string[];
  form: FormId;
  format: WrittenFormat;
  output: { file: string } | { folder: string };
  force: boolean;
}

/** @throws DabiaoError CLI-03, CLI-04 or CLI-05 when the words make no sense */
export function wantedOf(args: readonly string[], command: string): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { form: { type: "string" }, to: { type: "string" }, output: { type: "string", short: "o" }, split: { type: "string" }, force: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const example = `例如：dabiao ${command} --form shanghai --to docx -o 绩效目标表.docx`;
  if (positionals.length === 0) throw new DabiaoError("CLI-04", { message: "没有指定文件。", hint: example });
  const form = FormId.safeParse(values.form);
  if (!form.success || !forms.some(({ id }) => id === form.data)) {
    throw new DabiaoError("CLI-03", { message: values.form === undefined ? "没有指定表样（--form）。" : `没有“${values.form}”这种表样。`, hint: `可用的有 ${forms.map(({ id }) => id).join("、")}。` });
  }
  if ((values.output === undefined) === (values.split === undefined)) throw new DabiaoError("CLI-05", { message: "要写到一个文件（-o）还是每张表一个文件（--split），请指定一个。", hint: example });
  const named = values.to ?? path.extname(values.output ?? "").slice(1).toLowerCase();
  const format = writtenFormats.find((one) => one === named);
  if (format === undefined) throw new DabiaoError("CLI-03", { message: named === "" ? "没有指定格式（--to）。" : `没有“${named}”这种可以写的格式。`, hint: `可用的有 ${writtenFormats.join("、")}。` });
  return { files: positionals, form: form.data, format, output: values.split === undefined ? { file: values.output ?? "" } : { folder: values.split }, force: values.force };
}

/** Writes the declarations of all documents; tells on standard error what the form had no place for. */
export async function writeAll(documents: readonly SourceDocument[], { form, format, output, force }: Wanted): Promise<void> {
  const declarations = documents.flatMap((document) => document.declarations);
  const title = documents.length === 1 ? (documents[0]?.title ?? null) : null;
  const files = new Output(force);
  try {
    if ("file" in output) {
      await files.expect(output.file);
      await files.add(output.file, await made(declarations, title));
    } else {
      const digits = String(declarations.length).length;
      for (const [index, declaration] of declarations.entries()) {
        const name = `${String(index + 1).padStart(digits, "0")}-${fileNameOf(declaration)}.${format}`;
        await files.add(path.join(output.folder, name), await made([declaration], null));
      }
    }
    await files.finish();
  } catch (error) {
    await files.discard();
    throw error;
  }

  async function made(some: readonly Declaration[], above: string | null): Promise<Uint8Array> {
    const { bytes, losses } = await writeDocument(some, { form, format, title: above }, printers);
    tell(losses);
    return bytes;
  }
}

/** What the form had no place for, on standard error. */
export function tell(losses: readonly Loss[]): void {
  for (const { project, problems } of losses) {
    process.stderr.write(`${project ?? "（没有项目名称）"}\n${problems.map(({ code, message }) => `  ${code} ${message}\n`).join("")}`);
  }
}
