// Rows of a workbook that say of an office that it goes into another.
import { officeNameKey } from "./names.ts";
import type { Office } from "./office.ts";
import type { OfficeRow } from "./office-sheet.ts";
import type { Told } from "./sheets.ts";

/** A row that ends an office, and the id of the office that goes on for it. */
export interface Merger {
  row: OfficeRow;
  into: string;
}

/** The rows that say so, and those of offices that stand. */
export function parted(rows: readonly OfficeRow[]): [OfficeRow[], OfficeRow[]] {
  return [rows.filter(({ into }) => into.text !== ""), rows.filter(({ into }) => into.text === "")];
}

/** An office of the file, or of the year's tree, that may go on for another. */
interface Successor {
  id: string;
  code: string;
  name: string;
  region: string | null;
}

/** @param standing rows of the file whose offices are known by now */
export function mergersOf(
  rows: readonly OfficeRow[],
  { current, elsewhere }: { current: readonly Office[]; elsewhere: readonly Office[] },
  standing: readonly { id: string; row: OfficeRow; region: string | null }[],
  error: (code: string, message: string, told: Told) => void,
): Map<string, Merger> {
  const listed = standing.map(({ id, row, region }): Successor => ({ id, code: row.code.text, name: row.name.text, region }));
  const ids = new Set(listed.map(({ id }) => id));
  const successors = [...listed, ...current.filter(({ id }) => !ids.has(id))];
  const found = new Map<string, Merger>();
  for (const row of rows) {
    const [office, ...others] = meant(row, current);
    // An import that is done again finds it gone already.
    if (!office && elsewhere.some((one) => one.code === row.code.text && officeNameKey(one.name) === officeNameKey(row.name.text))) continue;
    const all = office ? near(successors.filter(({ code }) => code === row.into.text), office) : [];
    const named = all.length > 0 || !office ? all : near(successors.filter(({ name }) => officeNameKey(name) === officeNameKey(row.into.text)), office);
    if (!office) error("OFFICE-18", `这一年的组织树里没有“${row.code.text} ${row.name.text}”，不能并入别的单位。`, row.code);
    else if (others.length > 0) error("OFFICE-18", `编码“${row.code.text}”有 ${others.length + 1} 个单位，不知道是哪一个：请写明行政区划代码。`, row.code);
    else if (named.length === 0) error("OFFICE-18", `找不到并入的单位“${row.into.text}”：表里和这一年的组织树里都没有。`, row.into);
    else if (named.length > 1) error("OFFICE-18", `并入的单位“${row.into.text}”有 ${named.length} 个，不知道是哪一个：请写编码。`, row.into);
    else if (found.has(office.id)) error("OFFICE-18", `“${row.code.text} ${row.name.text}”并入哪个单位写了两次。`, row.into);
    else for (const { id } of named) found.set(office.id, { row, into: id });
  }
  return found;
}

/** The offices that a row may mean: by code, and by kind and region where it says them. */
const meant = ({ code, name, isKind, region }: OfficeRow, offices: readonly Office[]): Office[] => {
  const all = offices.filter((one) => one.code === code.text && (isKind === null || one.kind === isKind) && (region.text === "" || one.region === region.text));
  const called = all.filter((one) => officeNameKey(one.name) === officeNameKey(name.text));
  return called.length > 0 ? called : all;
};

/** Of several, those of the same region. */
function near(all: readonly Successor[], { region }: Office): Successor[] {
  const own = all.filter((one) => one.region === region);
  return own.length > 0 ? own : [...all];
}
