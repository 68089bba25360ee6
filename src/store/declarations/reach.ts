// The first wall in the words of a query: whose declarations it asks for. The row policies (the second wall) would let
// nothing else through anyway; but only what a query says itself makes the planner walk the right index.
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { type Scope, scopeHere } from "../scope.ts";

/** How many of what: nearly everybody works for one office. */
export type ReachShape = "house" | "unit" | "department" | "region" | "several";

export interface ReachValues {
  office: string;
  units: readonly string[];
  departments: readonly string[];
  regions: readonly string[];
  assigned: string | null;
}

/** The reach that holds here: its shape, by which queries are kept, and the values that go into one. */
export function reachHere(): { shape: ReachShape; values: ReachValues } {
  const scope = scopeHere();
  if (scope === null) return { shape: "house", values: { office: "", units: [], departments: [], regions: [], assigned: null } };
  const { units, departments, regions, account } = scope;
  const assigned = scope.assigned === true ? account : null;
  const [office = ""] = [...units, ...departments, ...regions];
  return { shape: assigned === null ? shapeOf(scope) : "several", values: { office, units, departments, regions, assigned } };
}

function shapeOf({ units, departments, regions }: Scope): ReachShape {
  if (units.length + departments.length + regions.length !== 1) return "several";
  return units.length === 1 ? "unit" : departments.length === 1 ? "department" : "region";
}

/** Compiled once for each shape of reach. */
export function perShape<Query>(build: (shape: ReachShape) => Query): (shape: ReachShape) => Query {
  const known = new Map<ReachShape, Query>();
  return (shape) => {
    const query = known.get(shape) ?? build(shape);
    known.set(shape, query);
    return query;
  };
}

/** Whether a row of `declaration` is within reach. */
export function withinReach(shape: ReachShape, slot: <Name extends keyof ReachValues>(name: Name) => RawBuilder<ReachValues[Name]>): RawBuilder<SqlBool> {
  switch (shape) {
    case "house":
      return sql<SqlBool>`true`;
    case "unit":
      return sql<SqlBool>`unit_id = ${slot("office")}`;
    case "department":
      return sql<SqlBool>`(department_id = ${slot("office")} and circle >= 1)`;
    case "region":
      return sql<SqlBool>`(region_id = ${slot("office")} and circle >= 2)`;
    case "several":
      return sql<SqlBool>`(unit_id = any(${slot("units")}) or (circle >= 1 and department_id = any(${slot("departments")})) or (circle >= 2 and region_id = any(${slot("regions")}))
        or id in (select declaration_id from assignment where account_id = ${slot("assigned")}))`;
  }
}
