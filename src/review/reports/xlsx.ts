// The findings as a workbook: one line a finding with filters set; the tables with their grades, a summary, the outcomes.
import { type WriteSheet, writeXlsx } from "hucre/xlsx";
import { nameOfPath } from "../../declaration/names.ts";
import type { SourceDocument } from "../../declaration/schema.ts";
import type { Review } from "../rule.ts";
import { ruleOf } from "../rules/list.ts";
import { samenessOf } from "../sameness.ts";
import { countsOf, grouped } from "./counts.ts";
import { budgetOf, type Kept, noneKept, opinionsOfTables } from "./opinions.ts";
import { body, type Cell, head, linesOf, styled } from "./sheets.ts";
import { outcomeNames, severityNames } from "./words.ts";

/** One line a finding, filters set, the head kept in sight; further sheets: the tables with their grades, by rule, and what could not be judged. */
export async function findingsWorkbook(documents: readonly SourceDocument[], result: Review, kept: Kept = noneKept): Promise<Uint8Array> {
  const { findings, outcomes } = result;
  const projectOf = (document: number, declaration: number | null) => (declaration === null ? "" : (documents[document]?.declarations[declaration]?.project.name ?? ""));
  const unitOf = (document: number, declaration: number | null) => (declaration === null ? "" : (documents[document]?.declarations[declaration]?.unit.name ?? ""));
  const list = sheet("审核问题", [
    ["序号", 6], ["文件", 24], ["单位", 22], ["项目", 28], ["级别", 14], ["规则", 10], ["规则名称", 22], ["方面", 8], ["位置", 22], ["问题", 60], ["修改建议", 44], ["原表位置", 22], ["依据", 24],
  ], findings.map((finding, index) => [
    index + 1, documents[finding.document]?.file ?? "", unitOf(finding.document, finding.declaration), finding.project ?? "", severityNames[finding.severity], finding.rule, ruleOf(finding.rule)?.title.zh ?? "",
    ruleOf(finding.rule)?.area ?? "", finding.path === "" ? "整份文件" : nameOfPath(finding.path), finding.message, finding.fix, finding.at?.label ?? "", finding.policy,
  ]));
  const tables = sheet("目标表", [["序号", 6], ["文件", 24], ["单位", 26], ["项目", 34], ["预算", 14], ["必须修改", 10], ["应修改或说明", 14], ["建议完善", 10], ["得分", 8], ["等级", 8], ["等级来自", 10], ["审核人", 12], ["审核日期", 12]], opinionsOfTables(documents, result, kept).map(({ file, declaration, name, findings: own, opinion, signed }, index): Cell[] => {
    const { error, warning, advice } = countsOf(own);
    return [index + 1, file, declaration.unit.name ?? "", name, budgetOf(declaration), error, warning, advice, Number(opinion.total), opinion.grade, signed === null ? "建议" : "审核人", signed?.person ?? "", signed?.day ?? ""];
  }));
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
  return await writeXlsx({ sheets: [list, tables, byRule, same, open] });
}

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

const letter = (index: number): string => String.fromCharCode(65 + index);
