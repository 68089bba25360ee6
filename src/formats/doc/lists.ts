import { symbols } from "../characters.ts";
import type { Bytes } from "../bytes.ts";
import { listNumber } from "../numbering.ts";
import type { Word } from "./fib.ts";
import { eachSprm, sprm } from "./sprms.ts";

/** How one level of a list numbers its paragraphs. */
interface Level {
  readonly start: number;
  readonly format: string;
  /** The printed text; characters below 9 stand for the number of that level. */
  readonly text: string;
  readonly font: number | null;
  readonly tight: boolean;
  readonly legal: boolean;
  readonly restarts: boolean;
}

interface List {
  readonly id: number;
  readonly levels: readonly Level[];
}

/** A use of a list, which may begin with another number. */
interface Override {
  readonly list: List;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, Level>;
}

/** The formats of numbers (MSONFC, MS-OSHARED 2.2.1.3) by the names that `listNumber` knows. */
const formats: Readonly<Record<number, string>> = {
  0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
  14: "decimalFullWidth", 16: "japaneseLegal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2",
  22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
  29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
  35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
};

const listSize = 28;
const overrideSize = 16;

/** Automatic list numbers: they are no text of the file but are printed, so a reader has to count as Word does. */
export class Lists {
  readonly #overrides: readonly (Override | null)[];
  readonly #fonts: readonly string[];
  readonly #counts = new Map<List, (number | undefined)[]>();
  readonly #started = new Set<string>();

  constructor(word: Word, fonts: readonly string[]) {
    this.#fonts = fonts;
    this.#overrides = readOverrides(word.partToEnd("listOverrides"), readLists(word.partToEnd("lists")));
  }

  /** The label of the next paragraph of a list, with what stands between it and the text. @param nth from 1 */
  next(nth: number, at: number): string {
    const override = this.#overrides[nth - 1];
    const level = override?.levels.get(at) ?? override?.list.levels[at];
    if (!override || !level) return "";
    const counts = this.#count(nth, override, at);
    if (level.format === "bullet") return `${symbols(level.text, this.#fonts[level.font ?? -1] ?? "") || "•"} `;
    const label = [...level.text].map((character) => {
      const other = character.charCodeAt(0);
      if (other > 8) return character;
      const format = (override.levels.get(other) ?? override.list.levels[other])?.format ?? "decimal";
      return listNumber(counts[other] ?? 1, level.legal && other < at ? "decimal" : format);
    });
    const text = label.join("");
    return text === "" || level.tight ? text : `${text} `;
  }

  #count(nth: number, { list, starts, levels }: Override, at: number): readonly (number | undefined)[] {
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    const startOf = (level: number) => (levels.get(level) ?? list.levels[level])?.start ?? 1;
    const first = !this.#started.has(`${nth}/${at}`);
    this.#started.add(`${nth}/${at}`);
    const before = counts[at];
    const own = first ? starts.get(at) : undefined;
    counts[at] = own ?? (before === undefined ? startOf(at) : before + 1);
    for (let above = 0; above < at; above++) counts[above] ??= startOf(above);
    for (let below = at + 1; below < counts.length; below++) {
      if ((levels.get(below) ?? list.levels[below])?.restarts !== false) counts[below] = undefined;
    }
    return counts;
  }
}

/** The lists, and behind them the levels of all (MS-DOC 2.9.186, 2.9.147, 2.9.150). */
function readLists(part: Bytes): List[] {
  const count = Math.min(part.u16(0), Math.floor(part.length / listSize));
  let at = 2 + count * listSize;
  const lists: List[] = [];
  for (let nth = 0; nth < count; nth++) {
    const head = 2 + nth * listSize;
    const levels: Level[] = [];
    const many = (part.u8(head + 26) & 1) === 1 ? 1 : 9;
    for (let level = 0; level < many && at < part.length; level++) {
      const read = readLevel(part, at);
      levels.push(read.level);
      at = read.end;
    }
    lists.push({ id: part.i32(head), levels });
  }
  return lists;
}

function readLevel(part: Bytes, at: number): { level: Level; end: number } {
  const [characters, paragraphs] = [part.u8(at + 24), part.u8(at + 25)];
  const text = at + 28 + paragraphs + characters;
  const length = part.u16(text);
  const flags = part.u8(at + 5);
  let font: number | null = null;
  const changes = part.slice(at + 28 + paragraphs, characters);
  eachSprm(changes, (code, operand) => {
    if (code === sprm.font) font = changes.u16(operand);
  });
  const start = part.i32(at);
  return {
    level: {
      start: start >= 0 && start < 1_000_000 ? start : 1,
      format: formats[part.u8(at + 4)] ?? "decimal",
      text: new TextDecoder("utf-16le", { ignoreBOM: true }).decode(part.raw.subarray(text + 2, text + 2 + length * 2)),
      font,
      tight: part.u8(at + 15) === 2,
      legal: (flags & 4) !== 0,
      restarts: (flags & 8) === 0,
    },
    end: text + 2 + length * 2,
  };
}

/** The uses of lists (MS-DOC 2.9.181, 2.9.131, 2.9.132): what paragraphs refer to by number. */
function readOverrides(part: Bytes, lists: readonly List[]): (Override | null)[] {
  const count = Math.min(part.u32(0), Math.floor(part.length / overrideSize));
  let at = 4 + count * overrideSize;
  const overrides: (Override | null)[] = [];
  for (let nth = 0; nth < count; nth++) {
    const head = 4 + nth * overrideSize;
    const starts = new Map<number, number>();
    const levels = new Map<number, Level>();
    const many = part.u8(head + 12);
    at += 4;
    for (let one = 0; one < many && at < part.length; one++) {
      const flags = part.u32(at + 4);
      const level = flags & 15;
      if ((flags & 16) !== 0) starts.set(level, Math.max(0, part.i32(at)));
      at += 8;
      if ((flags & 32) === 0) continue;
      const read = readLevel(part, at);
      levels.set(level, read.level);
      at = read.end;
    }
    const list = lists.find(({ id }) => id === part.i32(head));
    overrides.push(list ? { list, starts, levels } : null);
  }
  return overrides;
}
