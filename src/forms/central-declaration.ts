import { costUnderOutput, type FormSource } from "./form.ts";

/** 财政部：项目支出绩效目标申报表（财预〔2015〕88号附件），中期目标与年度目标左右并列，各有指标。 */
export const centralDeclaration: FormSource = {
  id: "central-declaration",
  region: "中央",
  title: "项目支出绩效目标申报表",
  currency: "万元",
  wording: costUnderOutput,
  grid: [12, 20, 24, 30, 18, 24, 30, 18],
  // Eight columns beside each other: at 10.5 points most targets would break.
  print: { size: 9, title: 16 },
  above: [[{ field: "year" }]],
  rows: [
    [{ label: "项目名称", field: "project.name", span: 2, value: 6 }],
    [
      { label: "主管部门及代码", field: "department", span: 2, value: 3 },
      { label: "实施单位", field: "unit", value: 2 },
    ],
    [
      { label: "项目属性", field: "extra", span: 2, value: 3 },
      { label: "项目期", field: "project.period", value: 2 },
    ],
    [
      { label: "项目资金（万元）", field: "section", span: 2, rows: 3 },
      { label: "中期资金总额", field: "funding.total", value: 2 },
      { label: "年度资金总额", field: "funding.annualTotal", value: 2 },
    ],
    [
      { label: "其中：财政拨款", field: "funding.fiscal", value: 2 },
      { label: "其中：财政拨款", field: "funding.fiscalCurrentYear", value: 2 },
    ],
    [
      { label: "其他资金", field: "funding.other", value: 2 },
      { label: "其他资金", field: "funding.annualOther", value: 2 },
    ],
    [
      { label: "总体目标", field: "section", rows: 2 },
      { label: "中期目标", field: "goals.midTerm", span: 4, value: "below" },
      { label: "年度目标", field: "goals.annual", span: 3, value: "below" },
    ],
    [
      { field: "goals.midTerm", span: 4 },
      { field: "goals.annual", span: 3 },
    ],
  ],
  tables: [
    {
      heading: null,
      scope: "annual",
      columns: [
        { label: "绩效指标", column: "side" },
        { label: "一级指标", column: "level1" },
        { label: "二级指标", column: "level2", scope: "midTerm" },
        { label: "三级指标", column: "level3", scope: "midTerm" },
        { label: "指标值", column: "target", scope: "midTerm" },
        { label: "二级指标", column: "level2" },
        { label: "三级指标", column: "level3" },
        { label: "指标值", column: "target" },
      ],
    },
  ],
  below: [],
};
