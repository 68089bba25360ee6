import { classesOf, familyOf } from "../declaration/framework.ts";
import { fold } from "../declaration/numeral.ts";
import type { LabelBook } from "./book.ts";
import { isRowInLine } from "./line-in-table.ts";
import { namelessForms } from "./nameless.ts";
import { isRestOfRow } from "./rest-line.ts";
import { type Row, filled, singleText } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** The rows of one declaration, from its title to the last row before the next one or before what is outside the forms. */
export interface Stretch {
  from: number;
  to: number;
  /** What stands over a form without 项目名称 and may name its project. */
  heading: Row | null;
}

/** Whether a row is the title of a form: one text that ends in …绩效目标…表, no sentence and no heading inside a form. */
export function isTitle(row: Row, book: LabelBook): boolean {
  const text = singleText(row);
  if (text !== null && book.isOwnTitle(text)) return true;
  if (text === null || text.length > 80 || !text.includes("绩效") || book.tableScope(text) !== null || /[。；;]|如下|见附/.test(text)) return false;
  return /绩效.{0,16}(?:表|(?:申报|任务|责任|承诺|批复|告知)书)(?:\(.{1,20}\))?$/.test(text);
}

/**
 * Finds where each declaration begins and ends. A declaration is what has a cell 项目名称; its title, unit and currency
 * stand above it. A title without 项目名称 counts when an indicator table follows.
 */
export function divide(rows: readonly Row[], book: LabelBook): Stretch[] {
  const starts: number[] = [];
  let named = false;
  let title: number | null = null;
  rows.forEach((row, index) => {
    if (isTitle(row, book)) {
      if (title !== null && !named && beginsForm(rows, title, index, starts.length === 0, book)) starts.push(title);
      title = index;
      named = false;
    } else if (!named || title === null) {
      if (!hasName(row, book)) return;
      const ofDocument = title !== null && starts.length === 0 && rows.slice(title + 1, index).some((above) => isIntroduction(above, book));
      starts.push(title === null || ofDocument ? headStart(rows, index, starts.at(-1) ?? -1, book) : title);
      named = true;
      title ??= index;
    } else if (hasName(row, book)) {
      starts.push(headStart(rows, index, starts.at(-1) ?? -1, book));
    }
  });
  if (title !== null && !named && beginsForm(rows, title, rows.length, starts.length === 0, book)) starts.push(title);
  const nameless = namelessForms(rows, starts, (row) => hasName(row, book), (row) => isTitle(row, book), book);
  const distinct = [...new Set([...starts, ...nameless.map(({ from }) => from)])].sort((a, b) => a - b);
  const ends = distinct.map((from, index) => lastRow(rows, from, distinct[index + 1] ?? rows.length, book));
  return distinct.map((from, index) => ({ from: withLineAbove(rows, from, ends[index - 1] ?? 0, book), to: ends[index] ?? rows.length, heading: nameless.find((one) => one.from === from)?.heading ?? null }));
}

/** 单位：某某局 on a line right above the title, unless another title stands over it. */
function withLineAbove(rows: readonly Row[], from: number, floor: number, book: LabelBook): number {
  const above = rows[from - 1];
  const [cell, ...others] = above?.kind === "paragraph" ? filled(above) : [];
  const own = from - 1 >= floor && !(rows[from - 2] && isTitle(rows[from - 2] as Row, book)) && cell && others.length === 0 && rows[from] && isTitle(rows[from], book);
  const field = own ? book.find(cell.text) : null;
  return field && field.rest !== null && /^(?:unit|department|funding\.currency)$/.test(field.entries[0]?.field ?? "") ? from - 1 : from;
}

/** Beside 序号 it is the head of a list: a list without indicators (目录) is no form. */
function hasName(row: Row, book: LabelBook): boolean {
  if (filled(row).some(({ text }) => /^序\s*号$/.test(text.trim()))) return false;
  return filled(row).some((cell) => book.find(cell.text)?.entries[0]?.field === "project.name");
}

/** Whole sentences between a title and the first table introduce the document: the title is the document's. */
function isIntroduction(row: Row, book: LabelBook): boolean {
  const text = singleText(row);
  return text !== null && row.kind === "paragraph" && text.length >= sentenceLength && /[。]$/.test(text) && book.find(text) === null;
}
const sentenceLength = 20;

/** A title without 项目名称 begins a form where labels and then an indicator table follow; without labels it is a running head. */
function beginsForm(rows: readonly Row[], from: number, to: number, first: boolean, book: LabelBook): boolean {
  const head = rows.slice(from, to).findIndex((row) => headOf(row, book) !== null);
  if (head < 0) return false;
  // 项目总投资 is a label, but beside 成本指标 the name of an indicator.
  const says = (row: Row) => !filled(row).some(({ text }) => familyOf(text) !== null || classesOf(text).length > 0) && filled(row).some((cell) => !["section", "extra"].includes(book.find(cell.text)?.entries[0]?.field ?? "section"));
  return first || rows.slice(from + 1, from + head).some((row) => says(row) && book.tableScope(filled(row)[0]?.text ?? "") === null);
}

/** Without a title: the rows of labels, unit and year right above 项目名称. */
function headStart(rows: readonly Row[], nameRow: number, previous: number, book: LabelBook): number {
  let from = nameRow;
  while (from - 1 > previous && nameRow - from < 8) {
    const above = rows[from - 1];
    if (!above) break;
    const texts = filled(above).map((cell) => fold(cell.text));
    const belongs = texts.some((text) => /^\(?20\d{2}年度?\)?$/.test(text) || /^\d{4,}\D{3,40}$/.test(text)) || filled(above).some((cell) => aboveTable(cell.text, book)) || isAmount(above, book);
    if (!belongs) break;
    from--;
  }
  return from;
}

/** An amount behind its label; in a table of indicators a label is no first cell. */
function isAmount(row: Row, book: LabelBook): boolean {
  const [first] = row.cells;
  return first !== undefined && (book.find(first.text)?.entries[0]?.field.startsWith("funding.") ?? false);
}

function aboveTable(text: string, book: LabelBook): boolean {
  const field = book.find(text)?.entries[0]?.field;
  return field === "unit" || field === "funding.currency" || field === "department" || field === "project.code" || field === "year";
}

/**
 * The last row that belongs to a form: the last row of a table, and labelled lines right behind it (其他说明, 填报人). Prose
 * behind that, and the contact lines of the page, are outside. A form of single lines has no such end.
 */
function lastRow(rows: readonly Row[], from: number, following: number, book: LabelBook): number {
  const next = ownSheet(rows, from, following);
  let to = next;
  while (to > from && rows[to - 1]?.kind === "paragraph") to--;
  if (to === from) return next;
  const below = rows[to];
  if (to < next && below && (isRowInLine(below) || (isRestOfRow(rows[to - 1], below, book)))) to++;
  while (to < next && closing(rows[to], book)) to++;
  return to;
}

/** What stands on the sheet of the next form, above it, is not this form's any more. */
function ownSheet(rows: readonly Row[], from: number, next: number): number {
  const sheet = sheetOf(rows[next]);
  if (sheet === null || sheet === sheetOf(rows[from])) return next;
  let to = next;
  while (to - 1 > from && sheetOf(rows[to - 1]) === sheet) to--;
  return to;
}

const sheetOf = (row: Row | undefined): string | null => row?.cells[0]?.place.sheet ?? null;

function closing(row: Row | undefined, book: LabelBook): boolean {
  return row !== undefined && filled(row).some((cell) => {
    const found = book.find(cell.text);
    return found !== null && (found.entries[0]?.field === "notes" || /^(?:填报|填表|单位负责人|财务负责人|审核)/.test(found.key));
  });
}
