/** Characters that no page shows: soft hyphens, zero-width spaces and joiners, byte order marks, direction marks. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

/** A text without its invisible characters. */
export function visible(text: string): string {
  return text.replace(invisible, "");
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Raised digits as characters of their own (m², 10⁴), so that 10⁴ does not become 104. Anything else stays as it is. */
export function raised(text: string): string {
  return /^[\d\s]+$/.test(text) ? text.replace(/\d/g, (digit) => superscripts.charAt(Number(digit))) : text;
}

/** What the symbol fonts print, code (hexadecimal) and character. Only what forms use: signs of targets, boxes to tick, bullets. */
const symbolFonts: readonly { font: RegExp; characters: ReadonlyMap<number, string> }[] = [
  {
    font: /^symbol$/i,
    characters: codes("a3≤ b3≥ b9≠ b1± b4× b8÷ b0° b7• bb≈ a5∞ ae→ ac← d7⋅ 25% 2b+ 2d− 2f/ 3c< 3d= 3e> 7e~ 28( 29) 2c, 2e. 3a: 6dμ 57Ω 53Σ e5∑"),
  },
  {
    font: /^wingdings$/i,
    characters: codes("fe☑ fd☒ a8□ 6f□ 70□ 71□ 72□ fc✓ fb✗ 78☒ b7• 6c● 6e■ 75◆ 76❖ a7▪ d8➢ e0→ df← a1○ 9f• 9e· 81① 82② 83③ 84④ 85⑤ 86⑥ 87⑦ 88⑧ 89⑨ 8a⑩"),
  },
  { font: /^wingdings 2$/i, characters: codes("52☑ 53☒ 54☒ 50✓ 4f✗ a3□ 2a□ 30□ 98● 97●") },
];

function codes(table: string): ReadonlyMap<number, string> {
  return new Map(table.split(" ").map((entry) => [Number.parseInt(entry.slice(0, 2), 16), entry.slice(2)]));
}

/** The character that a symbol font prints; null where the font or the code is not known. */
export function symbol(font: string, code: number): string | null {
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  return symbolFonts.find(({ font: name }) => name.test(font.trim()))?.characters.get(low) ?? null;
}

const privateUse = /[\uf020-\uf0ff]/g;

/**
 * Symbols that a program wrote as private-use characters, as their font prints them. Without a known font the bullet
 * and the box, which look alike in most, are taken; what stays unknown stays as it is.
 */
export function symbols(text: string, font: string): string {
  return text.replace(privateUse, (character) => {
    const code = character.charCodeAt(0);
    return symbol(font, code) ?? (code === 0xf0b7 || code === 0xf06c ? "•" : code === 0xf0fe ? "☑" : code === 0xf0a8 ? "□" : character);
  });
}
