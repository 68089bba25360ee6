// Projects keep their identity over files and years: by code within the unit, else by unit and name. What is not sure is
// proposed to a person (project-pairs.ts), never joined.
import { sql } from "kysely";
import { ProjectNames, projectNameKey } from "../../organisation/project-names.ts";
import { type Db, inTransaction } from "../database.ts";
import { newId } from "../ids.ts";
import { withPredecessors } from "./offices.ts";
import type { PairReason, ProjectTable } from "./schema.ts";
import { storable } from "../storable.ts";

/** What a table says of its project: code and name as printed, null where it has none, and the budget year, which is no part of a name. */
export interface TableProject {
  code: string | null;
  name: string | null;
  year: number | null;
}

/**
 * The projects that tables of a unit are about; new ones where none is surely the same. Called in the transaction that
 * keeps the tables.
 * @returns for each table the project's id, or null when there is neither code nor name to tell it by
 */
export async function projectsOf(db: Db, officeId: string, tables: readonly TableProject[]): Promise<(string | null)[]> {
  if (tables.length === 0) return [];
  return await inTransaction(db, async (transaction) => {
    // Two tables of one new project at once would else make two of it.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`project ${officeId}`}, 0))`.execute(transaction);
    const offices = await withPredecessors(transaction, officeId);
    const book = new ProjectBook(officeId, await transaction.selectFrom("project").select(columns).where("office_id", "in", offices).execute());
    const found = tables.map((table) => book.projectOf(table));
    await book.keep(transaction);
    return found;
  });
}

/** The project of one table. */
export async function projectOf(db: Db, officeId: string, code: string | null, name: string | null, year: number | null = null): Promise<string | null> {
  const [found = null] = await projectsOf(db, officeId, [{ code, name, year }]);
  return found;
}

type Row = Pick<ProjectTable, "id" | "office_id" | "code" | "name" | "name_key" | "merged_into">;
const columns = ["id", "office_id", "code", "name", "name_key", "merged_into"] as const;

interface Told {
  code: string | null;
  name: string;
  key: string;
}

/** The projects of a unit and of those that were merged into it, and what becomes new or other about them. */
class ProjectBook {
  readonly #office: string;
  readonly #rows: Row[];
  readonly #byCode: Map<string | null, Row[]>;
  readonly #byKey: Map<string, Row[]>;
  /** Made when something is new: what is known needs no search for what is like it. */
  #names: ProjectNames | null = null;
  readonly #new = new Set<Row>();
  readonly #changed = new Set<Row>();
  readonly #pairs: { one_id: string; other_id: string; reason: PairReason }[] = [];

  constructor(office: string, rows: Row[]) {
    this.#office = office;
    this.#rows = rows;
    this.#byCode = Map.groupBy(rows, ({ code }) => code);
    this.#byKey = Map.groupBy(rows, ({ name_key }) => name_key);
  }

  projectOf({ code, name, year }: TableProject): string | null {
    const printed = storable(name?.trim() || null);
    const told: Told = { code: storable(code?.trim() || null), name: printed ?? "", key: projectNameKey(printed ?? "", year) };
    if (told.code === null && told.name === "") return null;
    return this.#byItsCode(told) ?? this.#byItsName(told) ?? this.#begin(told);
  }

  #byItsCode({ code, name, key }: Told): string | null {
    const rows = code === null ? [] : (this.#byCode.get(code) ?? []);
    const row = rows.find(({ office_id }) => office_id === this.#office) ?? (rows.length === 1 ? rows[0] : undefined);
    if (!row) return null;
    // So far its code stood for a name.
    if (row.name === code && name !== "") this.#change(row, { name, name_key: key });
    return row.merged_into ?? row.id;
  }

  #byItsName({ code, key }: Told): string | null {
    if (key === "") return null;
    const named = this.#byKey.get(key) ?? [];
    // A project with another code is perhaps, but not surely, the same.
    const uncoded = named.filter((row) => row.code === null);
    const targets = new Set((code === null && uncoded.length === 0 ? named : uncoded).map((row) => row.merged_into ?? row.id));
    const [only] = targets;
    if (only === undefined || targets.size > 1) return null;
    // What was known by its name alone has a code from now on.
    const row = this.#rows.find(({ id }) => id === only);
    if (code !== null && row?.code === null && row.office_id === this.#office) this.#change(row, { code });
    return only;
  }

  #change(row: Row, to: Partial<Row>): void {
    Object.assign(row, to);
    this.#changed.add(row);
    if (to.code) this.#byCode.set(to.code, [...(this.#byCode.get(to.code) ?? []), row]);
    if (to.name_key) this.#byKey.set(to.name_key, [...(this.#byKey.get(to.name_key) ?? []), row]);
  }

  #allNames(): ProjectNames {
    if (this.#names) return this.#names;
    const names = new ProjectNames();
    for (const { id, name, merged_into } of this.#rows) if (merged_into === null) names.add(id, name);
    this.#names = names;
    return names;
  }

  #begin({ code, name, key }: Told): string {
    const names = this.#allNames();
    const row: Row = { id: newId(), office_id: this.#office, code, name: name || (code ?? ""), name_key: key, merged_into: null };
    const standing = (this.#byKey.get(key) ?? []).filter(({ merged_into }) => key !== "" && merged_into === null);
    const reasons = new Map<string, PairReason>([...names.alike(name)].map((id) => [id, "name"]));
    for (const other of standing) reasons.set(other.id, code !== null && other.code !== null ? "code" : "several");
    for (const [id, reason] of reasons) this.#pairs.push({ ...ordered(row.id, id), reason });
    this.#new.add(row);
    this.#rows.push(row);
    names.add(row.id, row.name);
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), row]);
    if (code !== null) this.#byCode.set(code, [...(this.#byCode.get(code) ?? []), row]);
    return row.id;
  }

  async keep(db: Db): Promise<void> {
    for (const { id, code, name, name_key } of [...this.#changed].filter((row) => !this.#new.has(row))) await db.updateTable("project").set({ code, name, name_key }).where("id", "=", id).execute();
    const begun = [...this.#new];
    for (let from = 0; from < begun.length; from += atOnce) await db.insertInto("project").values(begun.slice(from, from + atOnce)).execute();
    for (let from = 0; from < this.#pairs.length; from += atOnce) await db.insertInto("project_pair").values(this.#pairs.slice(from, from + atOnce)).execute();
  }
}

/** Rows in one statement: it takes 65,535 values at most. */
const atOnce = 5_000;

/** A pair stands under its smaller id. */
export const ordered = (one: string, other: string): { one_id: string; other_id: string } => (one < other ? { one_id: one, other_id: other } : { one_id: other, other_id: one });
