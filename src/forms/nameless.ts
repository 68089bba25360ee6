import { fold } from "../declaration/numeral.ts";
import type { LabelBook } from "./book.ts";
import { type Row, filled, singleText } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** Where a form begins that prints no 项目名称, and the heading over it that names the project, if there is one. */
export interface Nameless {
  from: number;
  heading: Row | null;
}

const telling = /^(?:goals|funding\.total|funding\.annualTotal|unit|project)/;
const longestHeading = 40;

/**
 * Forms without 项目名称: a table of indicators with labels of its own above it, under a heading (（一）人才引进经费). Where a
 * form was found already, another begins only where what stands above a table is said for the second time.
 * @param starts where forms were found by their titles and names
 */
export function namelessForms(rows: readonly Row[], starts: readonly number[], named: (row: Row) => boolean, isTitle: (row: Row) => boolean, book: LabelBook): Nameless[] {
  const found: Nameless[] = [];
  const known = new Set(starts);
  let seen = new Set<string>();
  let open: number | null = null;
  let floor = 0;
  rows.forEach((row, at) => {
    if (known.has(at)) [open, seen] = [at, new Set()];
    if (headOf(row, book) === null) return;
    const above = labelsAbove(rows, at, floor, book);
    const again = [...above.fields].some((field) => seen.has(field));
    const isFree = open === null || (again && !rows.slice(open, at).some(named));
    const heading = above.from > floor ? headingAt(rows[above.from - 1], isTitle, book) : null;
    if (isFree && above.fields.size > 0 && !known.has(above.from) && (open === null || above.from > open)) {
      found.push({ from: heading ? above.from - 1 : above.from, heading });
      [open, seen] = [above.from, new Set()];
    }
    for (const field of above.fields) seen.add(field);
    floor = at + 1;
  });
  return found;
}

/** The rows of the table and the labelled lines right above its indicators. */
function labelsAbove(rows: readonly Row[], head: number, floor: number, book: LabelBook): { from: number; fields: Set<string> } {
  const fields = new Set<string>();
  let from = head;
  for (let at = head - 1; at >= floor; at--) {
    const row = rows[at];
    const labels = row && !isNumbered(row) ? filled(row).flatMap(({ text }) => book.find(text) ?? (row.kind === "paragraph" && unknownLabel.test(text) ? unknown : [])) : [];
    const says = labels.map(({ entries }) => entries[0]?.field ?? "section").filter((field) => telling.test(field));
    // Above the first table also what no label announces: amounts of a merged label, tasks, unknown labels.
    if (!row || (labels.length === 0 && floor > 0) || (row.kind === "paragraph" && labels.every(({ rest }) => rest === null))) break;
    for (const field of says) fields.add(field);
    from = at;
  }
  return { from, fields };
}

/** A line 某某：… whose label nobody knows. */
const unknownLabel = /^\s*[^：:，。；\s]{2,12}[：:]\s*\S/;
const unknown = [{ key: "", entries: [], own: false, currency: null, rest: 0 }];

/** 项目一：人才引进. */
const isNumbered = (row: Row): boolean => /^项目(?:[一二三四五六七八九十]|\d{1,2}):/.test(singleText(row) ?? "");

function headingAt(row: Row | undefined, isTitle: (row: Row) => boolean, book: LabelBook): Row | null {
  const text = row?.kind === "paragraph" && !isTitle(row) ? singleText(row) : null;
  return row && text !== null && text.length <= longestHeading && !/^\(?(?:(?:19|20)\d{2}(?:年度?)?|附[件表]?\d*|表\d*(?:[-.]\d+)?|续表)\)?$/.test(text) && !/[。;,:]|^(?:单位|金额)|20\d\d-\d/.test(fold(text).replace(/^项目(?:[一二三四五六七八九十]|\d{1,2}):/, "")) && book.find(text) === null ? row : null;
}
