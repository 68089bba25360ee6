// What people call the places of a form.
import type { Column, Field } from "../../forms/form.ts";
import type { LabelMark } from "../../forms/mapping.ts";

export const fieldNames: readonly (readonly [string, readonly (readonly [Field, string])[]])[] = [
  ["项目", [["project.name", "项目名称"], ["project.code", "项目编码"], ["project.category", "项目类别"], ["project.period", "项目期限（起止）"], ["project.start", "开始日期"], ["project.end", "完成日期"], ["year", "预算年度"]]],
  ["单位", [["unit", "预算单位"], ["department", "主管部门"]]],
  ["资金", [["funding.total", "资金总额"], ["funding.fiscal", "财政资金"], ["funding.other", "其他资金"], ["funding.annualTotal", "年度资金总额"], ["funding.fiscalCurrentYear", "当年财政拨款"], ["funding.carriedOver", "上年结转"], ["funding.annualOther", "年度其他资金"], ["funding.currency", "金额单位"], ["funding.purpose", "资金用途"], ["spendingPlan", "资金支出计划（某月底）"]]],
  ["目标", [["goals.annual", "年度目标"], ["goals.longTerm", "长期目标"], ["goals.midTerm", "中期目标"], ["goals.overall", "项目总目标"]]],
  ["其他", [["notes", "其他说明"], ["extra", "其他栏目（原样保留）"], ["section", "只是标题，没有值"]]],
];
const fieldName = new Map(fieldNames.flatMap(([, fields]) => fields));
export const nameOfField = (field: Field): string => fieldName.get(field) ?? field;
export const fieldOptions = fieldNames.map(([label, fields]) => ({ label, options: fields.map(([value, name]) => ({ value, label: name })) }));

export const columnNames: readonly (readonly [Column, string])[] = [
  ["level1", "一级指标"], ["level2", "二级指标"], ["level3", "三级指标（指标名称）"], ["level4", "四级指标（指标名称）"], ["description", "指标描述"], ["comparator", "符号（≥、≤）"], ["target", "指标值"], ["unit", "计量单位"],
  ["basis", "指标值确定依据"], ["weight", "分值权重"], ["actual", "实际完成值"], ["score", "得分"], ["goal", "对应的目标"], ["side", "表旁的标题"], ["extra", "不读取"],
];
const columnName = new Map(columnNames);
export const nameOfIndicatorColumn = (column: Column): string => columnName.get(column) ?? column;
export const columnOptions = columnNames.map(([value, label]) => ({ value, label }));

export const valueOptions: { value: LabelMark["value"]; label: string }[] = [
  { value: "right", label: "在右边一格" },
  { value: "below", label: "在下面一行" },
  { value: "inside", label: "在同一格，冒号后面" },
];
