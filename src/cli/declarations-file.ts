// DECLARATIONS.json of the contract: what `read` prints, or a bare list of declarations.
import { z } from "zod";
import { Declaration, ReadOutput, type SourceDocument } from "../declaration/schema.ts";
import { DabiaoError } from "../problem.ts";

const Bare = z.array(Declaration);

/** So many errors are shown; a file of another kind has thousands. */
const shownErrors = 30;

/**
 * The documents in a JSON file; null when the file is no JSON of ours and is to be read as a document.
 * @throws DabiaoError CLI-06 when it is JSON of another shape: every error with its path
 */
export function declarationsIn(bytes: Uint8Array, file: string): SourceDocument[] | null {
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  if (!/^\s*[[{]\s*["{\]}]/.test(text.slice(0, 1000))) return null;
  const data = parsed(text);
  if (data === undefined) return null;
  z.config(z.locales.zhCN());
  if (!Array.isArray(data)) {
    const output = ReadOutput.safeParse(data);
    if (output.success) return output.data.documents;
    throw misshapen(file, output.error);
  }
  const bare = Bare.safeParse(data);
  if (bare.success) return [around(bare.data, file)];
  throw misshapen(file, bare.error);
}

function misshapen(file: string, { issues }: z.ZodError): DabiaoError {
  const lines = issues.slice(0, shownErrors).map(({ path, message }) => `\n  ${pathOf(path)}：${inChinese(message)}`);
  const more = issues.length > shownErrors ? `\n  ……还有 ${issues.length - shownErrors} 处` : "";
  return new DabiaoError("CLI-06", { message: `“${file}”是 JSON，但不是绩效目标数据，有 ${issues.length} 处不符：${lines.join("")}${more}`, hint: "请用 dabiao read --format json 的输出，格式见 dabiao schema。" });
}

/** What the library's Chinese leaves in English: the names of kinds of values. */
const kinds: Readonly<Record<string, string>> = { object: "对象", record: "对象", string: "文字", number: "数字", array: "数组", boolean: "是或否", undefined: "没有这一项", null: "空" };
const inChinese = (message: string): string => message.replace(/\b(?:object|record|string|number|array|boolean|undefined|null)\b/g, (word) => kinds[word] ?? word);

const pathOf = (keys: readonly PropertyKey[]): string => (keys.length === 0 ? "整个文件" : keys.map((key, at) => (typeof key === "number" ? `[${key}]` : `${at === 0 ? "" : "."}${String(key)}`)).join(""));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A bare list has no document; a review counts within one all the same. */
function around(declarations: Declaration[], file: string): SourceDocument {
  return { file, sha256: "0".repeat(64), format: "text", verdict: "generic", title: null, year: null, publisher: null, overallGoals: [], paragraphs: [], declarations, problems: [] };
}
