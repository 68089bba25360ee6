import { costOfItsOwn, type FormSource } from "./form.ts";

const columns: FormSource["tables"][number]["columns"] = [
  { label: "目标名称", column: "goal" },
  { label: "一级指标", column: "level1" },
  { label: "二级指标", column: "level2" },
  { label: "三级指标", column: "level3" },
  { label: "指标值", column: "target" },
  { label: "指标值确定依据", column: "basis" },
];

/** 湖北省（鄂州市等）：项目支出绩效目标批复表，长期目标和年度目标各有一张指标表，成本单列为一级指标。 */
export const ezhou: FormSource = {
  id: "ezhou",
  region: "湖北省",
  title: "项目支出绩效目标批复表",
  currency: "万元",
  wording: { ...costOfItsOwn, "satisfaction.served": ["满意度指标", "满意度指标"] },
  grid: [26, 26, 30, 40, 24, 24],
  above: [
    [
      { label: "申报单位", field: "unit", value: "inside" },
      { label: "金额单位", field: "funding.currency", value: "inside" },
    ],
  ],
  rows: [
    [
      { label: "项目名称", field: "project.name", value: 3 },
      { label: "项目预算", field: "funding.total" },
    ],
    [{ label: "项目绩效总目标", field: "section", span: 6 }],
    [
      { label: "名称", field: "section" },
      { label: "目标说明", field: "section", span: 5 },
    ],
    [{ label: "长期绩效目标", field: "goals.longTerm", value: 5, numbered: true }],
    [{ label: "年度绩效目标", field: "goals.annual", value: 5, numbered: true }],
  ],
  tables: [
    { heading: "长期绩效目标表", scope: "longTerm", goalName: "长期目标", columns },
    { heading: "年度绩效目标表", scope: "annual", goalName: "年度目标", columns },
  ],
  below: [],
};
