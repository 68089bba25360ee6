import { fold } from "../declaration/numeral.ts";
import { type Cut, compact, prose } from "../grid/cut.ts";
import type { Grid } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { type Row, filled, isPageNumber, singleText } from "./rows.ts";
import { yearIn } from "./year.ts";

/** What a document says about itself outside its forms. */
export interface Outside {
  title: string | null;
  year: number | null;
  overallGoals: string[];
  paragraphs: Cut[];
}

const numberedPart = /^第[一二三四五六七八九十\d]+(?:部分|章|篇)/;
/** 表6, 附件3, 预算05-2表: the number of a table is no title. */
const tableNumber = /^(?:预算|公开|附)?[表件]?[\d-]+表?$/;
const numbering = /^(?:[一二三四五六七八九十]+|\d{1,2})[、.．]|^[(（](?:[一二三四五六七八九十]+|\d{1,2})[)）]/;
const goalHeadings = /^(?:部门|单位|年度)?(?:整体|总体|分项|年度总体)绩效目标$|^部门(?:职责|分项)绩效目标$/;
const sentenceEnd = /[。；;，,：:.]$/;

/**
 * Reads what stands outside the forms.
 * @param outside the rows that belong to no declaration
 * @param titles the title rows of the declarations, in order
 * @param projectNames names of the projects read: a title that bears one is no title of the document
 */
export function readOutside(grid: Grid, outside: readonly Row[], titles: readonly Row[], projectNames: readonly string[], book: LabelBook): Outside {
  const rows = outside.filter((row) => !isPageNumber(row));
  const title = titleOf(grid, rows, titles, projectNames, book);
  const goals = overallGoals(grid, rows);
  return {
    title,
    year: yearOf([title, ...headings(rows), ...goals]),
    overallGoals: goals,
    paragraphs: rows.map((row) => prose(grid, ...filled(row))).filter(({ text }) => text !== ""),
  };
}

function isNumbered(text: string): boolean {
  return numberedPart.test(text) || numbering.test(text);
}

/** The first heading that is neither a numbered part nor the heading of one project's table. */
function titleOf(grid: Grid, rows: readonly Row[], titles: readonly Row[], projectNames: readonly string[], book: LabelBook): string | null {
  const candidates = rows.filter((row, index) => {
    const text = singleText(row);
    if (text === null || text.length > 60 || tableNumber.test(text) || /[>›»]|^当前位置/.test(text) || isNumbered(text) || sentenceEnd.test(text)) return false;
    const before = rows[index - 1];
    const underPart = before !== undefined && numberedPart.test(singleText(before) ?? "");
    return !underPart && (row.heading !== null || isTitle(row, book) || /(?:绩效|预算|决算).{0,20}(?:表|情况|公开|说明|报告|目标|文件)$/.test(text));
  });
  // One title over each of several declarations (a list, a table of regions) is the document's, whatever it names.
  const [only, ...others] = [...new Set(titles.map((row) => filled(row)[0]))];
  const overAll = projectNames.length > 1 && titles.length === projectNames.length && others.length === 0 && only;
  const first = [...candidates, ...titles].find((row) => {
    const text = singleText(row) ?? "";
    if (overAll && filled(row)[0] === only) return true;
    return !isNumbered(text) && !projectNames.some((name) => name !== "" && text.includes(fold(name)));
  });
  return first ? compact(grid, ...filled(first)).text : null;
}

/** Headings, marked as such or by their shortness; lines of the page such as a date of publication are none. */
function headings(rows: readonly Row[]): string[] {
  const texts = rows.filter((row, index) => row.heading !== null || index < 12).map((row) => singleText(row) ?? "");
  return texts.filter((text) => text.length <= 40 && !sentenceEnd.test(text) && !/时间|日期|发布|来源|[|:]/.test(text));
}

/** The first year that the texts name as a budget year: 2020年, 2021年度, 二〇二五年. */
function yearOf(texts: readonly (string | null)[]): number | null {
  for (const text of texts) {
    const year = yearIn(text ?? "");
    if (year) return year.value;
  }
  return null;
}

/** The paragraphs under 总体绩效目标 and 分项绩效目标, up to the next heading. */
function overallGoals(grid: Grid, rows: readonly Row[]): string[] {
  const goals: string[] = [];
  let inGoals = false;
  for (const row of rows) {
    const text = singleText(row);
    if (text === null) continue;
    const bare = text.replace(numbering, "");
    if (goalHeadings.test(bare)) inGoals = isNumbered(text) || row.heading !== null || inGoals || !goalHeadings.test("");
    else if (numberedPart.test(text) || row.heading !== null || (numbering.test(text) && text.length <= 20 && !sentenceEnd.test(text))) inGoals = false;
    else if (inGoals) goals.push(compact(grid, ...filled(row)).text);
  }
  return goals;
}

/** Who published the document: the unit or department of its declarations, where the text outside the forms names it. */
export function publisherOf(names: readonly (string | null)[], outside: Outside): string | null {
  const texts = [outside.title ?? "", ...outside.paragraphs.map(({ text }) => text)].map(fold);
  const labelled = texts.map((text) => /(?:发布机构|发布单位|公开单位|编制单位)[:：]?([^\s|:：]{4,40}?)(?=发布|$|有效|\|)/.exec(text)?.[1]).find((found) => found !== undefined);
  const office = /^(\S{2,30}?(?:局|委|委员会|中心|办公室|院|处|所|厅|政府|站|队|馆|会|部))(?:19|20)\d{2}年/.exec(outside.title ?? "")?.[1];
  return labelled ?? office ?? names.find((name) => name !== null && texts.some((text) => text.includes(fold(name)))) ?? null;
}
