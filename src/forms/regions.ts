import { fold } from "../declaration/numeral.ts";
import type { Cell } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import { type Row, filled, isBlank } from "./rows.ts";
import { isLevelHead } from "./spanning-heads.ts";

/** The head over the names of the regions among which a transfer payment is divided: 地区, 市县, 县（市、区）. */
const heading = /^(?:[省市县区]?级?地区|(?:所属)?区域|市县区?|市[/(、]?州\)?|地市|盟市|州市|各?市县|县区|县\(市、?区\)|市\(县、?区\)|区\(?县\)?(?:\(市\))?|县市区|省份|乡镇|镇街|乡镇\(?街道\)?|行政区划?|省\(?(?:区、?市)?\)?|市县财政局|分解单位)(?:名称)?$/;
export const isRegionHead = ({ text }: Cell): boolean => text.length <= 16 && heading.test(fold(text));

const region = /^\p{Script=Han}{1,10}(?:省|市|县|区|旗|州|盟|镇|乡|街道|兵团|本级)$/u;
const whole = /^(?:合计|总计|小计|全[国省市州盟县区]|[省市州县区]?(?:级|全)?(?:合计|汇总|总体|整体)(?:目标)?)$/;

/** What stands where a region's name could: all of them together. */
export const isWhole = (text: string): boolean => whole.test(fold(text));

/** The unit of a region's form: the region itself, which nobody calls a unit. */
export function unitOfRegion(label: Cell, name: Cell): Row {
  const doubt = { path: "unit.name", message: `“${label === name ? "地区" : label.text.trim()}”按使用资金的单位读。` };
  return { kind: "row", afterBreak: false, heading: null, cells: [{ ...label, text: "单位名称", offsets: null, column: 0, rowSpan: 1, colSpan: 1 }, { ...name, column: 1, rowSpan: 1, colSpan: 1 }], doubt };
}

/** The form of all regions together is nobody's own. */
export const doubtOfWhole = (name: string) => ({ path: "", message: `“${fold(name)}”是各地区合在一起的，按整体绩效目标读。` });

/**
 * A table with a column of targets for each region is a form for each: what all of them share, and the region's own
 * column as the target. Amounts above or below the head, one in each region's column, are that region's.
 */
export function formsOfRegions(block: readonly Row[], book: LabelBook): Row[][] | null {
  const at = block.findIndex((row) => levelsIn(row) >= 2);
  const row = block[at];
  const head = row && headOfRegions(row, block[at + 1], book);
  if (!row || !head) return null;
  const own = new Set(head.regions.map(({ column }) => column));
  const titled = Math.max(0, block.slice(0, at).findIndex((one) => isTitle(one, book)));
  return head.regions.map((name, nth) => {
    const isOthers = (cell: Cell, alone: boolean) => cell.column !== name.column && own.has(cell.column) && cell.colSpan === 1 && !alone;
    const part = (one: Row, above: boolean): Row => {
      const cells = inTheirColumns(one, head.regions);
      const alone = above && cells.filter((cell) => own.has(cell.column) && !isBlank(cell)).length === 1;
      return { ...one, cells: cells.filter((cell) => !isOthers(cell, alone)) };
    };
    const isSum = isWhole(name.text) || book.head(name.text) === "target";
    const heads: Row = { ...row, cells: [...row.cells.filter((cell) => !head.groups.includes(cell) && !own.has(cell.column)), { ...name, text: "指标值", offsets: null, rowSpan: 1 }].sort((a, b) => a.column - b.column), ...(isSum ? { doubt: doubtOfWhole(name.text) } : {}) };
    const body = block.slice(at + head.rows).map((one) => part(one, false));
    const isLabelled = (one: Row) => levelsIn(one) === 0 && (book.find(filled(one)[0]?.text ?? "")?.entries[0]?.field ?? "").startsWith("funding.");
    // What stands above the title is not said again, nor what only spans the columns of regions.
    const above = block.slice(nth === 0 ? 0 : titled, at).map((one) => part(one, true)).map((one) => ({ ...one, cells: one.cells.filter((cell) => cell.colSpan === 1 || book.head(cell.text) === null) }));
    return [...above, ...body.filter(isLabelled), ...(isSum ? [] : [unitOfRegion(name, name)]), heads, ...body.filter((one) => !isLabelled(one))];
  });
}

/** An amount for each region behind one label, where a conversion dropped the empty cells between: by their order. */
function inTheirColumns(row: Row, regions: readonly Cell[]): readonly Cell[] {
  const cells = filled(row);
  if (row.stated || cells.length !== regions.length + 1) return row.cells;
  return cells.map((cell, nth) => ({ ...cell, column: nth === 0 ? cell.column : (regions[nth - 1]?.column ?? cell.column) }));
}

interface RegionsHead {
  regions: readonly Cell[];
  /** 分区域指标值 over the names of the regions. */
  groups: readonly Cell[];
  rows: number;
}

const levelsIn = (row: Row): number => (row.kind === "row" ? filled(row).filter(({ text }) => isLevelHead(text)).length : 0);

/** The columns of regions behind those of the levels; in the next row where a head spans them. */
function headOfRegions(row: Row, next: Row | undefined, book: LabelBook): RegionsHead | null {
  const cells = filled(row);
  const groups = cells.filter(({ colSpan, text }) => colSpan > 1 && !/级指标/.test(fold(text)));
  const below = groups.length > 0 && next?.kind === "row" ? filled(next).filter(({ column }) => groups.some((group) => group.column <= column && column < group.column + group.colSpan)) : [];
  const names = [...cells.filter((cell) => !groups.includes(cell)), ...below].filter(({ text }) => region.test(fold(text)) && book.head(text) === null);
  if (names.length < 2) return null;
  const first = Math.min(...names.map(({ column }) => column));
  const sums = [...cells.filter((cell) => !groups.includes(cell)), ...below].filter((cell) => !names.includes(cell) && (isWhole(cell.text) || book.head(cell.text) === "target"));
  if (sums.length > 1 || sums.some(({ column }) => column < first - 1 && !below.length)) return null;
  return { regions: [...sums, ...names].sort((a, b) => a.column - b.column), groups: below.length > 0 ? groups : [], rows: below.length > 0 ? 2 : 1 };
}
