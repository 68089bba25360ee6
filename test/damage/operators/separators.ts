import { filled, isIndicator, isRow, mapCells, type Page, positions, spliced, withCell, withCells, words } from "../page.ts";
import type { Random } from "../random.ts";
import { pageOperator } from "./operator.ts";

/** The cells of one row, joined to a line of words. */
function joined(page: Page, random: Random, between: string, sign = ""): Page | null {
  const at = random.pick(positions(page, (item) => isIndicator(item) && filled(item).length > 1));
  const row = page.items[at ?? -1];
  return at === undefined || !isRow(row) ? null : spliced(page, at, 1, words(sign + filled(row).map(({ text }) => text.trim()).join(between)));
}

/** Whether a line break within a cell tears the row: it goes on in the next line. */
const torn = (page: Page, at: number): boolean => {
  const next = page.items[at + 1];
  return next?.kind === "words" && next.text.trim() !== "";
};

export const separators = [
  pageOperator("remove-separators", "The separators of a row are gone: its cells stand in one line without anything between.", ["tabs", "bars", "lines"], (page, random) => joined(page, random, "")),
  pageOperator("blanks-for-separators", "Several blanks stand where the separators of a row stood.", ["tabs", "bars", "lines"], (page, random) => joined(page, random, "    ")),
  pageOperator("blanks-for-all-tabs", "Four blanks stand where each tab of the document stood.", ["tabs"], (page) => ({
    ...page,
    items: page.items.map((item) => (isRow(item) ? words(item.cells.map(({ text }) => text).join("    ").trimEnd()) : item)),
  })),
  pageOperator("merge-two-cells", "The separator between two filled cells of a row is gone; the row keeps its number of cells.", ["tabs", "bars"], (page, random) => {
    const at = random.pick(positions(page, (item) => isIndicator(item) && item.cells.some((one, index) => one.text.trim() !== "" && (item.cells[index + 1]?.text.trim() ?? "") !== "")));
    const row = page.items[at ?? -1];
    if (at === undefined || !isRow(row)) return null;
    const index = random.pick(row.cells.flatMap((one, position) => (one.text.trim() !== "" && (row.cells[position + 1]?.text.trim() ?? "") !== "" ? [position] : [])));
    if (index === undefined) return null;
    const next = row.cells[index + 1];
    const merged = withCell(row, index, { text: `${row.cells[index]?.text.trim()}${next?.text.trim()}` });
    return spliced(page, at, 1, withCells(merged, [...merged.cells.filter((_, position) => position !== index + 1)]));
  }),
  pageOperator("add-trailing-tabs", "Rows end in one to four more tabs.", ["tabs"], (page, random) => ({
    ...page,
    items: page.items.map((item, at) => (isRow(item) && !torn(page, at) ? withCells(item, item.cells.map((one, index) => (index === item.cells.length - 1 ? { ...one, text: one.text + "\t".repeat(1 + random.below(4)) } : one))) : item)),
  })),
  pageOperator("remove-trailing-tabs", "The empty cells at the end of rows are gone.", ["tabs"], (page) => {
    let changed = false;
    const items = page.items.map((item, at) => {
      if (!isRow(item) || filled(item).length < 2 || torn(page, at)) return item;
      const last = item.cells.findLastIndex(({ text }) => text.trim() !== "");
      changed ||= last + 1 < item.cells.length;
      return withCells(item, item.cells.slice(0, Math.max(last + 1, 2)));
    });
    return changed ? { ...page, items } : null;
  }),
  pageOperator("padded-cells", "Blanks stand around the text of cells.", ["tabs", "bars", "lines", "stated"], (page, random) =>
    mapCells(page, (one) => (one.text.trim() === "" ? one : { ...one, text: `${" ".repeat(random.below(4))}${one.text}${" ".repeat(random.below(4))}` }))),
];
