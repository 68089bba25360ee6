// Importing a tree of offices: planned against the year's tree, carried out as a whole or not at all.
import { sql } from "kysely";
import { planImport } from "../../organisation/import.ts";
import type { Office } from "../../organisation/office.ts";
import type { OfficeChange } from "../../organisation/plan.ts";
import type { Organisation } from "../../organisation/workbook.ts";
import { DabiaoError, type Problem } from "../../problem.ts";
import type { Db } from "../database.ts";
import type { Manager } from "../accounts/grants.ts";
import { newId } from "../ids.ts";
import { carryOut, lockTree, noteChanges } from "./changes.ts";
import { treeOf } from "./offices.ts";
import { importPeople, type ImportedPeople } from "../accounts/people-import.ts";

/** What an import changed, or would change. */
export interface ImportedOffices {
  year: number;
  /** Nothing was: it was only tried, or an error stands. */
  written: boolean;
  changes: OfficeChange[];
  problems: Problem[];
  unchanged: number;
  /** Departments and units of the regions in the file that the file does not name. */
  missing: Office[];
  people: Omit<ImportedPeople, "problems">;
}

export interface ImportChoice {
  year: number;
  /** Ends what is missing. */
  closeMissing: boolean;
  /** Only tells what would change. */
  check: boolean;
}

/** Thrown to take everything back. */
class TakenBack extends Error {
  readonly told: ImportedOffices;

  constructor(told: ImportedOffices) {
    super("taken back");
    this.told = told;
  }
}

/** Imports offices and people: all of it, or nothing when it is only tried or an error stands among the problems. */
export async function importOffices(db: Db, organisation: Organisation, choice: ImportChoice, by: Manager, now: Date): Promise<ImportedOffices> {
  try {
    return await db.transaction().execute(async (transaction) => {
      const told = await carriedOut(transaction, organisation, choice, by, now);
      if (choice.check) throw new TakenBack(told);
      await noteChanges(transaction, by, "office.import", told.year, told.changes);
      return { ...told, written: true };
    });
  } catch (error) {
    if (error instanceof TakenBack) return withoutCodes(error.told);
    throw error;
  }
}

/** Codes of accounts that were not made after all are worth nothing. */
const withoutCodes = (told: ImportedOffices): ImportedOffices => ({ ...told, people: { ...told.people, items: told.people.items.map((person) => ({ ...person, code: null, codeUntil: null })) } });

async function carriedOut(transaction: Db, organisation: Organisation, { year, closeMissing }: ImportChoice, by: Manager, now: Date): Promise<ImportedOffices> {
  await lockTree(transaction);
  const current = await treeOf(transaction, year);
  const { plan, unchanged, missing, ...planned } = planImport(organisation.offices, { current, elsewhere: await officesOfOtherYears(transaction, year), newId, closeMissing });
  const problems = [...organisation.problems, ...planned.problems];
  const told: ImportedOffices = { year, written: false, changes: plan.changes, problems, unchanged, missing, people: { items: [], unchanged: 0 } };
  if (hasError(planned.problems)) throw new TakenBack(told);
  try {
    await carryOut(transaction, year, plan, current, by);
  } catch (error) {
    // What a later year cannot bear is said like everything else that is wrong.
    if (!(error instanceof DabiaoError)) throw error;
    throw new TakenBack({ ...told, problems: [{ code: error.code, severity: "error", message: error.message, at: null }, ...problems] });
  }
  const { problems: ofPeople, ...people } = await importPeople(transaction, organisation.people, await treeOf(transaction, year), by, now);
  const all = { ...told, problems: [...problems, ...ofPeople], people };
  // A row that cannot be read leaves the others to be tried: everything that is wrong is told at once.
  if (hasError(all.problems)) throw new TakenBack(all);
  return all;
}

const hasError = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === "error");

/** Offices that do not stand in a year but in others: as they were in the nearest. */
async function officesOfOtherYears(db: Db, year: number): Promise<Office[]> {
  const { rows } = await sql<Office>`
    select distinct on (office_id) office_id as id, code, name, kind, parent_id as parent, region_code as region
    from office_span as span
    where not exists (select from office_span as now where now.office_id = span.office_id and now.from_year <= ${year} and (now.until_year is null or now.until_year > ${year}))
    order by office_id, case when from_year > ${year} then from_year - ${year} else ${year} - until_year end`.execute(db);
  return rows;
}
