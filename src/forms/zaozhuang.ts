import type { FormSource } from "./form.ts";

/** 山东省（枣庄市等）：项目支出绩效目标批复表，四级指标，计量单位单列。类别印在三级，指标名称印在四级。 */
export const zaozhuang: FormSource = {
  id: "zaozhuang",
  region: "山东省",
  title: "项目支出绩效目标批复表",
  currency: "万元",
  wording: {
    "output.quantity": ["产出", "项目产出", "数量指标"],
    "output.quality": ["产出", "项目产出", "质量指标"],
    "output.timeliness": ["产出", "项目产出", "时效指标"],
    "output.cost": ["产出", "项目产出", "成本指标"],
    "benefit.economic": ["效果", "项目效益", "经济效益"],
    "benefit.social": ["效果", "项目效益", "社会效益"],
    "benefit.ecological": ["效果", "项目效益", "生态效益"],
    "benefit.sustained": ["效果", "项目效益", "可持续影响"],
    "satisfaction.served": ["效果", "项目效益", "社会公众或服务对象满意度"],
  },
  grid: [24, 24, 36, 42, 24, 20],
  above: [[{ field: "year" }], [{ label: "申报单位", field: "unit", value: "inside" }]],
  rows: [
    [{ label: "项目名称", field: "project.name", value: 5 }],
    [
      { label: "主管部门", field: "department", value: 2 },
      { label: "预算执行单位", field: "extra", value: 2 },
    ],
    [{ label: "项目类型", field: "project.category", value: 5 }],
    [{ label: "项目期限", field: "project.period", value: 5 }],
    [{ label: "项目资金申请（万元）", field: "funding.total", value: 5 }],
    [{ label: "项目绩效年度目标", field: "goals.annual", span: 6, value: "below" }],
    [{ field: "goals.annual", span: 6 }],
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
  below: [[{ label: "其他说明", field: "notes", value: 5 }]],
};
