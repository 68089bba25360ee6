// The tables of a workbook: which hold offices, which people.
import type { Problem } from "../problem.ts";
import { type OfficeRow, readOfficeRows } from "./office-sheet.ts";
import { type PersonRow, readPeopleRows } from "./people-sheet.ts";
import type { SheetTable } from "./sheets.ts";

/** Blocks as the grid of any file format has them. */
export type Block = ({ kind: "table" } & SheetTable) | { kind: "paragraph" } | { kind: "break" };

/** What a workbook brings. */
export interface Organisation {
  offices: OfficeRow[];
  people: PersonRow[];
  problems: Problem[];
}

/** The rows of all tables of offices and people in a file, and what is wrong with them. */
export function organisationIn(blocks: readonly Block[]): Organisation {
  const told: Organisation = { offices: [], people: [], problems: [] };
  let isNone = true;
  for (const table of blocks) {
    if (table.kind !== "table") continue;
    // A table of people names their offices as well.
    const people = readPeopleRows(table);
    const offices = people === null ? readOfficeRows(table) : null;
    told.people.push(...(people?.rows ?? []));
    told.offices.push(...(offices?.rows ?? []));
    told.problems.push(...(people?.problems ?? []), ...(offices?.problems ?? []));
    if (people !== null || offices !== null) isNone = false;
  }
  const nothing = (message: string): void => void told.problems.push({ code: "OFFICE-22", severity: "error", message, at: null });
  if (isNone) nothing("没有找到单位表和人员表：单位表要有“单位编码”和“单位名称”两列，人员表要有“登录名”和“姓名”两列。");
  else if (told.offices.length === 0 && told.people.length === 0 && told.problems.length === 0) nothing("单位表和人员表里都没有内容。");
  return told;
}

/** The same without its people; a warning says so, and why. */
export function withoutPeople(organisation: Organisation, why: string): Organisation {
  if (organisation.people.length === 0) return organisation;
  const left: Problem = { code: "PEOPLE-06", severity: "warning", message: `没有导入人员表（${organisation.people.length} 行）：${why}`, at: null };
  return { ...organisation, people: [], problems: [...organisation.problems, left] };
}
