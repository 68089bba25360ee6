import type { FormSource } from "./form.ts";

/** 天津市：<项目名称>绩效目标表，随部门预算公开。 */
export const tianjin: FormSource = {
  id: "tianjin",
  region: "天津市",
  title: "{project.name}绩效目标表",
  currency: "万元",
  above: [[{ label: "单位", field: "funding.currency" }]],
  rows: [
    [{ label: "项目名称", field: "project.name" }],
    [
      { label: "预算规模及资金用途", field: "funding.purpose", value: "below" },
      { label: "预算数", field: "funding.total" },
      { label: "其中：财政资金", field: "funding.fiscal" },
      { label: "其他资金", field: "funding.other" },
    ],
    [{ label: "绩效目标", field: "goals.annual" }],
  ],
  tables: [
    {
      heading: null,
      scope: "annual",
      columns: [
        { label: "一级指标", column: "level1" },
        { label: "二级指标", column: "level2" },
        { label: "三级指标", column: "level3" },
        { label: "绩效指标描述", column: "description" },
        { label: "指标值", column: "target" },
      ],
    },
  ],
  below: [],
};
