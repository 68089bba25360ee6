import { type Cell, type Item, type Page, type Row, blank, cell, filled, isHead, isIndicator, isRow, positions, spliced, withCells, words } from "../page.ts";
import type { Random } from "../random.ts";
import { counted, every, pageOperator, texts } from "./operator.ts";

/** Positions between two rows of an indicator table. */
const between = (page: Page): number[] => positions(page, (item, at) => isIndicator(item) && (isIndicator(page.items[at - 1]) || (page.layout === "lines" && isIndicator(page.items[at - 2]))));

function insert(page: Page, random: Random, ...items: readonly Item[]): Page | null {
  const at = random.pick(between(page));
  return at === undefined ? null : spliced(page, at, 0, ...items);
}

/** What a document may print again at the top of a page: its title, as a line; where it stands. */
export function titles(page: Page): number[] {
  return positions(page, (item) => item.kind === "words" && /绩效目标.{0,4}表/.test(item.text.normalize("NFKC").replace(/\s/g, "")));
}

function repeatedHead(page: Page, random: Random): Page | null {
  const at = random.pick(between(page));
  const heads = positions(page, (item, position) => isHead(item) && at !== undefined && position < at);
  const head = page.items[heads.at(-1) ?? -1];
  if (at === undefined || !isRow(head)) return null;
  return spliced(page, at, 0, ...(page.layout === "stated" ? [head] : page.layout === "lines" ? [blank, head, blank] : [blank, head]));
}

function repeatedTitle(page: Page, random: Random): Page | null {
  const at = random.pick(between(page));
  const title = page.items[titles(page).filter((position) => at !== undefined && position < at).at(-1) ?? -1];
  return at === undefined || title === undefined ? null : spliced(page, at, 0, blank, title, blank);
}

/** A row whose cells up to `split` stand on one page and the others on the next. */
function splitAtCell(page: Page, random: Random): Page | null {
  const at = random.pick(positions(page, (item) => isIndicator(item) && filled(item).length > 1));
  const row = page.items[at ?? -1];
  if (at === undefined || !isRow(row)) return null;
  const places = row.cells.flatMap((one, index) => (index > 0 && one.text.trim() !== "" && row.cells.slice(0, index).some(({ text }) => text.trim() !== "") ? [index] : []));
  const split = random.pick(places);
  if (split === undefined) return null;
  const empty = (one: Cell): Cell => ({ ...one, text: "", holds: [] });
  return spliced(page, at, 1, withCells(row, row.cells.map((one, index) => (index < split ? one : empty(one)))), blank, withCells(row, row.cells.map((one, index) => (index < split ? empty(one) : one))));
}

/** A row through one of whose texts the page break goes: the rest of the text opens the next page in the same column. */
function splitInsideCell(page: Page, random: Random, above: boolean, gap: readonly Item[]): Page | null {
  const longCells = positions(page, isIndicator).flatMap((at) => {
    const row = page.items[at];
    return isRow(row) ? row.cells.flatMap((one, index) => (one.text.trim().length > 3 && one.holds.some((path) => /level[34]|description/.test(path)) ? [{ at, row, index, one }] : [])) : [];
  });
  const found = random.pick(longCells);
  if (!found) return null;
  const { at, row, index, one } = found;
  const text = one.text.trim();
  const cut = 2 + random.below(text.length - 3);
  const rest = (keep: boolean) => (other: Cell, position: number): Cell => (position === index ? { ...other, text: keep === above ? text.slice(0, cut) : text.slice(cut) } : keep ? other : { ...other, text: "" });
  const whole: Row = withCells(row, row.cells.map(rest(true)));
  const torn: Row = withCells(row, row.cells.map(rest(false)));
  if (page.layout === "stated") return spanning(page, at, above ? [whole, torn] : [torn, whole]);
  return spliced(page, at, 1, ...(above ? [whole, ...gap, torn] : [torn, ...gap, whole]));
}

/** One row of a grid made two: what was merged over it reaches over both. */
function spanning(page: Page, at: number, [first, second]: [Row, Row]): Page {
  const merged = (one: Cell): boolean => one.rowSpan > 1;
  const longer = (one: Cell): Cell => ({ ...one, rowSpan: one.rowSpan + 1 });
  const above = page.items.slice(0, at).map((item, position): Item => (isRow(item) && page.items.slice(position, at).every(isRow) ? withCells(item, item.cells.map((one) => (position + one.rowSpan > at ? longer(one) : one))) : item));
  // A merged cell through which the border goes: its first half is a cell of one row, the other reaches down.
  const torn = first.cells.find((one) => merged(one) && one.text !== "" && second.cells.some((other) => other.column === one.column && other.text !== ""))?.column;
  const labels = [...first.cells, ...second.cells].filter((one) => merged(one) && one.text !== "" && one.column !== torn).map(longer);
  const halves = first.cells.filter((one) => one.column === torn).map((one) => ({ ...one, rowSpan: 1 }));
  const opening = [...labels, ...halves, ...first.cells.filter((one) => !merged(one))].sort((a, b) => a.column - b.column);
  return { ...page, items: [...above, withCells(first, opening), withCells(second, second.cells.filter((one) => !merged(one) || one.column === torn)), ...page.items.slice(at + 1)] };
}

export const breaks = [
  pageOperator("blank-line-between-rows", "A page break leaves a blank line between two rows.", texts, (page, random) => insert(page, random, blank)),
  pageOperator("blank-lines-between-rows", "A page break leaves three blank lines between two rows.", texts, (page, random) => insert(page, random, blank, blank, blank)),
  pageOperator("page-number", "A page number stands between two rows.", texts, (page, random) => {
    const number = 2 + random.below(30);
    return insert(page, random, blank, words(random.pick([`- ${number} -`, `— ${number} —`, `第 ${number} 页`, `第${number}页 共38页`, `${number}`, `${number}/38`, `Page ${number}`]) ?? ""), blank);
  }),
  pageOperator("running-head", "The running head of a page stands between two rows.", texts, (page, random) =>
    insert(page, random, blank, words(random.pick(["2024年部门预算公开", "××市人力资源和社会保障局 2024年度部门预算", "部门预算绩效目标公开表"]) ?? ""), blank)),
  pageOperator("foreign-paragraph", "A sentence that belongs to nothing stands between two rows.", texts, (page, random) =>
    insert(page, random, blank, words("本表由财政部门统一制定，未经批准不得改动，咨询电话见封底。"), blank)),
  pageOperator("repeat-head", "The head of the indicator table is printed again between two rows.", every, repeatedHead),
  pageOperator("repeat-title", "The title is printed again between two rows.", every, repeatedTitle),
  pageOperator("drop-title", "A title is gone.", every, (page, random) => {
    const at = random.pick(titles(page));
    return at === undefined ? null : spliced(page, at, 1);
  }),
  pageOperator("double-title", "A title is printed twice, one below the other.", every, (page, random) => {
    const at = random.pick(titles(page));
    const title = at === undefined ? undefined : page.items[at];
    return at === undefined || title === undefined ? null : spliced(page, at, 0, title, blank);
  }),
  pageOperator("split-row-at-cell", "A page break parts the cells of a row: those behind it open the next page, each in its column.", ["tabs", "bars"], splitAtCell),
  pageOperator("split-row-inside-cell", "A page break goes through the text of a cell; the rest of the text opens the next page alone.", ["tabs", "bars"], (page, random) => splitInsideCell(page, random, true, [blank])),
  pageOperator("split-row-name-above", "The first half of a text closes the page alone; the row stands on the next page with the other half.", ["tabs", "bars"], (page, random) => splitInsideCell(page, random, false, [blank])),
  pageOperator("text-over-two-rows", "The second line of a text stands in a row of its own below its row.", ["tabs", "bars", "stated"], (page, random) => splitInsideCell(page, random, true, [])),
  pageOperator("text-over-two-rows-above", "The first line of a text stands in a row of its own above its row.", ["tabs", "bars", "stated"], (page, random) => splitInsideCell(page, random, false, [])),
  pageOperator("cut-table-in-two", "A table in Markdown breaks off and goes on as a new table with an empty head.", ["bars"], (page, random) => {
    const row = page.items.find(isIndicator);
    const columns = row?.cells.length ?? 0;
    const bare = `|${"   |".repeat(columns)}`;
    return insert(page, random, blank, words(bare), words(bare.replaceAll("   ", "---")));
  }),
  pageOperator("empty-row", "A row of empty cells stands between two rows.", counted, (page, random) => {
    const row = page.items.find(isIndicator);
    return row ? insert(page, random, withCells(row, row.cells.map(() => cell("")))) : null;
  }),
];
