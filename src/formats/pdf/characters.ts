import { visible } from "../characters.ts";

/**
 * Radicals that fonts print for the character of the same look: some programs (browsers above all) note the radical as
 * the text. Those of the first block (⼀ to ⿕) are told by Unicode itself (but for 户), of the second by nobody.
 */
const radicals: Readonly<Record<string, string>> = {
  "⺁": "厂", "⺄": "乙", "⺆": "冂", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小", "⺕": "彐", "⺗": "心", "⺘": "手", "⺙": "攵", "⺝": "月", "⺟": "母",
  "⺠": "民", "⺢": "水", "⺣": "灬", "⺤": "爪", "⺥": "爪", "⺧": "牛", "⺨": "犭", "⺩": "王", "⺪": "疋", "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹",
  "⺯": "糸", "⺰": "纟", "⺲": "罒", "⺳": "网", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "老", "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹",
  "⻀": "艹", "⻁": "虎", "⻂": "衤", "⻃": "覀", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻈": "讠", "⻉": "贝", "⻊": "足", "⻋": "车", "⻌": "辶",
  "⻍": "辶", "⻎": "辶", "⻏": "阝", "⻐": "钅", "⻑": "長", "⻒": "镸", "⻓": "长", "⻔": "门", "⻕": "阜", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦",
  "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻞": "食", "⻟": "饣", "⻠": "饣", "⻡": "首", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟",
  "⼾": "户", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻫": "斉", "⻬": "齐", "⻭": "歯", "⻮": "齿", "⻯": "竜", "⻰": "龙", "⻱": "龟", "⻲": "龟", "⻳": "龟",
};

/** What a glyph prints, by what the font notes for it; empty for what nobody sees. */
export function plainCharacter(noted: string): string {
  const code = noted.length === 1 ? noted.charCodeAt(0) : -1;
  if ((code > 0x20 && code < 0x7f) || (code >= 0x3000 && code < 0xd800)) return noted;
  if (code >= 0 && code <= 0x20) return code === 0x20 || code === 9 || code === 10 || code === 13 ? " " : "";
  const radical = radicals[noted];
  if (radical !== undefined) return radical;
  // Kangxi radicals, compatibility ideographs, ligatures (ﬁ).
  return visible(noted).replace(/[⼀-⿕豈-\ufad9ﬀ-ﬆ]/g, (character) => character.normalize("NFKC"));
}

/** Whether a character is none that a Chinese form prints: what comes out where a font does not say what its glyphs mean. */
export function isForeign(character: string): boolean {
  return /[\p{Co}\p{Cn}\p{Cc}\ufffd]/u.test(character) || !/[\p{Script=Han}\p{Script=Latin}\p{Script=Greek}\p{Script=Common}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Inherited}]/u.test(character);
}
