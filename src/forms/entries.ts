import { fold } from "../declaration/numeral.ts";
import { readTarget } from "../declaration/read-target.ts";
import type { Cell } from "../grid/grid.ts";
import { joined } from "./joined.ts";
import { codedBases } from "./labels.ts";
import type { Part } from "./parts.ts";

/** A name and what follows it; `guessed` where only words told the border between them. */
export interface Entry {
  cells: readonly Cell[];
  guessed: boolean;
}

/**
 * What stands behind a class: names and values in turn. A line of several parts is a row; where each stands on a line of
 * its own, a value that is a figure, a date or a coded basis ends the name before it.
 * @param columns how many columns stand behind the levels
 * @param fits whether a text for each of these columns makes a row
 */
export function entriesOf(printed: readonly Part[], columns: number, fits: (cells: readonly Cell[]) => boolean): Entry[] {
  const parts = printed.filter(({ cell, alone }) => !alone || !/^(?:[….]+|\(\d{1,3}分\)|指标\d{1,2}:?)$/.test(fold(cell.text)));
  const found: Entry[] = [];
  let single: Cell[] = [];
  let guessed = false;
  const close = () => {
    const even = columns > 2 ? inEvenRows(single, columns, fits) : null;
    found.push(...(even ?? fromSingleLines(single)).map((entry) => ({ ...entry, guessed: entry.guessed || guessed })));
    single = [];
    guessed = false;
  };
  for (let at = 0; at < parts.length; ) {
    const part = parts[at];
    if (!part) break;
    let end = at + 1;
    while (parts[end]?.line === part.line) end++;
    const line = parts.slice(at, end).map(({ cell }) => cell);
    if (line.length === 1) {
      const cells = apart(line[0]);
      guessed ||= cells.length > 1;
      single.push(...cells);
    } else {
      close();
      found.push({ cells: line, guessed: false });
    }
    at = end;
  }
  close();
  return found.filter(({ cells }) => !isTemplateRest(cells));
}

/** 指标2: and …… are what an office left of the form's own rows. */
function isTemplateRest(entry: readonly Cell[]): boolean {
  const [name, ...rest] = entry.map(({ text }) => fold(text));
  return /^(?:指标\d{1,2}:?\/*|[….]+|\/)$/.test(name ?? "") && rest.every((text) => /^[/~-]*$/.test(text));
}

/** As many lines as there are columns, again and again, and each fits its column. */
function inEvenRows(lines: readonly Cell[], columns: number, fits: (cells: readonly Cell[]) => boolean): Entry[] | null {
  if (lines.length === 0 || lines.length % columns !== 0) return null;
  const rows = Array.from({ length: lines.length / columns }, (_, nth) => lines.slice(nth * columns, (nth + 1) * columns));
  return rows.every(fits) ? rows.map((cells) => ({ cells, guessed: false })) : null;
}

function fromSingleLines(lines: readonly Cell[]): Entry[] {
  const found: Entry[] = [];
  let names: Cell[] = [];
  let values: Cell[] = [];
  const close = () => {
    if (names.length > 0 || values.length > 0) found.push(...withWords(names, values));
    names = [];
    values = [];
  };
  for (const line of lines) {
    if (names.length > 0 && (isValue(line) || (values.length > 0 && isUnit(line)))) values.push(line);
    else {
      if (values.length > 0 || (names.length > 0 && startsName(line))) close();
      names.push(line);
    }
  }
  close();
  return found;
}

function isValue({ text }: Cell): boolean {
  const folded = fold(text);
  return codedBases.has(folded) || readTarget(folded).kind !== "text" || /^[≥≤<>=]/.test(folded);
}

function isUnit({ text }: Cell): boolean {
  return /^(?:%|‰|万?元|[\p{Script=Han}]{1,2}(?:\/[\p{Script=Han}]{1,2})?)$/u.test(fold(text));
}

function startsName({ text }: Cell): boolean {
  return /^指标\d{1,2}[:：]/.test(text.trim());
}

/** A name of one or more lines with its values; without a figure the last line is the value, and pairs follow each other. */
function withWords(names: readonly Cell[], values: readonly Cell[]): Entry[] {
  const pairs = (count: number): Entry[] => Array.from({ length: count }, (_, nth) => ({ cells: names.slice(nth * 2, nth * 2 + 2), guessed: count > 1 || values.length > 0 }));
  if (values.length > 0) {
    const before = names.length > 2 && names.length % 2 === 1 ? (names.length - 1) / 2 : 0;
    return [...pairs(before), { cells: [joined(names.slice(before * 2)), ...values], guessed: before > 0 }];
  }
  if (names.length === 1) return [{ cells: names, guessed: false }];
  const even = names.length % 2 === 0 && !names.slice(1).some((line, nth) => nth % 2 === 1 && line.text.length > 24);
  return even ? pairs(names.length / 2) : [{ cells: [joined(names.slice(0, -1)), ...names.slice(-1)], guessed: true }];
}

const words = "(?:稳步|有效|明显|显著|逐步|持续|不断|进一步|长期|较为?|得到|全面|大幅)?(?:提高|提升|改善|增强|增加|扩大|健全|完善|优化|减少|降低|下降|稳定|良好|及时|完成|规范|保障|合格|达标|满意|显著|明显)";
const wordsBehindName = new RegExp(`^(.{4,}?(?:情况|程度|水平|能力|作用|机制|影响|效果|环境|秩序|质量|体系))(${words})$`);

/** A name and its value without anything between them (食堂达标率100%): the longest end that is a figure, or words of degree. */
function apart(cell: Cell | undefined): Cell[] {
  if (!cell) return [];
  const { text } = cell;
  const cut = (at: number): Cell[] => [
    { ...cell, text: text.slice(0, at), offsets: cell.offsets?.slice(0, at) ?? null },
    { ...cell, text: text.slice(at), offsets: cell.offsets?.slice(at) ?? null },
  ];
  const figure = /^(.*?[率数度量额比费本值])([≥≤<>=＝≧≦]*\d[\d,.]*(?:%|％)?\S{0,3})$/.exec(text);
  if (figure?.[1] && figure[2] && readTarget(figure[2]).kind === "number" && !/\s/.test(text)) return cut(figure[1].length);
  const degree = wordsBehindName.exec(text);
  return degree?.[1] ? cut(degree[1].length) : [cell];
}
