import { costUnderOutput, type FormSource } from "./form.ts";

/** 天津市：<项目名称>绩效目标表，随部门预算公开。 */
export const tianjin: FormSource = {
  id: "tianjin",
  region: "天津市",
  title: "{project.name}绩效目标表",
  currency: "万元",
  wording: costUnderOutput,
  grid: [24, 30, 20, 22, 22, 22, 30],
  above: [[{ field: "unit" }, { label: "单位", field: "funding.currency", value: "inside" }]],
  rows: [
    [{ label: "项目名称", field: "project.name", value: 6 }],
    [
      { label: "预算规模及资金用途", field: "funding.purpose", rows: 2, value: "below" },
      { label: "预算数", field: "funding.total" },
      { label: "其中：财政资金", field: "funding.fiscal" },
      { label: "其他资金", field: "funding.other" },
    ],
    [{ field: "funding.purpose", span: 6 }],
    [{ label: "绩效目标", field: "goals.annual", value: 6 }],
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
      ],
    },
  ],
  below: [],
};
