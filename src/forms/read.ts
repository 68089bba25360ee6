import type { Declaration, SourceDocument } from "../declaration/schema.ts";
import type { Grid } from "../grid/grid.ts";
import { LabelBook } from "./book.ts";
import { divide, isTitle } from "./divide.ts";
import { withoutBrokenLines } from "./broken-lines.ts";
import { classColumnsAsForms } from "./class-columns.ts";
import { classLinesAsRows } from "./class-lines.ts";
import { classesInTwoColumns } from "./class-column.ts";
import { Draft } from "./draft.ts";
import type { FormDefinition } from "./form.ts";
import { publisherOf, readOutside } from "./outside.ts";
import { levelRowsAsColumns } from "./levels-in-rows.ts";
import { outlinesAsRows } from "./outline.ts";
import { labelledLinesAsRows } from "./labelled-lines.ts";
import { likelyForms, recogniseForm } from "./recognise.ts";
import { type Row, filled, isMarkedPageNumber, rowsOf } from "./rows.ts";
import { listsAsForms } from "./list-tables.ts";
import { formsBelowEachOther } from "./side-by-side.ts";
import { rowsFromLines, standsOnLines } from "./lines.ts";
import { takenApart } from "./parts.ts";
import { saidOnceForAll } from "./said-above.ts";
import { settle } from "./settle.ts";
import { turnedUpright } from "./upright.ts";
import { valuesBehindLabels } from "./values-below.ts";
import { headsInOneRow } from "./spanning-heads.ts";
import { walk } from "./walk.ts";

export type Reading = Omit<SourceDocument, "file" | "sha256" | "format">;

/**
 * Reads a grid into declarations: finds where each form begins, recognises its region's layout by the labels, and reads
 * it by that layout's words or, where nobody described it, by the general vocabulary.
 * @param house forms that people taught the house, beside those that are described here
 */
export function readForms(grid: Grid, house: readonly FormDefinition[] = []): Reading {
  const likely = likelyForms(house.length === 0 ? [] : rowsOf(grid), house);
  const read = readWith(grid, likely);
  // Where none of them was recognised after all, their words are not listened to.
  return likely.length > 0 && !read.declarations.some(({ form }) => form.startsWith("own-")) ? readWith(grid, []) : read;
}

function readWith(grid: Grid, house: readonly FormDefinition[]): Reading {
  const general = new LabelBook(null, house);
  const books = new Map<FormDefinition | null, LabelBook>([[null, house.length === 0 ? general : new LabelBook(null)]]);
  const bookOf = (form: FormDefinition | null) => {
    const book = books.get(form) ?? new LabelBook(form);
    books.set(form, book);
    return book;
  };
  const printed = classLinesAsRows(outlinesAsRows(labelledLinesAsRows(withCellsOfLines(withoutBrokenLines(rowsOf(grid).flatMap(oneCellEach), general), general), general)), general);
  const flat = standsOnLines(printed);
  const rows = flat ? printed.map((row) => (isMarkedPageNumber(row) ? row : takenApart(row, general))) : listsAsForms(classColumnsAsForms(levelRowsAsColumns(classesInTwoColumns(turnedUpright(valuesBehindLabels(formsBelowEachOther(headsInOneRow(printed), general), general), general)), general), general), general);
  const stretches = divide(rows, general);
  const drafts = stretches.map(({ from, to, heading }) => {
    const printedRows = rows.slice(heading ? from + 1 : from, to);
    const own = flat ? rowsFromLines(printedRows, general) : printedRows;
    const form = recogniseForm(own, general, house);
    const draft = new Draft();
    walk(grid, own, bookOf(form), draft);
    if (own.some(({ undrawn }) => undrawn)) draft.doubt("", "vocabulary", "表格没有画框线，行列按文字位置推断，请对照原文。");
    for (const { doubt } of own) if (doubt) draft.doubt(doubt.path, "vocabulary", doubt.message);
    settle(grid, draft, { title: own.find((row) => isTitle(row, general)), heading }, form === null);
    return { draft, form, rows: own };
  });
  saidOnceForAll(drafts, general);
  const names = drafts.map(({ draft }) => draft.lines.get("project.name")?.text ?? "");
  const titles = stretches.map(({ from, to }) => rows.slice(from, to).find((row) => isTitle(row, general))).filter((row): row is Row => row !== undefined);
  const ends = [0, ...stretches.map(({ to }) => to)];
  const without = [...stretches, { from: rows.length }].flatMap(({ from }, nth) => (flat ? printed : rows).slice(ends[nth], from));
  const outside = readOutside(grid, without, titles, names, general);
  const declarations = drafts.map(({ draft, form }) => draft.finish(form?.id ?? "generic", form?.currency ?? null, outside.year));
  const publisher = publisherOf(declarations.map(({ unit }) => unit.name), outside);
  return {
    verdict: declarations.length === 0 ? "none" : drafts.every(({ form }) => form !== null) ? "form" : "generic",
    title: outside.title,
    year: commonYear(declarations) ?? outside.year,
    publisher,
    overallGoals: outside.overallGoals,
    paragraphs: outside.paragraphs.map(({ text, places }) => ({ text, at: places[0] ?? emptyPlace })),
    declarations,
    problems: [...grid.problems, ...drafts.flatMap(({ draft }) => draft.problems)],
  };
}

/** Cells on lines of their own without any blank line between the rows: nothing tells the rows but the words. */
function oneCellEach(row: Row): Row[] {
  return row.cells.length <= mostCellsOfARow ? [row] : row.cells.map((cell): Row => ({ kind: "paragraph", afterBreak: false, heading: null, cells: [{ ...cell, column: 0 }] })).filter((one) => filled(one).length > 0);
}

/** Where the cells of a table were told by where its texts stand, some of its lines and cells hold several cells still. */
function withCellsOfLines(rows: readonly Row[], book: LabelBook): Row[] {
  if (!rows.some(({ undrawn }) => undrawn)) return [...rows];
  return rows.map((row) => {
    const apart = takenApart(row, book);
    return apart.cells.length > filled(row).length ? { ...apart, kind: "row", undrawn: true } : row;
  });
}

const mostCellsOfARow = 40;

const emptyPlace = { page: null, sheet: null, table: null, row: null, column: null, line: null, from: null, to: null, label: "" };

function commonYear(declarations: readonly Declaration[]): number | null {
  const years = new Set(declarations.map(({ year }) => year));
  const [only] = years;
  return years.size === 1 ? (only ?? null) : null;
}
