import { type Cell, type Page, isRow, mapCells, positions, spliced, withCell } from "../page.ts";
import type { Random } from "../random.ts";
import { type PageOperator, pageOperator, texts } from "./operator.ts";

const untouched = (text: string): boolean => text.trim() !== "" && !/[<$&\\]/.test(text);

/** The texts of about a third of all filled cells, changed. */
function some(page: Page, random: Random, change: (text: string) => string): Page | null {
  let changed = false;
  const result = mapCells(page, (one): Cell => {
    if (!untouched(one.text) || !random.chance(1 / 3)) return one;
    const text = change(one.text.trim());
    changed ||= text !== one.text.trim();
    return { ...one, text };
  });
  return changed ? result : null;
}

const mark = (name: string, says: string, change: (text: string, random: Random) => string): PageOperator =>
  pageOperator(name, says, texts, (page, random) => some(page, random, (text) => change(text, random)));

const latex: Readonly<Record<string, string>> = { "≥": "\\geq ", "≤": "\\leq ", "＞": "> ", "%": "\\%" };

/** `≥95%` as `$\geq 95\%$`. */
function asLatex(text: string): string {
  return text.replace(/^[≥≤]?\s?\d[\d.,]*\s?%$|^[≥≤]\s?\d[\d.,]*/, (match) => `$${match.replace(/[≥≤%]/g, (sign) => latex[sign] ?? sign)}$`);
}

const entity: Readonly<Record<string, string>> = { "≥": "&ge;", "≤": "&le;", "%": "&#37;", "（": "&#65288;", "“": "&ldquo;", "”": "&rdquo;", "、": "&#x3001;", " ": "&nbsp;" };

export const marks = [
  mark("br-tags", "`<br>` stands behind the text of cells or within them.", (text, random) => {
    const cut = 1 + random.below(text.length);
    return `${text.slice(0, cut)}<br>${text.slice(cut)}`;
  }),
  mark("p-tags", "The text of cells stands in `<p>`.", (text) => `<p>${text}</p>`),
  mark("span-tags", "Parts of texts stand in `<span style=…>` or `<font>`.", (text, random) => {
    const cut = random.below(text.length);
    return `${text.slice(0, cut)}<span style="font-family:仿宋;font-size:12pt">${text.slice(cut)}</span>`;
  }),
  mark("strong-tags", "The text of cells stands in `<strong>`.", (text) => `<strong>${text}</strong>`),
  mark("latex", "Figures with signs are printed as LaTeX.", asLatex),
  mark("entities", "Signs and punctuation are printed as character references.", (text) => text.replace(/[≥≤%（“”、 ]/g, (sign) => entity[sign] ?? sign)),
  mark("markdown-escapes", "Signs that mean something in Markdown stand behind a backslash.", (text) => text.replace(/[%*_#>~.()[\]+-]/g, (sign) => `\\${sign}`)),
  mark("markdown-bold", "The text of cells stands between two stars.", (text) => (text.includes("*") || text.includes("\n") ? text : `**${text}**`)),
  pageOperator("td-tags", "A cell keeps the tags of a web page's cell.", texts, (page, random) => {
    const rows = positions(page, isRow);
    const at = random.pick(rows);
    const row = page.items[at ?? -1];
    if (at === undefined || !isRow(row)) return null;
    const index = random.pick(row.cells.flatMap((one, position) => (untouched(one.text) ? [position] : [])));
    return index === undefined ? null : spliced(page, at, 1, withCell(row, index, { text: `<td align="center">${row.cells[index]?.text.trim()}</td>` }));
  }),
];
