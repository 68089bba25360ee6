import type { FormSource } from "./form.ts";

/** 山东省（枣庄市等）：项目支出绩效目标批复表，四级指标，计量单位单列。类别印在三级，指标名称印在四级。 */
export const zaozhuang: FormSource = {
  id: "zaozhuang",
  region: "山东省",
  title: "项目支出绩效目标批复表",
  currency: "万元",
  above: [[{ label: "申报单位", field: "unit" }]],
  rows: [
    [{ label: "项目名称", field: "project.name" }],
    [
      { label: "主管部门", field: "department" },
      { label: "预算执行单位", field: "extra" },
    ],
    [{ label: "项目类型", field: "project.category" }],
    [{ label: "项目期限", field: "project.period" }],
    [{ label: "项目资金申请", field: "funding.total" }],
    [{ label: "项目绩效年度目标", field: "goals.annual", value: "below" }],
  ],
  tables: [
    {
      heading: "年度绩效指标",
      scope: "annual",
      columns: [
        { label: "一级指标", column: "level1" },
        { label: "二级指标", column: "level2" },
        { label: "三级指标", column: "level3" },
        { label: "四级指标", column: "level4" },
        { label: "指标值", column: "target" },
        { label: "计量单位", column: "unit" },
      ],
    },
  ],
  below: [[{ label: "其他说明", field: "notes" }]],
};
