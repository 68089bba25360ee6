// DECLARATIONS.json of the contract: what `read` prints, or a bare list of declarations.
import { z } from "zod";
import { Declaration, ReadOutput, type SourceDocument } from "../declaration/schema.ts";
import { DabiaoError } from "../problem.ts";

const Bare = z.array(Declaration);

/**
 * The documents in a JSON file; null when the file is no JSON of ours and is to be read as a document.
 * @throws DabiaoError CLI-06 when it is JSON of another shape
 */
export function declarationsIn(bytes: Uint8Array, file: string): SourceDocument[] | null {
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  if (!/^\s*[[{]\s*["{\]]/.test(text.slice(0, 1000))) return null;
  const data = parsed(text);
  if (data === undefined) return null;
  const output = ReadOutput.safeParse(data);
  if (output.success) return output.data.documents;
  const bare = Bare.safeParse(data);
  if (bare.success) return [around(bare.data, file)];
  const [issue] = (Array.isArray(data) ? bare : output).error?.issues ?? [];
  throw new DabiaoError("CLI-06", { message: `“${file}”是 JSON，但不是绩效目标数据：${issue?.path.join(".")} ${issue?.message}。`, hint: "请用 dabiao read --format json 的输出，格式见 dabiao schema。" });
}

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
