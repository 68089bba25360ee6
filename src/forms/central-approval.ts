import { costOfItsOwn, type FormSource } from "./form.ts";

/** 项目支出绩效目标批复表：审核后的年度目标和指标，带分值权重；成本单列为一级指标（财预〔2021〕101号）。 */
export const centralApproval: FormSource = {
  id: "central-approval",
  region: "中央",
  title: "项目支出绩效目标批复表",
  currency: "万元",
  wording: costOfItsOwn,
  grid: [14, 24, 32, 20, 34, 30, 22],
  above: [[{ field: "year" }]],
  rows: [
    [
      { label: "项目名称", field: "project.name", span: 2, value: 2 },
      { label: "项目编码", field: "project.code", value: 2 },
    ],
    [
      { label: "主管部门及代码", field: "department", span: 2, value: 2 },
      { label: "实施单位", field: "unit", value: 2 },
    ],
    [
      { label: "项目类别", field: "project.category", span: 2, value: 2 },
      { label: "项目期", field: "project.period", value: 2 },
    ],
    [
      { label: "项目资金（万元）", field: "section", span: 2, rows: 3 },
      { label: "年度资金总额", field: "funding.total", span: 2, value: 3 },
    ],
    [{ label: "其中：财政拨款", field: "funding.fiscal", span: 2, value: 3 }],
    [{ label: "其他资金", field: "funding.other", span: 2, value: 3 }],
    [{ label: "年度总体目标", field: "goals.annual", span: 2, value: 5 }],
  ],
  tables: [
    {
      heading: null,
      scope: "annual",
      columns: [
        { label: "绩效指标", column: "side" },
        { label: "一级指标", column: "level1" },
        { label: "二级指标", column: "level2" },
        { label: "三级指标", column: "level3", span: 2 },
        { label: "指标值", column: "target" },
        { label: "分值权重", column: "weight" },
      ],
    },
  ],
  below: [
    [
      { label: "批复单位", field: "extra", span: 2, value: 2 },
      { label: "批复文号", field: "extra", value: 2 },
    ],
    [
      { label: "批复日期", field: "extra", span: 2, value: 2 },
      { label: "批复版本", field: "extra", value: 2 },
    ],
  ],
};
