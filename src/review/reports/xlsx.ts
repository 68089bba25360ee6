// The findings as a workbook: one line a finding with filters set, a summary, the outcomes; and the review form.
import { type CellStyle, type WriteSheet, writeXlsx } from "hucre/xlsx";
import { nameOfPath } from "../../declaration/names.ts";
import type { SourceDocument } from "../../declaration/schema.ts";
import { type Opinion, opinionOf } from "../opinion.ts";
import type { Review } from "../rule.ts";
import { ruleOf } from "../rules/list.ts";
import { samenessOf } from "../sameness.ts";
import { countsOf, grouped } from "./counts.ts";
import { outcomeNames, severityNames } from "./words.ts";

const font = { name: "宋体", size: 10.5 };
const line = { style: "thin" } as const;
const border = { top: line, bottom: line, left: line, right: line };
const head: CellStyle = { font: { ...font, bold: true }, fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "DDEBF7" } }, border, alignment: { wrapText: true, vertical: "center", horizontal: "center" } };
const body: CellStyle = { font, border, alignment: { wrapText: true, vertical: "top" } };
const title: CellStyle = { font: { name: "宋体", size: 16, bold: true }, alignment: { horizontal: "center", vertical: "center" } };
const centred: CellStyle = { ...body, alignment: { wrapText: true, vertical: "center", horizontal: "center" } };

/** One line a finding, filters set, the head kept in sight; further sheets: by rule, and what could not be judged. */
export async function findingsWorkbook(documents: readonly SourceDocument[], { findings, outcomes }: Review): Promise<Uint8Array> {
  const projectOf = (document: number, declaration: number | null) => (declaration === null ? "" : (documents[document]?.declarations[declaration]?.project.name ?? ""));
  const unitOf = (document: number, declaration: number | null) => (declaration === null ? "" : (documents[document]?.declarations[declaration]?.unit.name ?? ""));
  const list = sheet("审核问题", [
    ["序号", 6], ["文件", 24], ["单位", 22], ["项目", 28], ["级别", 14], ["规则", 10], ["规则名称", 22], ["方面", 8], ["位置", 22], ["问题", 60], ["修改建议", 44], ["原表位置", 22], ["依据", 24],
  ], findings.map((finding, index) => [
    index + 1, documents[finding.document]?.file ?? "", unitOf(finding.document, finding.declaration), finding.project ?? "", severityNames[finding.severity], finding.rule, ruleOf(finding.rule)?.title.zh ?? "",
    ruleOf(finding.rule)?.area ?? "", finding.path === "" ? "整份文件" : nameOfPath(finding.path), finding.message, finding.fix, finding.at?.label ?? "", finding.policy,
  ]));
  const byRule = sheet("按规则", [["规则", 10], ["规则名称", 30], ["必须修改", 10], ["应修改或说明", 14], ["建议完善", 10]], grouped(findings, ({ rule }) => rule).map(([rule, own]) => {
    const { error, warning, advice } = countsOf(own);
    return [rule, ruleOf(rule)?.title.zh ?? "", error, warning, advice];
  }));
  const open = sheet("未能判断", [["文件", 24], ["项目", 28], ["规则", 10], ["规则名称", 30], ["结论", 10], ["原因", 50]], outcomes.filter(({ outcome }) => outcome === "not-enough-data").map(({ document, declaration, rule, outcome, reason }) => [
    documents[document]?.file ?? "", projectOf(document, declaration), rule, ruleOf(rule)?.title.zh ?? "", outcomeNames[outcome], reason ?? "",
  ]));
  const same = sheet("表述雷同", [["单位", 26], ["项目数", 8], ["指标行", 8], ["不重复的行", 10], ["雷同的指标", 34], ["指标值", 16], ["出现的项目数", 12], ["项目", 60]], samenessOf(documents).flatMap(({ unit, projects, rows, distinct, shared }) =>
    shared.map((row): Cell[] => [unit, projects, rows, distinct, row.name, row.target, row.projects.length, row.projects.join("、")]),
  ));
  return await writeXlsx({ sheets: [list, byRule, same, open] });
}

type Cell = string | number;

function sheet(name: string, columns: readonly (readonly [title: string, width: number])[], rows: readonly (readonly Cell[])[]): WriteSheet {
  const last = `${letter(columns.length - 1)}${rows.length + 1}`;
  return {
    name,
    rows: [columns.map(([label]) => label), ...rows.map((row) => [...row])],
    cells: styled([columns, ...rows], (at) => (at === 0 ? head : body)),
    columns: columns.map(([, width]) => ({ width })),
    // The height is set by an estimate of lines: merged or wrapped cells do not grow by themselves everywhere.
    rowDefs: new Map(rows.map((row, index) => [index + 1, { height: 15 * Math.max(1, ...row.map((value, column) => linesOf(value, columns[column]?.[1] ?? 10))) }])),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${last}` },
    pageSetup: { orientation: "landscape", paperSize: "a4", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** The style of every cell, as the writer wants it: by “row,column”. */
function styled(rows: readonly (readonly unknown[])[], styleAt: (row: number, column: number) => CellStyle): Map<string, { style: CellStyle }> {
  return new Map(rows.flatMap((row, at) => row.map((_, column): [string, { style: CellStyle }] => [`${at},${column}`, { style: styleAt(at, column) }])));
}

/** Lines that a text takes in a column of so many half-width characters. */
function linesOf(value: Cell, width: number): number {
  const halves = [...String(value)].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0);
  return Math.ceil((halves * 1.05) / width);
}

const letter = (index: number): string => String.fromCharCode(65 + index);

/** The review form (审核意见表) of each declaration, a sheet each, as the findings propose it; the cells are open to the reviewer. */
export async function opinionWorkbook(documents: readonly SourceDocument[], { findings }: Review): Promise<Uint8Array> {
  const taken = new Set<string>();
  const sheets = documents.flatMap(({ declarations }, document) =>
    declarations.map((declaration, index) =>
      opinionSheet(sheetName(declaration.project.name ?? `第${index + 1}张表`, taken), declaration.unit.name ?? "", declaration.project.name ?? "", declaration.funding.total?.text ?? "", opinionOf(findings.filter((finding) => finding.document === document && finding.declaration === index))),
    ),
  );
  return await writeXlsx({ sheets });
}

/** A name that Excel takes: 31 characters at most, none of its own signs, none twice. */
function sheetName(name: string, taken: Set<string>): string {
  const plain = name.replace(/[\\/?*[\]:：'\p{Cc}]/gu, "").slice(0, 26) || "表";
  let found = plain;
  for (let again = 2; taken.has(found); again++) found = `${plain}(${again})`;
  taken.add(found);
  return found;
}

function opinionSheet(name: string, unit: string, project: string, budget: string, { answers, total, grade }: Opinion): WriteSheet {
  const rows: Cell[][] = [
    ["项目支出绩效目标审核意见表", "", "", "", ""],
    ["项目名称", project, "", "预算资金", budget],
    ["申报单位", unit, "", "审核日期", ""],
    ["审核内容", "审核要点", "分值", "得分", "审核意见"],
    ...answers.map(({ aspect, name: question, asks, points, score, findings }): Cell[] => [
      aspect, `${question}：${asks}`, points, score, findings.map(({ rule, message }) => `${rule} ${message}`).join("\n") || "未发现问题",
    ]),
    ["合计", "", 100, total, ""],
    ["审核结论", `建议等级：${grade.name}（${grade.consequence}）`, "", "", ""],
    ["审核人意见", "", "", "", ""],
    ["审核人", "", "", "审核部门（盖章）", ""],
  ];
  const first = 4;
  const end = first + answers.length;
  const widths = [14, 40, 8, 16, 60];
  return {
    name,
    rows,
    cells: styled(rows, (at, column) => (at === 0 ? title : at === first - 1 ? head : column === 4 || column === 1 ? body : centred)),
    columns: widths.map((width) => ({ width })),
    merges: [
      merge(0, 0, 0, 4), merge(1, 1, 1, 2), merge(2, 1, 2, 2),
      ...answers.flatMap((_, at) => (at % 2 === 0 ? [merge(first + at, 0, first + at + 1, 0)] : [])),
      merge(end, 0, end, 1), merge(end + 1, 1, end + 1, 4), merge(end + 2, 1, end + 2, 4), merge(end + 3, 1, end + 3, 2),
    ],
    rowDefs: new Map(rows.map((row, at) => [at, { height: at === 0 ? 30 : at === end + 2 ? 60 : Math.max(20, 15 * Math.max(...row.map((value, column) => String(value).split("\n").reduce((sum, text) => sum + linesOf(text, widths[column] ?? 10), 0)))) }])),
    pageSetup: { orientation: "portrait", paperSize: "a4", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

const merge = (startRow: number, startCol: number, endRow: number, endCol: number) => ({ startRow, startCol, endRow, endCol });
