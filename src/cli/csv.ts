import type { Declaration, Indicator, SourceDocument } from "../declaration/schema.ts";
import type { Target } from "../declaration/target.ts";

type Row = { document: SourceDocument; declaration: Declaration; position: number; indicator: Indicator | null; index: number };

const scopes = { annual: "年度", longTerm: "长期", midTerm: "中期", overall: "项目总目标" } as const;

/** The columns, in their order; the help of `dabiao read` lists them. */
const columns: readonly (readonly [string, (row: Row) => string | number | null | undefined])[] = [
  ["文件", ({ document }) => document.file],
  ["序号", ({ position }) => position + 1],
  ["表样", ({ declaration }) => declaration.form],
  ["单位编码", ({ declaration }) => declaration.unit.code],
  ["单位", ({ declaration }) => declaration.unit.name],
  ["主管部门", ({ declaration }) => declaration.department],
  ["年度", ({ declaration }) => declaration.year],
  ["项目编码", ({ declaration }) => declaration.project.code],
  ["项目名称", ({ declaration }) => declaration.project.name],
  ["项目类别", ({ declaration }) => declaration.project.category],
  ["金额单位", ({ declaration }) => declaration.funding.currency],
  ["预算总额", ({ declaration }) => declaration.funding.total?.text],
  ["预算总额(元)", ({ declaration }) => declaration.funding.total?.yuan],
  ["范围", ({ indicator }) => indicator && scopes[indicator.scope]],
  ["一级指标", ({ indicator }) => indicator?.level1],
  ["二级指标", ({ indicator }) => indicator?.level2],
  ["三级指标", ({ indicator }) => indicator?.level3],
  ["四级指标", ({ indicator }) => indicator?.level4],
  ["类别", ({ indicator }) => indicator?.class],
  ["指标描述", ({ indicator }) => indicator?.description],
  ["指标值", ({ indicator }) => indicator?.target?.text],
  ["类型", ({ indicator }) => indicator?.target?.kind],
  ["比较符", ({ indicator }) => part(indicator?.target, "comparator")],
  ["数值", ({ indicator }) => part(indicator?.target, "value") ?? part(indicator?.target, "from")],
  ["至", ({ indicator }) => part(indicator?.target, "to")],
  ["计量单位", ({ indicator }) => part(indicator?.target, "unit") ?? indicator?.unit],
  ["周期", ({ indicator }) => part(indicator?.target, "period")],
  ["确定依据", ({ indicator }) => indicator?.basis],
  ["分值", ({ indicator }) => indicator?.weight?.text],
  ["实际完成值", ({ indicator }) => indicator?.actual?.text],
  ["得分", ({ indicator }) => indicator?.score?.text],
  ["待核对", doubtsOf],
  ["位置", ({ declaration, index }) => declaration.places[`indicators[${index}].target`]?.[0]?.label],
];

export const csvHead = `\uFEFF${columns.map(([name]) => name).join(",")}\r\n`;

/** One line an indicator; a declaration without any has one line of its own. */
export function csvLines(document: SourceDocument): string {
  const rows = document.declarations.flatMap((declaration, position): Row[] => {
    const own = declaration.indicators.length > 0 ? declaration.indicators : [null];
    return own.map((indicator, index) => ({ document, declaration, position, indicator, index }));
  });
  return rows.map((row) => `${columns.map(([, value]) => cell(value(row))).join(",")}\r\n`).join("");
}

function part(target: Target | null | undefined, name: string): string | null {
  const value = target && name in target ? Object.entries(target).find(([key]) => key === name)?.[1] : null;
  return typeof value === "string" ? value : null;
}

function doubtsOf({ declaration, index }: Row): string {
  const path = `indicators[${index}]`;
  return declaration.doubts.filter((doubt) => doubt.path === path || doubt.path.startsWith(`${path}.`)).map(({ message }) => message).join(" ");
}

/** A cell of CSV. What a spreadsheet would take for a formula gets a quote mark in front (documented in the help). */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
