import type { FormId } from "../../declaration/schema.ts";
import type { Db } from "../database.ts";
import { filtersOfHandedOn, liesOpenHere, looksFromAfar } from "./handed-on-words.ts";

/** The values that the filters can take. */
export interface DeclarationFilters {
  years: number[];
  units: string[];
  forms: FormId[];
}

/** Each value once. */
const each = <Value>(values: readonly (Value | null)[]): Value[] => [...new Set(values.filter((value) => value !== null))];

const byPinyin = new Intl.Collator("zh-Hans-CN").compare;

/** More units than anybody scrolls through; beyond them one types a part of the name. */
const unitsOffered = 500;

export async function listFilters(db: Db): Promise<DeclarationFilters> {
  const far = looksFromAfar();
  const rows = db.selectFrom("declaration").distinct().$if(far, (query) => query.where(liesOpenHere()));
  const handed = far ? await filtersOfHandedOn(db) : [];
  const [years, units, forms] = await Promise.all([
    rows.select("year").where("year", "is not", null).orderBy("year", "desc").$narrowType<{ year: number }>().execute(),
    rows
      .select("unit_name")
      .where("unit_name", "is not", null)
      .orderBy("unit_name")
      .limit(unitsOffered)
      .$narrowType<{ unit_name: string }>()
      .execute(),
    rows.select("form").orderBy("form").execute(),
  ]);
  return {
    years: each([...years, ...handed].map(({ year }) => year)).sort((a, b) => b - a),
    units: each([...units, ...handed].map((row) => row.unit_name)).sort(byPinyin),
    forms: each([...forms, ...handed].map(({ form }) => form)).sort(),
  };
}
