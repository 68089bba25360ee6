// A made-up layout whose labels, but for 项目名称, and whose heads no vocabulary knows: as an office makes it up in Excel.
import type { Declaration } from "../../src/declaration/schema.ts";
import type { LaidBlock, Mapping } from "../../src/forms/mapping.ts";

const td = (text: string, span = 1): string => `<td colspan="${span}">${text}</td>`;

/** A filled-in page of it. */
export function oddPage(project: string, amount: string, title = "重点事项绩效一览表"): string {
  const rows = [
    td("项目名称") + td(project, 2) + td("承办股室") + td("桥头镇农业服务中心"),
    td("账上安排（万元）") + td(amount, 2) + td("其中本级") + td(amount),
    td("预期成效") + td("完成渠道清淤，保障灌溉。", 4),
    td("考核方面") + td("考核类别") + td("考核要点") + td("标准") + td("分数"),
    ["产出指标", "数量指标", "清淤长度", "≥12公里", "40"].map((text) => td(text)).join(""),
    ["效益指标", "社会效益指标", "受益农户", "≥300户", "50"].map((text) => td(text)).join(""),
  ];
  return `<html><body><p>${title}</p><table border="1">${rows.map((row) => `<tr>${row}</tr>`).join("")}</table></body></html>`;
}

/** What a person says of it who clicks its cells. */
export function byPosition(blocks: readonly LaidBlock[], title = "重点事项绩效一览表"): Mapping {
  const block = blocks.findIndex(({ kind }) => kind === "table");
  const mark = (row: number, cell: number, label: string, field: Mapping["labels"][number]["field"]) => ({ block, row, cell, label, field, value: "right" as const });
  const heads = [["考核方面", "level1"], ["考核类别", "level2"], ["考核要点", "level3"], ["标准", "target"], ["分数", "weight"]] as const;
  return {
    title, region: "", currency: "万元",
    labels: [mark(0, 0, "项目名称", "project.name"), mark(0, 2, "承办股室", "unit"), mark(1, 0, "账上安排（万元）", "funding.total"), mark(1, 2, "其中本级", "funding.fiscal"), mark(2, 0, "预期成效", "goals.annual")],
    heads: [{ block, row: 3, scope: "annual", heading: null, columns: heads.map(([label, column], cell) => ({ cell, label, column, scope: null })) }],
  };
}

/** What a reader of the test looks at. */
export const fields = ({ project, funding, indicators }: Declaration) => ({ name: project.name, total: funding.total?.yuan ?? null, indicators: indicators.map(({ level3, target }) => `${level3} ${target?.text}`) });
