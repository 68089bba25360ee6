import { type CellStyle, type DataValidation, type WriteSheet, writeXlsx as writeWorkbook } from "hucre/xlsx";
import { a4, type Filling, linesOf, type Paper, type PaperCell, type PaperKind, type Sheet, widthsOf } from "../../grid/paper.ts";

/**
 * A paper as a workbook: a sheet a form, real merged cells, A4 one page wide, the heads of its (last) indicator table
 * repeated in print. Everything is text as printed; amounts are numbers that show the same. In a form to be filled in
 * all cells are locked but those to be filled, which offer their choices and say how.
 */
export async function writeXlsx(paper: Paper): Promise<Uint8Array> {
  return await writeWorkbook({ sheets: paper.sheets.map((sheet, index) => sheetOf(sheet, index === 0 ? paper.title : null)), defaultFont: font, ...(paper.title === null ? {} : { properties: { title: paper.title } }) });
}

const font = { name: "宋体", size: 10.5 };
const line = { style: "thin" } as const;
const border = { top: line, bottom: line, left: line, right: line };
const middle = { horizontal: "center", vertical: "center", wrapText: true } as const;
const styles: Readonly<Record<PaperKind, CellStyle>> = {
  label: { font, border, alignment: middle, numFmt: "@" },
  head: { font: { ...font, bold: true }, border, alignment: middle, numFmt: "@" },
  text: { font, border, alignment: middle, numFmt: "@" },
  prose: { font, border, alignment: { ...middle, horizontal: "left" }, numFmt: "@" },
  amount: { font, border, alignment: middle, numFmt: "@" },
};
/** Cells to be filled in are pale yellow and open. */
const openStyles = Object.fromEntries(Object.entries(styles).map(([kind, style]) => [kind, { ...style, fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFFBE6" } }, protection: { locked: false } }])) as Record<PaperKind, CellStyle>;
const titleStyle: CellStyle = { font: { ...font, size: 16, bold: true }, alignment: middle };
const documentStyle: CellStyle = { font: { name: "黑体", size: 18 }, alignment: middle };
const plain = (horizontal: "left" | "center" | "right"): CellStyle => ({ font, alignment: { horizontal, vertical: "center", wrapText: true }, numFmt: "@" });

/** Height of a line of 10.5 points, and what a cell has above and below it. */
const lineHeight = 14.5;
const padding = 5;

const sized = (style: CellStyle, size: number): CellStyle => (style.font?.size === size ? style : { ...style, font: { ...style.font, size } });

interface Placed {
  cells: Map<string, { value: string | number; type: "string" | "number"; style: CellStyle; comment?: { author: string; text: string } }>;
  merges: { startRow: number; startCol: number; endRow: number; endCol: number }[];
  heights: Map<number, { height: number }>;
  validations: Map<Filling, { ranges: string[] }>;
}

function sheetOf(sheet: Sheet, title: string | null): WriteSheet {
  // A column's width is counted in figures: about 1.9 mm each in this size.
  const widths = widthsOf(sheet).map((width) => width / 1.9);
  const placed: Placed = { cells: new Map(), merges: [], heights: new Map(), validations: new Map() };
  const last = widths.length - 1;
  let row = 0;
  const across = (text: string, style: CellStyle, from: number, to: number, height: number) => {
    put(placed, row, from, to, 1, text, style);
    placed.heights.set(row, { height });
  };
  if (title !== null) {
    across(title, documentStyle, 0, last, 30 * linesOf(title, 44));
    row++;
  }
  across(sheet.title, sized(titleStyle, sheet.print.title), 0, last, 26 * linesOf(sheet.title, 50));
  row++;
  for (const { left, middle, right } of sheet.lines) {
    if (middle !== "") across(middle, plain("center"), 0, last, 18);
    else {
      const split = Math.ceil(widths.length * 0.6);
      across(left, plain("left"), 0, right === "" ? last : split - 1, 18);
      if (right !== "") across(right, plain("right"), split, last, 18);
    }
    row++;
  }
  let heads: [number, number] | null = null;
  for (const table of sheet.tables) {
    if (table.heads > 0) heads = [row + 1, row + table.heads];
    for (const cells of table.rows) {
      for (const cell of cells) put(placed, row, cell.column, cell.column + cell.colSpan - 1, cell.rowSpan, cell.text, sized(cell.filling ? openStyles[cell.kind] : styles[cell.kind], sheet.print.size), cell.kind);
      for (const cell of cells) if (cell.filling) offer(placed, row, cell.column, cell.filling);
      placed.heights.set(row, { height: heightOf(cells, widths, sheet.print.size) });
      row++;
    }
  }
  return {
    name: sheet.name,
    cells: placed.cells,
    merges: placed.merges,
    columns: widths.map((width) => ({ width })),
    rowDefs: placed.heights,
    rows: [],
    ...(placed.validations.size === 0 ? {} : { dataValidations: validationsOf(placed), protection: unlocked }),
    pageSetup: { orientation: "portrait", paperSize: "a4", fitToPage: true, fitToWidth: 1, fitToHeight: 0, horizontalCentered: true, margins: { left: inches(a4.margin), right: inches(a4.margin), top: inches(a4.margin), bottom: inches(a4.margin) }, ...(heads === null ? {} : { printTitlesRow: `${heads[0]}:${heads[1]}` }) },
    headerFooter: { oddFooter: "&C— &P —" },
  };
}

/** Labels are protected without a password: against slips, not against people. */
const unlocked = { sheet: true, selectLockedCells: true, selectUnlockedCells: true, formatCells: true, formatColumns: true, formatRows: true, insertRows: true, deleteRows: true };

function offer(placed: Placed, row: number, column: number, filling: Filling): void {
  const at = `${letterOf(column)}${row + 1}`;
  const known = placed.validations.get(filling);
  if (known) known.ranges.push(at);
  else placed.validations.set(filling, { ranges: [at] });
  if (filling.note === null || known) return;
  const cell = placed.cells.get(`${row},${column}`);
  // A note where a filling comes first; the rows below say the same when they are chosen.
  if (cell) cell.comment = { author: "填报说明", text: filling.note };
}

/** Every text has some length: the message alone is wanted. */
const anyText = { type: "textLength", operator: "greaterThanOrEqual", formula1: "0" } as const;

function validationsOf({ validations }: Placed): DataValidation[] {
  return [...validations].flatMap(([{ choices, strict, note }, { ranges }]): DataValidation[] => {
    const message = note === null ? {} : { showInputMessage: true, inputTitle: "填报说明", inputMessage: note.slice(0, 250) };
    const list = choices.length === 0 ? anyText : { type: "list" as const, values: [...choices], showErrorMessage: true, errorStyle: strict ? ("stop" as const) : ("warning" as const), errorTitle: strict ? "不在可选范围内" : "与建议的不同", errorMessage: strict ? "请从下拉列表中选择。" : "确定要填写这个内容吗？" };
    return choices.length === 0 && note === null ? [] : [{ ...list, ...message, allowBlank: true, range: ranges.join(" ") }];
  });
}

const letterOf = (column: number): string => String.fromCharCode(65 + column);

const inches = (millimetres: number): number => millimetres / 25.4;

/** Merged, wrapped cells do not grow by themselves: the height is set from an estimate of lines. Excel has at most 409 points. */
function heightOf(cells: readonly PaperCell[], widths: readonly number[], size: number): number {
  const lines = cells.filter(({ rowSpan }) => rowSpan === 1).map((cell) => linesOf(cell.text, Math.floor(widths.slice(cell.column, cell.column + cell.colSpan).reduce((sum, width) => sum + width, 0) * 0.95 * (font.size / size) - 1)));
  return Math.min(409, Math.max(1, ...lines) * lineHeight * (size / font.size) + padding);
}

function put(placed: Placed, row: number, from: number, to: number, rows: number, text: string, style: CellStyle, kind?: PaperKind): void {
  const number = kind === "amount" ? shownNumber(text) : null;
  for (let at = row; at < row + rows; at++) {
    for (let column = from; column <= to; column++) {
      // The cells that a merged one covers hold nothing but its border.
      const first = at === row && column === from;
      if (!first) placed.cells.set(`${at},${column}`, { value: "", type: "string", style });
      else if (number) placed.cells.set(`${at},${column}`, { value: number.value, type: "number", style: { ...style, numFmt: number.format } });
      else placed.cells.set(`${at},${column}`, { value: text, type: "string", style });
    }
  }
  if (rows > 1 || to > from) placed.merges.push({ startRow: row, startCol: from, endRow: row + rows - 1, endCol: to });
}

/** A printed figure as the number that shows the same: only where binary numbers hold all its digits. */
function shownNumber(text: string): { value: number; format: string } | null {
  const match = /^-?(?:\d{1,3}((?:,\d{3})+)|\d+)(?:\.(\d+))?$/.exec(text);
  const digits = text.replace(/[-,.]/g, "").replace(/^0+/, "");
  if (!match || digits.length > 15 || /^-?0\d/.test(text) || /^-0*(?:\.0*)?$/.test(text)) return null;
  const decimals = match[2] === undefined ? "" : `.${"0".repeat(match[2].length)}`;
  return { value: Number(text.replaceAll(",", "")), format: `${match[1] === undefined ? "0" : "#,##0"}${decimals}` };
}
