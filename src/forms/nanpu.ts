import { costUnderOutput, type FormSource } from "./form.ts";

/** 河北省（南堡开发区等）：<项目名称>绩效目标表，带资金支出计划和指标值确定依据。 */
export const nanpu: FormSource = {
  id: "nanpu",
  region: "河北省",
  title: "{project.name}绩效目标表",
  currency: "万元",
  wording: costUnderOutput,
  grid: [24, 28, 12, 18, 18, 20, 22, 28],
  above: [[{ field: "unit" }, { label: "单位", field: "funding.currency", value: "inside" }]],
  rows: [
    [
      { label: "项目编码", field: "project.code", value: 3 },
      { label: "项目名称", field: "project.name", value: 3 },
    ],
    [
      { label: "预算规模及资金用途", field: "funding.purpose", rows: 2, value: "below" },
      { label: "预算数", field: "funding.total", value: 2 },
      { label: "其中：财政资金", field: "funding.fiscal" },
      { label: "其他资金", field: "funding.other" },
    ],
    [{ field: "funding.purpose", span: 7 }],
    [
      { label: "资金支出计划（%）", field: "section", rows: 2 },
      { label: "3月底", field: "spendingPlan", span: 2, value: "below" },
      { label: "6月底", field: "spendingPlan", span: 2, value: "below" },
      { label: "10月底", field: "spendingPlan", span: 2, value: "below" },
      { label: "12月底", field: "spendingPlan", value: "below" },
    ],
    [
      { field: "spendingPlan", span: 2 },
      { field: "spendingPlan", span: 2 },
      { field: "spendingPlan", span: 2 },
      { field: "spendingPlan" },
    ],
    [{ label: "绩效目标", field: "goals.annual", value: 7 }],
  ],
  tables: [
    {
      heading: null,
      scope: "annual",
      columns: [
        { label: "一级指标", column: "level1" },
        { label: "二级指标", column: "level2" },
        { label: "三级指标", column: "level3", span: 2 },
        { label: "绩效指标描述", column: "description", span: 2 },
        { label: "指标值", column: "target" },
        { label: "指标值确定依据", column: "basis" },
      ],
    },
  ],
  below: [],
};
