import { sql } from "kysely";
import type { FormId } from "../../declaration/schema.ts";
import type { Db } from "../database.ts";
import { named } from "../named.ts";
import { type FilterRow, filtersOfHandedOn, looksFromAfar } from "./handed-on-words.ts";
import { perShape, reachHere, type ReachValues, withinReach } from "./reach.ts";
import { handedOnly } from "./seen.ts";

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

/** Of each year, unit and form within reach, as it stands now. */
const standing = perShape((shape) =>
  named<ReachValues, FilterRow>(`filters-${shape}`, (_, slot) => sql`select year, unit_name, form from declaration_listed where ${withinReach(shape, slot)} and not ${handedOnly(shape, slot)} group by year, unit_name, form`),
);

export async function listFilters(db: Db): Promise<DeclarationFilters> {
  const { shape, values } = reachHere();
  const rows = await standing(shape)(db, values);
  const all = looksFromAfar() ? [...rows, ...(await filtersOfHandedOn(db))] : rows;
  return {
    years: each(all.map(({ year }) => year)).sort((a, b) => b - a),
    units: each(all.map(({ unit_name }) => unit_name)).sort(byPinyin).slice(0, unitsOffered),
    forms: each(all.map(({ form }) => form)).sort(),
  };
}
