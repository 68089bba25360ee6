// Self-evaluations of the made-up region: files as units send them to each other, which the trial imports as a clerk does.
import { paperOf, type TrialTable, tables } from "./tables.ts";

/** What was reached, row by row, with the points given for it; where less than was to be, why. */
export interface TrialEvaluation {
  table: TrialTable;
  spent: readonly [amount: string, rate: string, points: string];
  reached: readonly (readonly [actual: string, points: string, reason?: string])[];
  total: string;
}

export const evaluations = {
  hall: {
    table: tables.hall, spent: ["56.84", "98.00%", "9.80"], total: "99.51",
    reached: [["40台", "20"], ["98.5%", "15"], ["≤4小时", "15"], ["56.84万元", "10"], ["93.6%", "19.71", "四季度新系统上线，部分业务转为次日办结。"], ["95.2%", "10"]],
  },
  claims: {
    table: tables.claims, spent: ["61.76", "96.50%", "9.65"], total: "99.65",
    reached: [["326家", "20"], ["100%", "20"], ["11月20日", "10"], ["61.76万元", "10"], ["96.8%", "20"], ["92.4%", "10"]],
  },
} as const satisfies Readonly<Record<string, TrialEvaluation>>;

/** The form of 财预〔2020〕10号 as a web page, which every word processor writes. */
export function evaluationFile({ table, spent: [amount, rate, points], reached, total }: TrialEvaluation, { unit, department, year }: { unit: string; department: string; year: number }): { name: string; bytes: Uint8Array } {
  const lines = [
    row(["项目名称", 1], [table.name, 7]),
    row(["主管部门", 1], [department, 3], ["实施单位", 1], [unit, 3]),
    row(["项目资金（万元）", 1], ["年初预算数", 1], ["全年预算数", 1], ["全年执行数", 1], ["分值", 1], ["执行率", 1], ["得分", 2]),
    row(["年度资金总额", 1], [table.amount, 1], [table.amount, 1], [amount, 1], ["10", 1], [rate, 1], [points, 2]),
    row(["年度总体目标", 1], [table.goal, 7]),
    row(...["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"].map((text) => [text, 1] as const)),
    ...table.rows.map(([own, name, target, weight], at) => {
      const [level1 = "", level2 = ""] = paperOf().wording[own] ?? [];
      const [actual = "", scored = "", reason = ""] = reached[at] ?? [];
      return row(...[level1, level2, name, target, actual, weight, scored, reason].map((text) => [text, 1] as const));
    }),
    row(["总分", 5], ["100", 1], [total, 1], ["", 1]),
  ];
  const page = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"></head><body><p>项目支出绩效自评表</p><p>（${year}年度）</p><table border="1">${lines.join("\n")}</table></body></html>`;
  return { name: `${year}年${table.name}绩效自评表.html`, bytes: new TextEncoder().encode(page) };
}

const row = (...cells: readonly (readonly [text: string, columns: number])[]): string => `<tr>${cells.map(([text, columns]) => `<td colspan="${columns}">${text}</td>`).join("")}</tr>`;
