// What people call the parts of a declaration: official terms (contract section 1).
import type { IndicatorClass } from "./framework.ts";
import type { Declaration, DoubtReason, FormId, Indicator, Scope } from "./schema.ts";

export const formNames: [FormId, string][] = [
  ["tianjin", "天津"],
  ["nanpu", "南堡（河北）"],
  ["shanghai", "上海"],
  ["zaozhuang", "枣庄（山东）"],
  ["ezhou", "鄂州（湖北）"],
  ["central-declaration", "中央申报表"],
  ["central-approval", "中央批复表"],
  ["generic", "通用识别"],
];
const formName = new Map(formNames);
/** Forms of the house's own have names that people gave; where these are not at hand they are called what they are. */
export const nameOfForm = (form: FormId): string => formName.get(form) ?? "自有表样";

export const scopes: Scope[] = ["overall", "longTerm", "midTerm", "annual"];
export const scopeNames: Record<Scope, string> = { annual: "年度", longTerm: "长期", midTerm: "中期", overall: "项目总" };

export const classNames: Record<IndicatorClass, string> = {
  "cost.economic": "成本·经济",
  "cost.social": "成本·社会",
  "cost.ecological": "成本·生态",
  "output.quantity": "产出·数量",
  "output.quality": "产出·质量",
  "output.timeliness": "产出·时效",
  "output.cost": "产出·成本",
  "benefit.economic": "效益·经济",
  "benefit.social": "效益·社会",
  "benefit.ecological": "效益·生态",
  "benefit.sustained": "效益·可持续",
  "satisfaction.served": "满意度",
};

export const doubtNames: Record<DoubtReason, string> = {
  joined: "拼接",
  shifted: "移位",
  carried: "承接上行",
  vocabulary: "按词汇判断",
  conflict: "前后不一致",
  unreadable: "无法辨认",
};

export type Column = Exclude<keyof Indicator, "scope" | "class">;
export const columnNames: [Column, string][] = [
  ["level1", "一级指标"],
  ["level2", "二级指标"],
  ["level3", "三级指标"],
  ["level4", "四级指标"],
  ["description", "指标描述"],
  ["target", "指标值"],
  ["unit", "计量单位"],
  ["basis", "指标值确定依据"],
  ["weight", "分值权重"],
  ["actual", "实际完成值"],
  ["score", "得分"],
];

/** The fields of 基本信息, in the order of the paper. */
export const basicFields: [string, string][] = [
  ["project.name", "项目名称"],
  ["project.code", "项目编码"],
  ["unit", "预算单位"],
  ["department", "主管部门"],
  ["year", "预算年度"],
  ["project.category", "项目类别"],
  ["project.start", "开始日期"],
  ["project.end", "结束日期"],
];

export type Amount = "total" | "fiscal" | "other" | "annualTotal" | "fiscalCurrentYear" | "carriedOver" | "annualOther";
/** Side by side: the project's amount and the year's. */
export const amountNames: [Amount, string][] = [
  ["total", "预算总额"],
  ["annualTotal", "年度资金总额"],
  ["fiscal", "其中：财政资金"],
  ["fiscalCurrentYear", "当年财政拨款"],
  ["other", "其他资金"],
  ["annualOther", "年度其他资金"],
  ["carriedOver", "上年结转资金"],
];

const fieldNames = new Map<string, string>([
  ...basicFields,
  ["unit.name", "预算单位名称"],
  ["unit.code", "预算单位编码"],
  ["project", "项目"],
  ["funding", "资金"],
  ["funding.currency", "金额单位"],
  ["funding.purpose", "资金用途"],
  ...amountNames.map(([field, name]): [string, string] => [`funding.${field}`, name]),
  ["spendingPlan", "资金支出计划"],
  ["goals", "绩效目标"],
  ["indicators", "绩效指标"],
  ["notes", "其他说明"],
  ["extra", "表内其他内容"],
  ["problems", "问题"],
  ["form", "表样"],
]);
const columnName = new Map<string, string>(columnNames);
export const nameOfColumn = (column: string): string => columnName.get(column) ?? column;

/** A path as people say it: `indicators[3].target` → 绩效指标第4行 · 指标值. */
export function nameOfPath(path: string): string {
  if (path === "") return "整张目标表";
  const known = fieldNames.get(path);
  if (known !== undefined) return known;
  const item = /^(\w+)\[(\d+)\](?:\.(\w+))?/.exec(path);
  if (item === null) return path;
  const [, list = "", index = "0", field] = item;
  const row = Number(index) + 1;
  const name = fieldNames.get(list) ?? list;
  if (list !== "indicators") return `${name} ${row}`;
  const column = field === undefined ? undefined : (field === "class" ? "标准类别" : nameOfColumn(field));
  return `${name}第${row}行${column === undefined ? "" : ` · ${column}`}`;
}

/** A text of a value as people read it: a class, a scope or a form by its name instead of its id. */
export function textInWords(path: string, text: string | null): string | null {
  if (text === null) return null;
  if (path.endsWith(".class")) return classNames[text as IndicatorClass] ?? text;
  if (path.endsWith(".scope")) return scopeNames[text as Scope] ?? text;
  return path === "form" ? nameOfForm(text as FormId) : text;
}

/** What a file of one declaration is called: a name that every file system takes, short enough for the longest of them. */
export const fileNameOf = ({ project }: Declaration): string => [...(project.name ?? "绩效目标表").replace(/[\\/:*?"<>|\p{Cc}]/gu, "_")].slice(0, 60).join("");
