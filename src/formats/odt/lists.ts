import { symbols } from "../characters.ts";
import { listNumber } from "../numbering.ts";
import type { Attributes } from "../xml.ts";

/** One level of a list style: how its numbers look. */
interface Level {
  /** A format of numbers, a bullet character, or null for a level without a label. */
  format: string | null;
  bullet: string | null;
  prefix: string;
  suffix: string;
  start: number;
  /** How many levels the label shows: 2 prints 1.1. */
  shown: number;
}

export type ListStyle = Map<number, Level>;

const samples = ["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "chineseCounting", "chineseLegalSimplified", "decimalEnclosedCircle",
  "ideographTraditional", "ideographZodiac", "decimalFullWidth", "ideographEnclosedCircle", "decimalEnclosedParen", "decimalEnclosedFullstop"] as const;

/** A number format of ODF is written as its first numbers: “1”, “一, 二, 三, ...”. */
function formatOf(written: string | undefined): string | null {
  const first = (written ?? "").split(",")[0]?.trim() ?? "";
  return first === "" ? null : (samples.find((name) => listNumber(1, name) === first) ?? "decimal");
}

/** Reads one level of a list style. @param name the element: of numbers, bullets, the outline, or pictures */
export function levelOf(name: string, attributes: Attributes): [number, Level] {
  const bullet = name === "text:list-level-style-bullet" ? symbols(attributes["text:bullet-char"] ?? "•", "") : null;
  const whole = (value: string | undefined, most: number) => (value !== undefined && /^\d{1,6}$/.test(value) ? Math.min(Number(value), most) : 1);
  const level: Level = {
    format: bullet === null && name !== "text:list-level-style-image" ? formatOf(attributes["style:num-format"]) : null,
    bullet,
    prefix: attributes["style:num-prefix"] ?? "",
    suffix: attributes["style:num-suffix"] ?? "",
    start: whole(attributes["text:start-value"], 999_999),
    shown: whole(attributes["text:display-levels"], 10),
  };
  return [whole(attributes["text:level"], 10), level];
}

type Counts = (number | undefined)[];

/** Counts the items of one list and writes their labels. Levels count from 1. */
function next(style: ListStyle, counts: Counts, level: number, start: number | null): string {
  const definition = style.get(level);
  if (!definition) return "";
  counts[level] = start ?? (counts[level] ?? definition.start - 1) + 1;
  counts.length = level + 1;
  if (definition.bullet !== null) return `${definition.bullet} `;
  if (definition.format === null) return "";
  const numbers: string[] = [];
  for (let at = Math.max(1, level - definition.shown + 1); at <= level; at++) {
    const of = style.get(at);
    if (of?.format) numbers.push(listNumber(counts[at] ?? of.start, of.format));
  }
  return `${definition.prefix}${numbers.join(".")}${definition.suffix} `;
}

/** A list while it is read: lists stand in the items of other lists. */
interface Open {
  style: string | null;
  counts: Counts;
  level: number;
  /** Set by an item, used up by its first paragraph. */
  item: { start: number | null } | null;
}

/** The automatic numbers of lists and of numbered headings. */
export class Lists {
  readonly #style: (name: string) => ListStyle | null;
  readonly #open: Open[] = [];
  readonly #byId = new Map<string, Counts>();
  readonly #byStyle = new Map<string, Counts>();
  readonly #outline: Counts = [];

  /** @param style finds a list style; the outline of headings has the name “” */
  constructor(style: (name: string) => ListStyle | null) {
    this.#style = style;
  }

  open(attributes: Attributes): void {
    const above = this.#open.at(-1);
    const style = attributes["text:style-name"] ?? above?.style ?? null;
    const inner = above !== undefined && (above.style === style || attributes["text:style-name"] === undefined);
    const { "text:continue-list": other, "text:continue-numbering": goesOn, "xml:id": id } = attributes;
    const continued = (other === undefined ? undefined : this.#byId.get(other)) ?? (goesOn === "true" && style !== null ? this.#byStyle.get(style) : undefined);
    const counts = inner ? above.counts : (continued ?? []);
    if (!inner && id !== undefined) this.#byId.set(id, counts);
    if (style !== null) this.#byStyle.set(style, counts);
    this.#open.push({ style, counts, level: (above?.level ?? 0) + 1, item: null });
  }

  close(): void {
    this.#open.pop();
  }

  item(attributes: Attributes): void {
    const list = this.#open.at(-1);
    const start = Number(attributes["text:start-value"] ?? Number.NaN);
    if (list) list.item = { start: Number.isInteger(start) ? start : null };
  }

  /** The label of a paragraph: of the first one in an item. A list without label for its level prints none. */
  label(): string {
    const list = this.#open.at(-1);
    if (!list?.item) return "";
    const { start } = list.item;
    list.item = null;
    const style = list.style === null ? null : this.#style(list.style);
    return style ? next(style, list.counts, list.level, start) : "";
  }

  /** The number of a heading, where headings are numbered by themselves. */
  heading(level: number): string {
    if (this.#open.length > 0) return this.label();
    const style = this.#style("");
    return style ? next(style, this.#outline, level, null) : "";
  }
}
