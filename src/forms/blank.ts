// The workbook that units fill in offline: a sheet a project, drop-down lists, notes, everything else locked.
import { emptyDeclaration } from "../declaration/empty.ts";
import { standardFamilyName, standardName, indicatorClasses } from "../declaration/framework.ts";
import type { Declaration } from "../declaration/schema.ts";
import type { Filling, Paper, PaperCell, PaperTable, Sheet } from "../grid/paper.ts";
import { fitted } from "./fit.ts";
import { FormDefinition, costOfItsOwn } from "./form.ts";
import { codedBases } from "./labels.ts";
import { printed } from "./print.ts";

/** 填报表：不是哪个地区的表样，而是让人填得不出错的表；读回来后可以写成任何表样。 */
const fillingForm = FormDefinition.parse({
  id: "generic",
  region: "",
  title: "项目支出绩效目标填报表",
  currency: "万元",
  wording: costOfItsOwn,
  grid: [24, 36, 44, 34, 14, 24, 20, 28, 16],
  above: [],
  rows: [
    [{ label: "项目名称", field: "project.name", value: 3 }, { label: "项目编码", field: "project.code", span: 2, value: 3 }],
    [{ label: "预算单位", field: "unit", value: 3 }, { label: "主管部门", field: "department", span: 2, value: 3 }],
    [{ label: "预算年度", field: "year", value: 3 }, { label: "项目类别", field: "project.category", span: 2, value: 3 }],
    [{ label: "开始日期", field: "project.start", value: 3 }, { label: "完成日期", field: "project.end", span: 2, value: 3 }],
    [{ label: "预算总额（万元）", field: "funding.total", value: 1 }, { label: "其中：财政资金", field: "funding.fiscal", value: 2 }, { label: "其他资金", field: "funding.other", span: 2, value: 2 }],
    [{ label: "资金用途", field: "funding.purpose", value: 8 }],
    [{ label: "年度绩效目标", field: "goals.annual", value: 8 }],
  ],
  tables: [
    {
      heading: null,
      scope: "annual",
      columns: [
        { label: "一级指标", column: "level1" },
        { label: "二级指标", column: "level2" },
        { label: "三级指标", column: "level3" },
        { label: "指标说明", column: "description" },
        { label: "符号", column: "comparator" },
        { label: "指标值", column: "target" },
        { label: "计量单位", column: "unit" },
        { label: "指标值确定依据", column: "basis" },
        { label: "分值", column: "weight" },
      ],
    },
  ],
  below: [[{ label: "其他说明", field: "notes", value: 8 }]],
});

const anything = (note: string | null): Filling => ({ choices: [], strict: false, note });
const oneOf = (choices: readonly string[], strict: boolean, note: string | null): Filling => ({ choices, strict, note });

/** What may stand in which cell. Units of measurement are proposals: there are more than a list can hold. */
const fillings: Readonly<Record<string, Filling>> = {
  "project.name": anything("填项目的全称，与预算批复一致。"),
  unit: anything("填单位全称；有单位编码的写在前面，如 353302某某中心。"),
  year: anything("填四位数字的年度，如 2026。"),
  "project.category": oneOf(["一次性项目", "经常性项目", "新增", "延续"], false, null),
  "project.start": anything("如 2026-01-01。"),
  "project.end": anything("如 2026-12-31。"),
  "funding.total": anything("单位是万元，只填数字。应等于财政资金与其他资金之和。"),
  "goals.annual": anything("写清本年要完成什么、达到什么效果；几条目标各写一行（Alt+回车换行）。"),
  level1: oneOf((["cost", "output", "benefit", "satisfaction"] as const).map(standardFamilyName), true, "从下拉列表中选。"),
  level2: oneOf([...new Set(indicatorClasses.filter((name) => name !== "output.cost").map(standardName))], true, "从下拉列表中选，应属于左边的一级指标。"),
  level3: anything("写指标的名称，一行一个指标，不要把指标值写在这里。"),
  comparator: oneOf(["≥", "≤", "=", ">", "<"], true, "成本用 ≤，完成量、合格率、满意度用 ≥；定性指标不选。"),
  target: anything("数量指标只填数字；定性指标写“有效提升”等；时效指标可以写“2026年12月底前”。"),
  unit_of_target: oneOf(["%", "人", "人次", "户", "个", "项", "次", "份", "件", "台（套）", "平方米", "公里", "万元", "天", "月"], false, "选一个，没有合适的可以直接写。"),
  basis: oneOf([...codedBases], false, null),
  weight: anything("各行分值合计 100（或 90，另有执行率 10 分）。"),
};

/** How many empty rows for indicators a sheet has: more than most projects need; more can be inserted above the last. */
const emptyRows = 30;

/** What is known of a project before it is filled in. */
export interface BlankProject {
  name: string | null;
  /** Last year's declaration, to begin with. */
  from: Declaration | null;
}

/** A workbook to be filled in, a sheet a project; locked but for the cells that are to be filled. */
export function blankPaper(unit: string | null, year: number | null, projects: readonly BlankProject[]): Paper {
  const declarations = projects.map(({ name, from }): Declaration => {
    const begun = from ? fitted(from, fillingForm).declaration : emptyDeclaration;
    return { ...begun, unit: from?.unit.name ? begun.unit : { code: null, name: unit }, year: year ?? begun.year, project: { ...begun.project, name: name ?? begun.project.name } };
  });
  const { sheets } = printed(declarations, fillingForm, null);
  return { title: null, sheets: sheets.map(toFill) };
}

function toFill(sheet: Sheet): Sheet {
  return { ...sheet, tables: sheet.tables.map((table) => (table.heads > 0 ? withEmptyRows(table) : { ...table, rows: table.rows.map((row) => row.map((cell) => open(cell))) })) };
}

/** Levels are not merged in a form to be filled in: each row names its own. */
function withEmptyRows({ heads, rows }: PaperTable): PaperTable {
  const body = rows.slice(heads);
  const columns = rows[heads - 1] ?? [];
  const full = body.map((_, at) => columns.map(({ column, colSpan }, nth) => open({ ...cellOver(body, at, column), kind: "text", column, colSpan, rowSpan: 1, of: columnsOf[nth] ?? "" }, true)));
  const filled = full.filter((row) => row.some(({ text }) => text !== ""));
  const empty = columns.map(({ column, colSpan }, nth) => open({ text: "", kind: "text", column, colSpan, rowSpan: 1, of: columnsOf[nth] ?? "" }, true));
  return { heads, rows: [...rows.slice(0, heads), ...filled, ...Array.from({ length: emptyRows }, () => empty)] };
}

const columnsOf = fillingForm.tables.flatMap(({ columns }) => columns.map(({ column }) => column));

/** The text that a row shows in a column: its own, or that of the merged cell above. */
function cellOver(body: PaperTable["rows"], at: number, column: number): { text: string } {
  for (let row = at; row >= 0; row--) {
    const cell = body[row]?.find((one) => one.column === column);
    if (cell) return { text: row + cell.rowSpan > at ? cell.text : "" };
  }
  return { text: "" };
}

function open(cell: PaperCell, inTable = false): PaperCell {
  if (cell.of === undefined) return cell;
  return { ...cell, filling: fillings[inTable && cell.of === "unit" ? "unit_of_target" : cell.of] ?? anything(null) };
}
