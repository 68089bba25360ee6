import type { FormSource } from "./form.ts";

/** 上海市：财政项目支出绩效目标申报表，项目总目标与年度总目标并列。表上不印金额单位，数字是元。 */
export const shanghai: FormSource = {
  id: "shanghai",
  region: "上海市",
  title: "财政项目支出绩效目标申报表",
  currency: "元",
  above: [],
  rows: [
    [
      { label: "项目名称", field: "project.name" },
      { label: "项目类别", field: "project.category" },
    ],
    [
      { label: "主管部门", field: "department" },
      { label: "实施单位", field: "unit" },
    ],
    [
      { label: "计划开始日期", field: "project.start" },
      { label: "计划完成日期", field: "project.end" },
    ],
    [
      { label: "项目资金", field: "section" },
      { label: "项目资金总额", field: "funding.total" },
      { label: "年度资金申请总额", field: "funding.annualTotal" },
    ],
    [
      { label: "其中：财政资金", field: "funding.fiscal" },
      { label: "其中：当年财政拨款", field: "funding.fiscalCurrentYear" },
    ],
    [{ label: "上年结转资金", field: "funding.carriedOver" }],
    [
      { label: "其他资金", field: "funding.other" },
      { label: "其他资金", field: "funding.annualOther" },
    ],
    [
      { label: "项目绩效目标", field: "section" },
      { label: "项目总目标", field: "goals.overall", value: "below" },
      { label: "年度总目标", field: "goals.annual", value: "below" },
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
