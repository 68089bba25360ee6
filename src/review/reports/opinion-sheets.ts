// 项目支出绩效目标审核意见表 as a workbook, a sheet each; the cells are open to the reviewer.
import { type CellStyle, type WriteSheet, writeXlsx } from "hucre/xlsx";
import type { SourceDocument } from "../../declaration/schema.ts";
import { aspects } from "../opinion.ts";
import type { Review } from "../rule.ts";
import { budgetOf, gradeInWords, type Kept, noneKept, type OpinionOfTable, opinionsOfTables } from "./opinions.ts";
import { body, type Cell, centred, head, linesOf, styled, title } from "./sheets.ts";

export async function opinionWorkbook(documents: readonly SourceDocument[], result: Review, kept: Kept = noneKept): Promise<Uint8Array> {
  const taken = new Set<string>();
  return await writeXlsx({ sheets: opinionsOfTables(documents, result, kept).map((table) => opinionSheet(sheetName(table.name, taken), table)) });
}

/** A name that Excel takes: 31 characters at most, none of its own signs, none twice. */
function sheetName(name: string, taken: Set<string>): string {
  const plain = name.replace(/[\\/?*[\]:：'\p{Cc}]/gu, "").slice(0, 26) || "表";
  let found = plain;
  for (let again = 2; taken.has(found); again++) found = `${plain}(${again})`;
  taken.add(found);
  return found;
}

const widths = [14, 40, 8, 16, 60] as const;
/** The row of the first question. */
const first = 4;

function opinionSheet(name: string, table: OpinionOfTable): WriteSheet {
  const { declaration, opinion, signed } = table;
  const rows: Cell[][] = [
    ["项目支出绩效目标审核意见表", "", "", "", ""],
    ["项目名称", declaration.project.name ?? "", "", "预算资金", budgetOf(declaration)],
    ["申报单位", declaration.unit.name ?? "", "", "审核日期", signed?.day ?? ""],
    ["审核内容", "审核要点", "分值", "得分", "审核意见"],
    ...aspects.flatMap((aspect) => aspect.questions.map(({ id, name: question, asks, points }, at): Cell[] => [aspect.name, `${question}：${asks}`, points, Number(opinion.points[id]), at === 0 ? opinion.remarks[aspect.id] : ""])),
    ["合计", "", 100, Number(opinion.total), ""],
    ["审核结论", gradeInWords(table), "", "", ""],
    ["审核人意见", opinion.conclusion, "", "", ""],
    ["审核人", signed?.person ?? "", "", "审核部门（盖章）", ""],
  ];
  const end = rows.length - 4;
  return {
    name,
    rows,
    cells: styled(rows, (at, column) => styleAt(at, column)),
    columns: widths.map((width) => ({ width })),
    merges: [
      merge(0, 0, 0, 4), merge(1, 1, 1, 2), merge(2, 1, 2, 2),
      ...aspects.flatMap((_, at) => [0, 4].map((column) => merge(first + 2 * at, column, first + 2 * at + 1, column))),
      merge(end, 0, end, 1), merge(end + 1, 1, end + 1, 4), merge(end + 2, 1, end + 2, 4), merge(end + 3, 1, end + 3, 2),
    ],
    rowDefs: new Map(rows.map((row, at) => [at, { height: heightOf(row, at, end) }])),
    pageSetup: { orientation: "portrait", paperSize: "a4", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

function styleAt(at: number, column: number): CellStyle {
  if (at === 0) return title;
  return at === first - 1 ? head : column === 4 || column === 1 ? body : centred;
}

/** Merged cells do not grow by themselves: half of an aspect's remark goes to each of its two rows. */
function heightOf(row: readonly Cell[], at: number, end: number): number {
  const isQuestion = at >= first && at < end;
  const whole = widths.slice(1).reduce((sum, width) => sum + width, 0);
  const needed = row.map((value, column) => linesIn(value, at === end + 2 && column === 1 ? whole : widths[column] ?? 10) / (isQuestion && column === 4 ? 2 : 1));
  return Math.max(at === 0 ? 30 : at === end + 2 ? 60 : 20, Math.ceil(15 * Math.max(...needed)));
}

const linesIn = (value: Cell, width: number): number => String(value).split("\n").reduce((sum, line) => sum + Math.max(1, linesOf(line, width)), 0);

const merge = (startRow: number, startCol: number, endRow: number, endCol: number) => ({ startRow, startCol, endRow, endCol });
