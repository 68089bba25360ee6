// The sheet 单位: what its columns are called and what stands in a row.
import type { Problem } from "../problem.ts";
import { kindNames, type OfficeKind } from "./office.ts";
import { type Column, rowsOf, type SheetRow, type SheetTable } from "./sheets.ts";

export type OfficeField = "code" | "name" | "parentCode" | "parentName" | "kind" | "region" | "former" | "into";

export const officeColumns: readonly Column<OfficeField>[] = [
  { field: "code", names: ["单位编码", "单位代码", "编码", "代码", "预算单位编码", "预算单位代码", "机构编码", "机构代码", "部门编码", "组织编码", "预算代码"] },
  { field: "name", names: ["单位名称", "名称", "预算单位名称", "预算单位", "单位", "单位全称", "机构名称", "部门名称", "组织名称"] },
  { field: "parentCode", names: ["上级编码", "上级单位编码", "上级单位代码", "上级代码", "上级部门编码", "主管部门编码", "主管部门代码", "父级编码"] },
  { field: "parentName", names: ["上级单位", "上级单位名称", "上级名称", "上级", "上级部门", "主管部门", "主管部门名称"] },
  { field: "kind", names: ["类型", "单位类型", "机构类型", "组织类型", "类别", "级次"] },
  { field: "region", names: ["行政区划代码", "行政区划编码", "区划代码", "区划编码", "行政区划", "地区代码", "地区编码"] },
  { field: "former", names: ["原编码", "原单位编码", "原单位代码", "原代码", "变更前编码"] },
  { field: "into", names: ["并入编码", "并入单位编码", "并入单位代码", "并入", "并入单位", "并入单位名称", "合并到", "撤并到"] },
];

const kindsByWord = new Map<string, OfficeKind>([
  ...["财政", "财政局", "财政部门", "地区", "区划", "行政区划", "本级财政"].map((word) => [word, "region"] as const),
  ...["部门", "主管部门", "一级预算单位", "一级单位", "一级"].map((word) => [word, "department"] as const),
  ...["单位", "预算单位", "基层单位", "基层预算单位", "下属单位", "二级预算单位", "三级预算单位", "二级单位", "三级单位", "二级", "三级"].map((word) => [word, "unit"] as const),
]);

export interface OfficeRow extends SheetRow<OfficeField> {
  /** Null where the row does not say; then what stands above tells. */
  isKind: OfficeKind | null;
}

/** The rows of a table of offices; null when it is none. */
export function readOfficeRows(table: SheetTable): { rows: OfficeRow[]; problems: Problem[] } | null {
  const listed = rowsOf(table, officeColumns, ["code", "name"]);
  if (!listed) return null;
  const problems = [...listed.problems];
  const rows = listed.rows.flatMap((row): OfficeRow[] => {
    const faults = rowFaults(row);
    problems.push(...faults);
    // A row that can be told by code and name stays, so that what names it above is not found missing as well.
    if (row.code.text === "" || row.name.text === "") return [];
    const region = isRegionForm(row.region.text) ? row.region : { ...row.region, text: "" };
    return [{ ...row, region, isKind: kindsByWord.get(row.kind.text) ?? null }];
  });
  return { rows, problems };
}

const isRegionForm = (text: string): boolean => /^\d{6}$/.test(text);

/** Longer than any name or code that a budget has. */
const longest = { code: 40, name: 200 };

function rowFaults({ code, name, kind, region }: SheetRow<OfficeField>): Problem[] {
  const error = (what: string, { at }: { at: Problem["at"] }): Problem => ({ code: "OFFICE-21", severity: "error", message: what, at });
  return [
    ...(code.text === "" ? [error(`“${name.text || "这一行"}”没有写单位编码。`, code)] : []),
    ...(/\s/u.test(code.text) ? [error(`单位编码“${code.text}”中间有空白。`, code)] : []),
    ...(code.text.length > longest.code ? [error(`单位编码最多 ${longest.code} 个字。`, code)] : []),
    ...(name.text === "" ? [error(`“${code.text || "这一行"}”没有写单位名称。`, name)] : []),
    ...(name.text.length > longest.name ? [error(`单位名称最多 ${longest.name} 个字。`, name)] : []),
    ...(kind.text !== "" && !kindsByWord.has(kind.text) ? [error(`不认识类型“${kind.text}”：请写${Object.values(kindNames).join("、")}之一。`, kind)] : []),
    ...(region.text !== "" && !isRegionForm(region.text) ? [error(`“${region.text}”不是行政区划代码：应是六位数字（GB/T 2260）。`, region)] : []),
  ];
}
