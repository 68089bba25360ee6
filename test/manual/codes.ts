// 出错代码一览: written from the codes in the source, each with what is said of it there. What the source cannot tell a
// reader stands in code-words.ts.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rules } from "../../src/review/rules/list.ts";
import { advice, families, words } from "./code-words.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const isRule = new Set(rules.map(({ id }) => id));

/** Every code of a message in the source, with the texts that follow it where it is thrown or told. */
export function codesInSource(): Map<string, { what: string[]; hints: string[] }> {
  const found = new Map<string, { what: string[]; hints: string[] }>();
  for (const file of sources())
    for (const { index, 1: code = "" } of readFileSync(file, "utf8").matchAll(/"([A-Z]+-\d{2})"/g)) {
      if (isRule.has(code)) continue;
      const told = found.get(code) ?? { what: [], hints: [] };
      found.set(code, told);
      const { what, hint } = toldAfter(readFileSync(file, "utf8").slice(index + code.length + 2, index + 700));
      if (what !== null && !told.what.includes(what)) told.what.push(what);
      if (hint !== null && !told.hints.includes(hint)) told.hints.push(hint);
    }
  return found;
}

const sources = (): string[] =>
  ["src", "bin"].flatMap((top) => readdirSync(path.join(project, top), { recursive: true, encoding: "utf8" }).map((name) => path.join(project, top, name)).filter((name) => /\.(?:tsx?|js)$/.test(name)).sort());

/** `, { message: "…", hint: "…" }`, `, "…", "…"` of the launcher. */
function toldAfter(rest: string): { what: string | null; hint: string | null } {
  const string = String.raw`("(?:[^"\\]|\\.)*"|\x60(?:[^\x60\\]|\\.)*\x60)`;
  const [, what] = new RegExp(String.raw`^(?:,\s*severity: "\w+"(?: as const)?)?,?\s*\{?\s*message:\s*${string}`).exec(rest) ?? new RegExp(String.raw`^,\s*(?:"(?:error|warning|advice)",\s*)?${string}`).exec(rest) ?? [];
  if (what === undefined) return { what: null, hint: null };
  const after = rest.slice(rest.indexOf(what) + what.length);
  const [, hint] = new RegExp(String.raw`^,\s*(?:hint:\s*)?${string}`).exec(after) ?? [];
  return { what: sentence(what), hint: hint === undefined || !/[一-鿿]/.test(hint) ? null : sentence(hint) };
}

/** What is filled in while the program runs is an ellipsis here. */
function sentence(literal: string): string | null {
  const text = withoutHoles(literal.slice(1, -1)).replace(/\\n/g, " ").trim();
  if (!/[一-鿿]/.test(text)) return null;
  return /[。；！？]$/.test(text) ? text : `${text}。`;
}

function withoutHoles(text: string): string {
  let [out, depth] = ["", 0];
  for (let at = 0; at < text.length; at++) {
    if (depth === 0 && text.startsWith("${", at)) {
      out += "…";
      depth = 1;
      at++;
    } else if (depth === 0) out += text[at];
    else if (text[at] === "{") depth++;
    else if (text[at] === "}") depth--;
  }
  return out;
}

/** The whole chapter. @throws Error naming the codes of which nothing can be said */
export function codesChapter(): string {
  const found = codesInSource();
  const lines = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, { what, hints }]) => {
    const [own, todo] = words[code] ?? [];
    const [happened, next] = [own ?? what.join("<br>"), todo ?? (hints.join("<br>") || advice[family(code)])];
    if (happened === "" || next === undefined) throw new Error(`${code}: say in test/manual/code-words.ts what happened and what to do`);
    return { code, line: `| \`${code}\` | ${cell(happened)} | ${cell(next)} |` };
  });
  const unknown = Object.keys(words).filter((code) => !found.has(code));
  if (unknown.length > 0) throw new Error(`no such codes any more, take them out of test/manual/code-words.ts: ${unknown.join(", ")}`);
  const sections = Map.groupBy(lines, ({ code }) => family(code));
  const untitled = [...sections.keys()].filter((one) => families[one] === undefined);
  if (untitled.length > 0) throw new Error(`say in test/manual/code-words.ts what these codes are about: ${untitled.join(", ")}`);
  return [
    "# 出错代码一览",
    "",
    "[//]: # (由程序生成：npm run manual -- codes。请不要手工修改。)",
    "",
    "每条出错信息后面都有一个代码，例如 `GOAL-03`。信息本身已经写明发生了什么、怎么办；这里把全部代码列在一起，打电话问人时报代码最快。表里的“…”是出错时才知道的内容，例如文件名。在页面上点代码，就会到这里对应的一行。",
    "",
    "审核发现的问题（如 `FUND-02`）不是出错，是对目标表的意见，见[规则说明](rules.md)。",
    ...[...sections].flatMap(([one, of]) => ["", `## ${one}　${families[one]}`, "", "| 代码 | 发生了什么 | 怎么办 |", "| --- | --- | --- |", ...of.map(({ line }) => line)]),
    "",
  ].join("\n");
}

const family = (code: string): string => code.split("-")[0] ?? code;
/** An address is something to read, not a link to another host. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<br>", " ").replace(/https?:\/\/[\w.:…/-]+/g, "`$&`");
