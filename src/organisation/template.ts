// The workbook in which a tree and its people are handed in: blank, or with the tree that is.
import { type CellStyle, type DataValidation, type WriteSheet, writeXlsx } from "hucre/xlsx";
import { kindNames, officeKinds, type Office } from "./office.ts";

const font = { name: "宋体", size: 10.5 };
const line = { style: "thin" } as const;
const border = { top: line, bottom: line, left: line, right: line };
const head: CellStyle = { font: { ...font, bold: true }, fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "DDEBF7" } }, border, alignment: { wrapText: true, vertical: "center", horizontal: "center" } };
/** Everything is text, so that a code keeps its leading zeros. */
const text: CellStyle = { font, numFmt: "@", alignment: { vertical: "center" } };

interface Head {
  name: string;
  width: number;
  note: string;
  choices?: readonly string[];
}

const officeHeads: readonly Head[] = [
  { name: "单位编码", width: 14, note: "必填。财政填六位行政区划代码，部门和单位填预算编码；同一地区同一年度不重复。" },
  { name: "单位名称", width: 36, note: "必填。全称。" },
  { name: "上级编码", width: 14, note: "部门填所属财政的编码，单位填所属部门或上级单位的编码。最上面的财政不填。" },
  { name: "上级单位", width: 30, note: "可不填；填了就和上级编码核对。" },
  { name: "类型", width: 10, note: "财政、部门、单位之一。", choices: officeKinds.map((kind) => kindNames[kind]) },
  { name: "行政区划代码", width: 14, note: "GB/T 2260 六位代码。一张表里有几个地区时填写。" },
  { name: "原编码", width: 14, note: "只在换了编码时填原来的编码，这样仍是同一个单位。" },
  { name: "并入编码", width: 14, note: "只在这个单位并入别的单位时填那个单位的编码。名下的单位、项目和目标表由它接着办。" },
];

const personHeads = (roles: readonly string[]): readonly Head[] => [
  { name: "登录名", width: 16, note: "必填。字母、数字、下划线、点或横线；一人一个，同一人有几个角色时各写一行。" },
  { name: "姓名", width: 12, note: "必填。" },
  { name: "单位编码", width: 14, note: "角色所在的单位、部门或财政的编码。" },
  { name: "角色", width: 22, note: "从列表中选择。", choices: roles },
  { name: "行政区划代码", width: 14, note: "几个地区用同样的单位编码时填写。" },
];

/** Empty rows whose cells are text already. */
const spareRows = 300;
/** How far down the drop-down lists reach. */
const lastRow = 5_000;
const letter = (index: number): string => String.fromCharCode(65 + index);

/**
 * @param offices to begin with; none for a blank workbook
 * @param roles as people call them
 */
export async function officeWorkbook(offices: readonly Office[], roles: readonly string[]): Promise<Uint8Array> {
  const byId = new Map(offices.map((office) => [office.id, office]));
  const rows = offices.map(({ code, name, kind, parent, region }) => {
    const above = parent === null ? undefined : byId.get(parent);
    return [code, name, above?.code ?? "", above?.name ?? "", kindNames[kind], region, "", ""];
  });
  return await writeXlsx({ sheets: [sheet("单位", officeHeads, rows), sheet("人员", personHeads(roles), []), explanation(roles)] });
}

function sheet(name: string, heads: readonly Head[], rows: readonly (readonly string[])[]): WriteSheet {
  const cells = new Map(heads.map(({ name }, column) => [`0,${column}`, { value: name, type: "string" as const, style: head }]));
  return {
    name,
    rows: [heads.map(({ name }) => name), ...rows.map((row) => [...row]), ...Array.from({ length: spareRows }, () => heads.map(() => ""))],
    cells,
    columns: heads.map(({ width }) => ({ width, style: text })),
    freezePane: { rows: 1 },
    dataValidations: heads.map(({ note, choices }, column): DataValidation => ({
      ...(choices === undefined ? { type: "textLength", operator: "greaterThanOrEqual", formula1: "0" } : { type: "list", values: [...choices], showErrorMessage: true, errorStyle: "stop", errorTitle: "不在可选范围内", errorMessage: "请从下拉列表中选择。" }),
      allowBlank: true,
      showInputMessage: true,
      inputTitle: "填写说明",
      inputMessage: note,
      range: `${letter(column)}2:${letter(column)}${lastRow}`,
    })),
  };
}

function explanation(roles: readonly string[]): WriteSheet {
  const part = (title: string, heads: readonly Head[]): string[][] => [[title, ""], ...heads.map(({ name, note }) => [name, note])];
  const rows = [...part("“单位”表", officeHeads), ["", ""], ...part("“人员”表", personHeads(roles)), ["", ""], ["说明", "列的顺序可以换，表名可以改，不用的列可以删。先上级、后下级或相反都可以。"]];
  return { name: "填写说明", rows, columns: [{ width: 16 }, { width: 90 }] };
}
