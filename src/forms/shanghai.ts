import { costUnderOutput, type FormSource } from "./form.ts";

/** 上海市：财政项目支出绩效目标申报表，项目总目标与年度总目标并列。表上不印金额单位，数字是元。 */
export const shanghai: FormSource = {
  id: "shanghai",
  region: "上海市",
  title: "财政项目支出绩效目标申报表",
  currency: "元",
  wording: costUnderOutput,
  grid: [24, 34, 36, 38, 38],
  above: [[{ field: "year" }]],
  rows: [
    [
      { label: "项目名称", field: "project.name", value: 2 },
      { label: "项目类别", field: "project.category" },
    ],
    [
      { label: "主管部门", field: "department", value: 2 },
      { label: "实施单位", field: "unit" },
    ],
    [
      { label: "计划开始日期", field: "project.start", value: 2 },
      { label: "计划完成日期", field: "project.end" },
    ],
    [
      { label: "项目资金", field: "section", rows: 4 },
      { label: "项目资金总额", field: "funding.total" },
      { label: "年度资金申请总额", field: "funding.annualTotal" },
    ],
    [
      { label: "其中：财政资金", field: "funding.fiscal" },
      { label: "其中：当年财政拨款", field: "funding.fiscalCurrentYear" },
    ],
    [
      { field: "section", span: 2 },
      { label: "上年结转资金", field: "funding.carriedOver" },
    ],
    [
      { label: "其他资金", field: "funding.other" },
      { label: "其他资金", field: "funding.annualOther" },
    ],
    [
      { label: "项目绩效目标", field: "section", rows: 3 },
      { label: "项目总目标", field: "goals.overall", span: 2, value: "below" },
      { label: "年度总目标", field: "goals.annual", span: 2, value: "below" },
    ],
    [
      { field: "extra", extra: "项目总目标", span: 2 },
      { field: "section", span: 2 },
    ],
    [
      { field: "goals.overall", span: 2 },
      { field: "goals.annual", span: 2 },
    ],
  ],
  tables: [
    {
      heading: null,
      scope: "annual",
      columns: [
        { label: "绩效指标", column: "side" },
        { label: "一级指标", column: "level1" },
        { label: "二级指标", column: "level2" },
        { label: "三级指标", column: "level3" },
        { label: "指标目标值", column: "target" },
      ],
    },
  ],
  below: [],
};
