/** One piece of a number format: a literal text, a placeholder for a digit, or a letter with a meaning. */
export type Token =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "digit"; readonly text: "0" | "#" | "?" }
  | { readonly kind: "point" | "comma" | "general" | "text" }
  | { readonly kind: "percent" | "slash" | "exponent"; readonly text: string }
  | { readonly kind: "date"; readonly text: string };

/** One of the up to four parts of a format code that `;` separates, and the values that it is for. */
export interface Section {
  readonly tokens: readonly Token[];
  readonly condition: { readonly sign: string; readonly value: number } | null;
  /** Chinese numerals: 1 for 一二三, 2 for 壹贰叁, 3 for full-width figures. */
  readonly numerals: 0 | 1 | 2 | 3;
  readonly kind: "date" | "number" | "general" | "text" | "other";
}

/**
 * A piece of format code. What stands for itself needs no quotes here: Excel wants them around letters, but files of
 * WPS and of many programs have ¥, 元, 个 or ≥ bare. `!` escapes as `\` does, in formats of East Asian Excel.
 */
const piece = new RegExp(
  [
    `"(?<quoted>[^"]*)"?`,
    String.raw`[\\!](?<escaped>[\s\S])`,
    String.raw`_(?<space>[\s\S])`,
    String.raw`\*(?<fill>[\s\S])`,
    String.raw`\[(?<bracket>[^\]]*)\]`,
    String.raw`(?<general>General|G\/通用格式)`,
    "(?<exponent>E[+-])",
    String.raw`(?<date>AM\/PM|A\/P|上午\/下午|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e+)`,
    String.raw`(?<other>[\s\S])`,
  ].join("|"),
  "gi",
);

/** Formats of the system: which date they give is a setting of Windows; these are those of a Chinese one. */
const ofTheSystem: Readonly<Record<string, string>> = { "$-F800": 'yyyy"年"m"月"d"日"', "$-F400": "h:mm:ss" };

/** Takes a format code apart. */
export function sectionsOf(code: string): Section[] {
  return split(code).slice(0, 4).map(sectionOf);
}

function split(code: string): string[] {
  const parts = [""];
  for (const [text] of code.matchAll(/"[^"]*"?|[\\!_*][\s\S]|\[[^\]]*\]|[\s\S]/g)) {
    if (text === ";") parts.push("");
    else parts[parts.length - 1] += text;
  }
  return parts;
}

function sectionOf(code: string): Section {
  const system = Object.entries(ofTheSystem).find(([bracket]) => code.toUpperCase().includes(`[${bracket}`));
  const tokens: Token[] = [];
  let condition: Section["condition"] = null;
  let numerals: Section["numerals"] = 0;
  for (const { groups } of (system?.[1] ?? code).matchAll(piece)) {
    const { quoted, escaped, space, fill, bracket, general, exponent, date, other } = groups ?? {};
    if (bracket !== undefined) {
      const compared = /^([<>=]{1,2})(-?[\d.]+)$/.exec(bracket);
      const chinese = /^DBNum([123])$/i.exec(bracket);
      if (compared) condition = { sign: compared[1] ?? "=", value: Number(compared[2]) };
      else if (chinese) numerals = Number(chinese[1]) as 1 | 2 | 3;
      else if (bracket.startsWith("$")) tokens.push({ kind: "literal", text: bracket.slice(1).split("-")[0] ?? "" });
      else if (/^(?:h+|m+|s+)$/i.test(bracket)) tokens.push({ kind: "date", text: `[${bracket.toLowerCase()}]` });
    } else if (quoted !== undefined || escaped !== undefined) tokens.push({ kind: "literal", text: quoted ?? escaped ?? "" });
    else if (space !== undefined) tokens.push({ kind: "literal", text: " " });
    else if (general !== undefined) tokens.push({ kind: "general" });
    else if (exponent !== undefined) tokens.push({ kind: "exponent", text: exponent });
    else if (date !== undefined) tokens.push({ kind: "date", text: date.startsWith("上") ? date : date.toLowerCase() });
    else if (fill === undefined && other !== undefined) tokens.push(single(other));
  }
  return { tokens, condition, numerals, kind: kindOf(tokens) };
}

function single(text: string): Token {
  if (text === "0" || text === "#" || text === "?") return { kind: "digit", text };
  if (text === ".") return { kind: "point" };
  if (text === ",") return { kind: "comma" };
  if (text === "%") return { kind: "percent", text };
  if (text === "/") return { kind: "slash", text };
  if (text === "@") return { kind: "text" };
  return { kind: "literal", text };
}

function kindOf(tokens: readonly Token[]): Section["kind"] {
  const has = (kind: Token["kind"]) => tokens.some((token) => token.kind === kind);
  if (has("date")) return "date";
  if (has("exponent") || (has("slash") && has("digit"))) return "other";
  if (has("general")) return "general";
  if (has("digit")) return "number";
  return has("text") ? "text" : "number";
}
