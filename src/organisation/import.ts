// From the rows of a workbook to the tree that is wanted: which office each row means, and what stands above it.
import type { Place } from "../place.ts";
import type { Problem } from "../problem.ts";
import { officeNameKey } from "./names.ts";
import { type Merger, mergersOf, parted } from "./mergers.ts";
import { calledOffice, type Office, type OfficeKind, type WantedOffice } from "./office.ts";
import type { OfficeRow } from "./office-sheet.ts";
import { type OfficeChange, planTree, type Plan } from "./plan.ts";
import { regionLevel } from "./region.ts";
import type { Told } from "./sheets.ts";
import type { TreeFault } from "./tree.ts";

/** What the rows are held against. */
export interface Known {
  /** The tree of the year. */
  current: readonly Office[];
  /** Offices that stand in the trees of other years only, as they were in the nearest. */
  elsewhere: readonly Office[];
  /** Makes the id of an office that is new. */
  newId: () => string;
  /** Ends the departments and units of the regions in the file that the file does not name. */
  closeMissing: boolean;
}

export interface OfficeImport {
  plan: Plan;
  problems: Problem[];
  /** Rows that change nothing. */
  unchanged: number;
  /** Offices of these regions that the file does not name. */
  missing: Office[];
}

/** A row on its way to an office. */
interface Candidate {
  row: OfficeRow;
  code: string;
  parent: Candidate | Office | null;
  kind: OfficeKind;
  region: string | null;
  id: string;
}

const isRow = (one: Candidate | Office): one is Candidate => "row" in one;

/** Plans an import. Nothing is to be carried out while a problem is an error. */
export function planImport(rows: readonly OfficeRow[], known: Known): OfficeImport {
  const problems: Problem[] = [];
  const error = (code: string, message: string, { at }: { at: Place }): void => void problems.push({ code, severity: "error", message, at });
  const [mergers, standing] = parted(rows);
  const book = new Book(standing, known.current);
  for (const one of book.candidates) one.parent = book.above(one, error);
  for (const one of book.candidates) {
    one.kind = book.kindOf(one);
    one.region = book.regionOf(one);
    const { region } = one.row;
    if (region.text !== "" && one.region !== null && region.text !== one.region) error("OFFICE-13", `行政区划代码“${region.text}”和所归的地区“${one.region}”不一致。`, region);
  }
  const { byId, back } = identify(book.candidates, known, error);
  const merged = mergersOf(mergers, known, book.candidates, error);
  const named = new Set(book.candidates.map(({ region }) => region));
  const missing = known.current.filter(({ id, kind, region }) => kind !== "region" && named.has(region) && !byId.has(id) && !merged.has(id));
  const wanted = [...byId.values()].map((one): WantedOffice => ({ id: one.id, code: one.code, name: one.row.name.text, kind: one.kind, parent: one.parent?.id ?? null }));
  const plan = planTree(known.current, { offices: wanted, closed: known.closeMissing ? missing.map(({ id }) => id) : [], merged: new Map([...merged].map(([id, { into }]) => [id, into])), back });
  // Where what is said to stand above was not found, that has been told.
  const told = plan.faults.filter(({ code, office }) => code !== "OFFICE-03" || saysNothingAbove(byId.get(office)?.row));
  problems.push(...told.map((fault) => placed(fault, byId, merged)), ...maybeRecoded(plan.changes, missing, byId));
  const changed = new Set(plan.changes.map(({ id }) => id));
  return { plan, problems: inOrder(problems), unchanged: known.current.filter(({ id }) => byId.has(id) && !changed.has(id)).length, missing };
}

/** Rows and offices by code and name. */
class Book {
  readonly candidates: Candidate[];
  private readonly rowsByCode: Map<string, Candidate[]>;
  private readonly rowsByName: Map<string, Candidate[]>;
  private readonly byCode: Map<string, Office[]>;
  private readonly byName: Map<string, Office[]>;
  private readonly byId: Map<string, Office>;

  constructor(rows: readonly OfficeRow[], current: readonly Office[]) {
    this.candidates = rows.map((row) => ({ row, code: row.code.text, parent: null, kind: row.isKind ?? (isTop(row) ? "region" : "unit"), region: null, id: "" }));
    this.rowsByCode = Map.groupBy(this.candidates, ({ code }) => code);
    this.rowsByName = Map.groupBy(this.candidates, ({ row }) => officeNameKey(row.name.text));
    this.byCode = Map.groupBy(current, ({ code }) => code);
    this.byName = Map.groupBy(current, ({ name }) => officeNameKey(name));
    this.byId = new Map(current.map((office) => [office.id, office]));
  }

  /** What stands above a row: what it names; else, of an office that is known, what stands above that; else the only region. */
  above(one: Candidate, error: (code: string, message: string, told: Told) => void): Candidate | Office | null {
    const { parentCode, parentName } = one.row;
    const told = parentCode.text === "" ? parentName : parentCode;
    if (told.text === "") return this.unsaid(one);
    const found = parentCode.text === "" ? this.sought(one, this.rowsByName.get(officeNameKey(parentName.text)), this.byName.get(officeNameKey(parentName.text))) : this.sought(one, this.rowsByCode.get(parentCode.text), this.byCode.get(parentCode.text));
    const [first] = found;
    if (!first) error("OFFICE-14", `找不到上级“${told.text}”：表里和这一年的组织树里都没有。`, told);
    else if (found.length > 1) error("OFFICE-15", `上级“${told.text}”有 ${found.length} 个，不知道是哪一个：请写明行政区划代码，或改用编码。`, told);
    else if (parentCode.text !== "" && parentName.text !== "" && officeNameKey(nameOf(first)) !== officeNameKey(parentName.text)) error("OFFICE-15", `上级编码“${parentCode.text}”是“${nameOf(first)}”，和写的上级单位“${parentName.text}”不一致。`, parentName);
    return found.length === 1 ? (first ?? null) : null;
  }

  private sought(one: Candidate, rows: readonly Candidate[] = [], offices: readonly Office[] = []): (Candidate | Office)[] {
    const all = rows.some((row) => row !== one) ? rows.filter((row) => row !== one) : offices.filter((office) => !(office.code === one.code && office.kind === one.kind));
    const hint = one.row.region.text;
    if (all.length < 2 || hint === "") return [...all];
    const near = all.filter((each) => (isRow(each) ? (isTop(each.row) ? each.code : each.row.region.text) : each.region) === hint);
    return near.length > 0 ? near : [...all];
  }

  private unsaid(one: Candidate): Candidate | Office | null {
    const hint = one.row.region.text;
    const same = (this.byCode.get(one.code) ?? []).filter(({ region, kind }) => (hint === "" || region === hint) && (one.row.isKind === null || one.row.isKind === kind));
    const [office] = same;
    if (same.length === 1 && office) return office.parent === null ? null : (this.rowOf(office.parent) ?? this.byId.get(office.parent) ?? null);
    if (one.kind !== "department") return null;
    const regions = [...this.candidates.filter(({ kind }) => kind === "region"), ...[...this.byId.values()].filter(({ kind, code }) => kind === "region" && !this.rowsByCode.get(code)?.some((row) => row.kind === "region"))];
    const fitting = hint === "" ? regions : regions.filter(({ code }) => code === hint);
    return fitting.length === 1 ? (fitting[0] ?? null) : null;
  }

  /** The row that means an office that is known. */
  private rowOf(id: string): Candidate | undefined {
    const office = this.byId.get(id);
    return office && this.rowsByCode.get(office.code)?.find(({ kind, row }) => kind === office.kind && (row.region.text === "" || row.region.text === office.region));
  }

  kindOf(one: Candidate): OfficeKind {
    if (one.row.isKind !== null) return one.row.isKind;
    if (isTop(one.row)) return "region";
    if (one.parent === null) return "unit";
    return (isRow(one.parent) ? (isTop(one.parent.row) ? "region" : one.parent.row.isKind) : one.parent.kind) === "region" ? "department" : "unit";
  }

  /** The region that a row belongs to; null when no way leads to one. */
  regionOf(start: Candidate): string | null {
    const seen = new Set<Candidate>();
    for (let at: Candidate | Office | null = start; at !== null; at = at.parent) {
      if (!isRow(at)) return at.region;
      if (at.row.isKind === "region" || isTop(at.row)) return at.code;
      if (at.region !== null) return at.region;
      if (seen.has(at)) return null;
      seen.add(at);
    }
    return start.row.region.text || null;
  }
}

/** A row without a kind is a region's when it says that its code is a region's: the form alone tells nothing, 353302 may be a unit. */
const isTop = ({ isKind, code, region }: OfficeRow): boolean => isKind === "region" || (isKind === null && regionLevel(code.text) !== null && region.text === code.text);

const saysNothingAbove = (row: OfficeRow | undefined): boolean => row === undefined || (row.parentCode.text === "" && row.parentName.text === "");

const nameOf = (one: Candidate | Office): string => (isRow(one) ? one.row.name.text : one.name);

/** Finds out which office each row means, and gives the others new ids. */
function identify(candidates: readonly Candidate[], { current, elsewhere, newId }: Known, error: (code: string, message: string, told: Told) => void): { byId: Map<string, Candidate>; back: Set<string> } {
  const key = (kind: OfficeKind, region: string | null, code: string): string => (kind === "region" ? `region ${code}` : `${region} ${code}`);
  const now = new Map(current.map((office) => [key(office.kind, office.region, office.code), office]));
  const formerly = Map.groupBy(current, ({ code }) => code);
  const otherYears = new Map(elsewhere.map((office) => [`${key(office.kind, office.region, office.code)} ${officeNameKey(office.name)}`, office]));
  const byId = new Map<string, Candidate>();
  const back = new Set<string>();
  for (const one of candidates) {
    const own = key(one.kind, one.region, one.code);
    const former = one.row.former.text === "" || one.row.former.text === one.code ? undefined : formerOf(one, formerly);
    if (former === null) {
      // An import that is done again finds the new code in place already.
      if (!now.has(own)) error("OFFICE-17", `这一年的组织树里没有原编码“${one.row.former.text}”。`, one.row.former);
    }
    const known = former ?? now.get(own) ?? null;
    const again = known === null ? otherYears.get(`${own} ${officeNameKey(one.row.name.text)}`) : undefined;
    if (again) back.add(again.id);
    const id = known?.id ?? again?.id ?? newId();
    const other = byId.get(id);
    if (other) error("OFFICE-09", `编码“${one.code}”重复：和${other.row.code.at.label}是同一个单位。`, one.row.code);
    else byId.set(id, one);
    one.id = id;
  }
  return { byId, back };
}

function formerOf(one: Candidate, formerly: ReadonlyMap<string, readonly Office[]>): Office | null {
  const all = formerly.get(one.row.former.text) ?? [];
  return all.find(({ region }) => region === one.region) ?? (all.length === 1 ? (all[0] ?? null) : null);
}

/** A fault of the tree at the row that it comes from. */
function placed({ office, code, severity, message }: TreeFault, byId: ReadonlyMap<string, Candidate>, merged: ReadonlyMap<string, Merger>): Problem {
  const merger = merged.get(office);
  if (merger) return { code, severity, message, at: merger.row.into.at };
  const row = byId.get(office)?.row;
  const aboutAbove = ["OFFICE-03", "OFFICE-04", "OFFICE-05", "OFFICE-06", "OFFICE-08"].includes(code);
  const told = row === undefined ? undefined : aboutAbove ? (row.parentCode.text === "" && row.parentName.text !== "" ? row.parentName : row.parentCode) : row.code;
  return { code, severity, message, at: told?.at ?? null };
}

/** A new office that is called like one that the file leaves out may be that one, with another code. */
function maybeRecoded(changes: readonly OfficeChange[], missing: readonly Office[], byId: ReadonlyMap<string, Candidate>): Problem[] {
  const left = new Map(missing.map((office) => [`${office.region} ${officeNameKey(office.name)}`, office]));
  return changes.flatMap(({ id, kinds, after }): Problem[] => {
    const office = kinds.includes("new") && after ? left.get(`${after.region} ${officeNameKey(after.name)}`) : undefined;
    return office ? [{ code: "OFFICE-16", severity: "warning", message: `新增的单位和现有的“${calledOffice(office)}”同名：如果只是换了编码，请在“原编码”一列写“${office.code}”。`, at: byId.get(id)?.row.code.at ?? null }] : [];
  });
}

/** Errors first; within, as the file goes. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const rank = { error: 0, warning: 1, advice: 2 };
  return [...problems].sort((a, b) => rank[a.severity] - rank[b.severity] || (a.at?.row ?? 0) - (b.at?.row ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0));
}
