import { figureByFigure, inWords } from "./chinese-figures.ts";
import { type Decimal, decimalOf, rounded, scaled } from "./decimal.ts";
import { type Section, type Token, sectionsOf } from "./format-code.ts";
import { showMoment } from "./moment.ts";
import { general, special } from "./special-numbers.ts";

/** What a cell shows, and whether it is a moment (then the stored number is only a count of days). */
export interface Shown {
  text: string;
  moment: boolean;
}

const known = new Map<string, readonly Section[]>();

/**
 * The text that a cell with this number and number format shows. Own work, since SheetJS's formatter fails on bare
 * Chinese letters and `G/通用格式`, moves the point of `0!.0,"万"`, and rounds binary instead of decimal numbers.
 */
export function showNumber(value: number, code: string, date1904: boolean): Shown {
  if (code === "General" || code === "@") return { text: general(value), moment: false };
  const sections = sectionsFor(code);
  const { section, signed } = sectionFor(sections, value);
  if (!section) return { text: "", moment: false };
  if (section.kind === "date") return { text: showMoment(section, value, date1904), moment: true };
  const sign = value < 0 && signed ? "-" : "";
  return { text: sign + showUnsigned(section, Math.abs(value)).trim(), moment: false };
}

/** The text that a cell of text shows: formats such as `"共"@"人"` put words around it. */
export function showText(text: string, code: string): string {
  if (code === "General" || code === "@" || !code.includes("@")) return text;
  const sections = sectionsFor(code);
  const section = sections[3] ?? sections.find(({ kind }) => kind === "text");
  return section ? fill(section, text) : text;
}

function showUnsigned(section: Section, value: number): string {
  if (section.kind === "other") return special(section, value);
  return section.kind === "number" ? figures(section, decimalOf(value)) : fill(section, inFigures(general(value), section));
}

function sectionsFor(code: string): readonly Section[] {
  let sections = known.get(code);
  if (!sections) {
    sections = sectionsOf(code);
    if (known.size > 2_000) known.clear();
    known.set(code, sections);
  }
  return sections;
}

/** Which section a number belongs to, and whether a minus has to be put in front of it. */
function sectionFor(sections: readonly Section[], value: number): { section: Section | undefined; signed: boolean } {
  const forNumbers = sections.slice(0, 3).filter((section, index) => index === 0 || section.kind !== "text");
  const [first, second, third] = forNumbers;
  if (forNumbers.some(({ condition }) => condition !== null)) {
    const section = forNumbers.find(({ condition }, index) => (condition ? holds(condition, value) : index === forNumbers.length - 1 || (index === 1 && value < 0)));
    return { section: section ?? first, signed: true };
  }
  if (value < 0 && second) return { section: second, signed: false };
  if (value === 0 && third) return { section: third, signed: false };
  return { section: first, signed: true };
}

function holds({ sign, value: bound }: { sign: string; value: number }, value: number): boolean {
  if (sign === "<") return value < bound;
  if (sign === "<=") return value <= bound;
  if (sign === ">") return value > bound;
  if (sign === ">=") return value >= bound;
  return sign === "<>" ? value !== bound : value === bound;
}

function fill({ tokens }: Section, text: string): string {
  return tokens.map((token) => (token.kind === "literal" || token.kind === "percent" ? token.text : token.kind === "general" || token.kind === "text" ? text : "")).join("");
}

function inFigures(text: string, { numerals }: Section): string {
  return numerals === 0 ? text : inWords(text, numerals);
}

/** Puts the figures of a number into the placeholders of its format. */
function figures({ tokens, numerals }: Section, number: Decimal): string {
  const point = tokens.findIndex(({ kind }) => kind === "point");
  const isDigit = (token: Token | undefined) => token?.kind === "digit";
  const before = point < 0 ? tokens : tokens.slice(0, point);
  const behind = point < 0 ? [] : tokens.slice(point + 1);
  const lastDigit = tokens.findLastIndex(isDigit);
  const percents = tokens.filter(({ kind }) => kind === "percent").length;
  const thousands = tokens.slice(lastDigit + 1).filter(({ kind }) => kind === "comma").length + (point >= 0 && lastDigit >= 0 ? commasBefore(tokens, point) : 0);
  const grouped = before.some(({ kind }, at) => kind === "comma" && before.slice(0, at).some(isDigit) && before.slice(at + 1).some(isDigit));
  const { whole, fraction } = rounded(scaled(number, percents * 2 - thousands * 3), behind.filter(isDigit).length);
  const text = wholePart(before, whole, grouped) + (point < 0 ? "" : fractionPart(behind, fraction));
  return numerals === 0 ? text : figureByFigure(text, numerals);
}

function commasBefore(tokens: readonly Token[], point: number): number {
  let commas = 0;
  while (tokens[point - 1 - commas]?.kind === "comma") commas++;
  return commas;
}

/** From right to left: each placeholder takes one figure, the first of them whatever is left. */
function wholePart(tokens: readonly Token[], whole: string, grouped: boolean): string {
  const first = tokens.findIndex(({ kind }) => kind === "digit");
  let rest = whole;
  let placed = 0;
  let text = "";
  const put = (figure: string) => {
    text = (grouped && placed > 0 && placed % 3 === 0 ? `${figure},` : figure) + text;
    placed++;
  };
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at];
    if (token?.kind === "literal" || token?.kind === "percent" || token?.kind === "slash") text = token.text + text;
    if (token?.kind !== "digit") continue;
    if (rest !== "") put(rest.slice(-1));
    else if (token.text === "0") put("0");
    else if (token.text === "?") text = ` ${text}`;
    rest = rest.slice(0, -1);
    while (at === first && rest !== "") {
      put(rest.slice(-1));
      rest = rest.slice(0, -1);
    }
  }
  return text;
}

/** From left to right; `#` and `?` show no zeros at the end. */
function fractionPart(tokens: readonly Token[], fraction: string): string {
  const significant = fraction.replace(/0+$/, "").length;
  let placed = 0;
  const text = tokens.map((token) => {
    if (token.kind === "literal" || token.kind === "percent" || token.kind === "slash") return token.text;
    if (token.kind !== "digit") return "";
    const figure = fraction.charAt(placed++);
    if (placed <= significant || token.text === "0") return figure;
    return token.text === "?" ? " " : "";
  });
  return `.${text.join("")}`;
}
