import type { Piece } from "../../grid/grid.ts";

/** LaTeX commands that converters leave in table cells, and the characters they stand for. */
const latex: Readonly<Record<string, string>> = {
  geq: "≥", geqslant: "≥", ge: "≥", leq: "≤", leqslant: "≤", le: "≤", gt: ">", lt: "<", neq: "≠", ne: "≠",
  times: "×", cdot: "·", pm: "±", sim: "~", approx: "≈", div: "÷", ldots: "…", cdots: "…", permil: "‰",
  quad: " ", qquad: " ", rightarrow: "→", to: "→", degree: "°", circ: "°", left: "", right: "", displaystyle: "",
};

const entities: Readonly<Record<string, string>> = { nbsp: " ", ensp: " ", emsp: " ", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", ge: "≥", le: "≤", times: "×", middot: "·", ldquo: "“", rdquo: "”", hellip: "…", mdash: "—", permil: "‰" };

/**
 * Mark-up that is no text of the author's, in the order in which it is looked for: Word bookmarks and TC fields,
 * HTML tags (only known ones: `<5次` is a target), character references, LaTeX between dollar signs, backslash escapes.
 */
const markup = new RegExp(
  [
    String.raw`(?<bookmark>\[bookmark:[^\]\n]{0,200}\])`,
    String.raw`(?<field>\bTC\s+[^\n\\]{0,500}\\[fl] ?[A-Za-z0-9]*(?:\s*\\[fl] ?[A-Za-z0-9]*)*)`,
    String.raw`(?<line></?(?:br|p|div|li|tr)(?:\s[^<>\n]{0,200})?\s*/?>)`,
    String.raw`(?<tag></?(?:b|i|u|s|em|strong|span|font|sub|sup|ul|ol|td|th|table|tbody|thead|a|center|small|big)(?:\s[^<>\n]{0,200})?\s*/?>)`,
    String.raw`&(?<entity>[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});`,
    String.raw`(?<math>\$[^$\n]{1,200}\$)`,
    String.raw`\\(?<escaped>[\\|*_#<>$%~\[\](){}.+\-!${"`"}])`,
    String.raw`(?<bold>\*\*(?=\S[^*\n]{0,500}\*\*)|(?<=\S)\*\*(?![^*\n]{0,500}\S\*\*)(?<=\*\*[^*\n]{1,500}\*\*))`,
  ].join("|"),
  "gi",
);

/** Turns mark-up into the characters that it stands for; every character keeps the offset of what it came from. */
export function withoutMarkup(piece: Piece): Piece {
  if (!/[<&$\\[*]|TC\s/.test(piece.text)) return piece;
  let text = "";
  const offsets: number[] = [];
  const keep = (characters: string, at: number, moving: boolean) => {
    for (let i = 0; i < characters.length; i++) offsets.push(piece.offsets?.[at + (moving ? i : 0)] ?? 0);
    text += characters;
  };
  let done = 0;
  for (const match of piece.text.matchAll(markup)) {
    keep(piece.text.slice(done, match.index), done, true);
    const { line, entity, math, escaped } = match.groups ?? {};
    if (line !== undefined) keep("\n", match.index, false);
    else if (entity !== undefined) keep(characterOf(entity) ?? match[0], match.index, false);
    else if (math !== undefined) plain(math, (characters, at) => keep(characters, match.index + at, false));
    else if (escaped !== undefined) keep(escaped, match.index + 1, true);
    done = match.index + match[0].length;
  }
  keep(piece.text.slice(done), done, true);
  return { text, place: piece.place, offsets: piece.offsets === null ? null : offsets };
}

function characterOf(entity: string): string | null {
  const number = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : entity.startsWith("#") ? Number(entity.slice(1)) : null;
  if (number !== null) return number > 8 && number <= 0x10ffff && (number < 0xd800 || number > 0xdfff) ? String.fromCodePoint(number) : null;
  return entities[entity.toLowerCase()] ?? null;
}

const superscript: Readonly<Record<string, string>> = { "0": "⁰", "1": "¹", "2": "²", "3": "³" };

/** Reads what stands between dollar signs; anything that is no command is handed on as it is. */
function plain(math: string, keep: (characters: string, at: number) => void): void {
  for (const match of math.matchAll(/\\([a-zA-Z]+)\s?|\\(.)|\^\{?([0-3])\}?|[{}$]|([\s\S])/g)) {
    const [, command, escaped, power, other] = match;
    if (command !== undefined) keep(latex[command] ?? (/^(text|mathrm|mathbf|rm|bf|textbf)$/.test(command) ? "" : command), match.index);
    else if (escaped !== undefined) keep(escaped === "," || escaped === ";" ? " " : escaped, match.index + 1);
    else if (power !== undefined) keep(superscript[power] ?? power, match.index);
    else if (other !== undefined) keep(other, match.index);
  }
}
