import { symbols } from "../characters.ts";
import { listNumber } from "../numbering.ts";
import { readXml } from "../xml.ts";
import type { Zip } from "../zip.ts";
import { wordNamespaces } from "./package.ts";
import { isOn } from "./styles.ts";

interface Level {
  start: number;
  format: string;
  text: string;
  font: string;
  /** Nothing between label and text. */
  tight: boolean;
  legal: boolean;
  restarts: boolean;
  style: string | null;
}

interface AbstractList {
  levels: Map<number, Level>;
  /** The name of the list style that holds the levels in its stead. */
  link: string | null;
  name: string | null;
}

interface List {
  abstract: string;
  starts: Map<number, number>;
  levels: Map<number, Level>;
}

/**
 * Automatic list numbers. They are no text of the file but are printed, so a reader has to count as Word does: lists
 * with one abstract definition go on counting together, deeper levels begin again under a higher one.
 */
export class Numbering {
  readonly #abstracts: ReadonlyMap<string, AbstractList>;
  readonly #lists: ReadonlyMap<string, List>;
  readonly #counts = new Map<AbstractList, (number | undefined)[]>();
  readonly #started = new Set<string>();

  constructor(abstracts: ReadonlyMap<string, AbstractList>, lists: ReadonlyMap<string, List>) {
    this.#abstracts = abstracts;
    this.#lists = lists;
  }

  /**
   * The label of the next paragraph of a list, with what stands between it and the text.
   * @param level null: the level that names the style, else the first
   */
  next(numId: string, level: number | null, style: string | null): string {
    const list = this.#lists.get(numId);
    const abstract = list && this.#abstractOf(list);
    if (!abstract) return "";
    const at = level ?? [...abstract.levels].find(([, { style: own }]) => own !== null && own === style)?.[0] ?? 0;
    const definition = list.levels.get(at) ?? abstract.levels.get(at);
    if (!definition) return "";
    const counts = this.#count(numId, list, abstract, at);
    if (definition.format === "bullet") return `${symbols(definition.text, definition.font) || "•"} `;
    const label = definition.text.replace(/%([1-9])/g, (_, digit: string) => {
      const other = Number(digit) - 1;
      const format = (list.levels.get(other) ?? abstract.levels.get(other))?.format ?? "decimal";
      return listNumber(counts[other] ?? 1, definition.legal && other < at ? "decimal" : format);
    });
    return label === "" || definition.tight ? label : `${label} `;
  }

  #count(numId: string, list: List, abstract: AbstractList, at: number): readonly (number | undefined)[] {
    const counts = this.#counts.get(abstract) ?? [];
    this.#counts.set(abstract, counts);
    const startOf = (level: number) => (list.levels.get(level) ?? abstract.levels.get(level))?.start ?? 1;
    const override = list.starts.get(at);
    const first = !this.#started.has(`${numId}/${at}`);
    this.#started.add(`${numId}/${at}`);
    const before = counts[at];
    counts[at] = override !== undefined && first ? override : before === undefined ? startOf(at) : before + 1;
    for (let above = 0; above < at; above++) counts[above] ??= startOf(above);
    for (let below = at + 1; below < counts.length; below++) {
      if ((list.levels.get(below) ?? abstract.levels.get(below))?.restarts !== false) counts[below] = undefined;
    }
    return counts;
  }

  /** The definition of a list; one that only links to a list style is found there. */
  #abstractOf(list: List): AbstractList | null {
    const abstract = this.#abstracts.get(list.abstract);
    if (!abstract || abstract.link === null) return abstract ?? null;
    for (const other of this.#abstracts.values()) if (other.name === abstract.link) return other;
    return abstract;
  }
}

export function readNumbering(zip: Zip, part: string): Numbering {
  const abstracts = new Map<string, AbstractList>();
  const lists = new Map<string, List>();
  let levels: Map<number, Level> | null = null;
  let abstract: AbstractList | null = null;
  let list: List | null = null;
  let level: Level | null = null;
  let overridden = 0;
  readXml(zip, part, wordNamespaces, {
    open(name, attributes) {
      const value = attributes["w:val"] ?? "";
      if (name === "w:abstractNum") {
        abstract = { levels: new Map(), link: null, name: null };
        levels = abstract.levels;
        abstracts.set(attributes["w:abstractNumId"] ?? "", abstract);
      } else if (name === "w:num") {
        list = { abstract: "", starts: new Map(), levels: new Map() };
        levels = list.levels;
        lists.set(attributes["w:numId"] ?? "", list);
      } else if (name === "w:abstractNumId" && list) list.abstract = value;
      else if (name === "w:numStyleLink" && abstract) abstract.link = value;
      else if (name === "w:styleLink" && abstract) abstract.name = value;
      else if (name === "w:lvlOverride") overridden = Number(attributes["w:ilvl"]);
      else if (name === "w:startOverride" && list) list.starts.set(overridden, wholeNumber(value));
      else if (name === "w:lvl") {
        level = { start: 1, format: "decimal", text: "", font: "", tight: false, legal: false, restarts: true, style: null };
        levels?.set(Number(attributes["w:ilvl"]), level);
      } else if (level) {
        if (name === "w:start") level.start = wholeNumber(value);
        else if (name === "w:numFmt") level.format = value === "custom" ? customFormat(attributes["w:format"] ?? "") : value;
        else if (name === "w:lvlText") level.text = value;
        else if (name === "w:suff") level.tight = value === "nothing";
        else if (name === "w:isLgl") level.legal = isOn(attributes);
        else if (name === "w:lvlRestart") level.restarts = value !== "0";
        else if (name === "w:pStyle") level.style = value;
        else if (name === "w:rFonts") level.font = attributes["w:ascii"] ?? attributes["w:hAnsi"] ?? "";
      }
      return name !== "mc:Fallback" && name !== "w:numPicBullet";
    },
    close(name) {
      if (name === "w:lvl") level = null;
      else if (name === "w:abstractNum") abstract = null;
      else if (name === "w:num") list = null;
    },
    text() {},
  });
  return new Numbering(abstracts, lists);
}

function wholeNumber(value: string): number {
  const number = Number(value);
  return Number.isInteger(number) && number >= 0 && number < 1_000_000 ? number : 1;
}

/** Formats such as “01, 02, 03, ...” */
function customFormat(pattern: string): string {
  return pattern.startsWith("01") ? "decimalZero" : "decimal";
}
