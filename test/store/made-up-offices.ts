// A made-up region with departments, units and a person in every role, for the tests of the way through the year.
import type { Database } from "../../src/store/database.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { newId } from "../../src/store/ids.ts";
import { inScope } from "../../src/store/scope.ts";
import type { Actor } from "../../src/workflow/actor.ts";
import { auditedRegions } from "../../src/workflow/permissions.ts";
import { type OfficeKind, type RoleId, roleIds, roles } from "../../src/workflow/roles.ts";

export interface MadeUpRegion {
  region: string;
  department: string;
  otherDepartment: string;
  unit: string;
  siblingUnit: string;
  otherUnit: string;
  otherRegion: string;
  /** Somebody who holds a role at an office, each time the same person. */
  person(role: RoleId, at: string): Doer;
}

export async function madeUpRegion({ pool }: Pick<Database, "pool">): Promise<MadeUpRegion> {
  const ids = { region: newId(), otherRegion: newId(), department: newId(), otherDepartment: newId(), unit: newId(), siblingUnit: newId(), otherUnit: newId() };
  const offices: [string, string, string, OfficeKind, string | null][] = [
    [ids.region, "420700", "云溪市财政局", "region", null],
    [ids.otherRegion, "420800", "河口市财政局", "region", null],
    [ids.department, "301", "云溪市文化和旅游局", "department", ids.region],
    [ids.otherDepartment, "302", "云溪市水务局", "department", ids.region],
    [ids.unit, "301001", "云溪县图书馆", "unit", ids.department],
    [ids.siblingUnit, "301002", "云溪县文化馆", "unit", ids.department],
    [ids.otherUnit, "302001", "云溪县泵站", "unit", ids.otherDepartment],
  ];
  await pool.query("insert into office (id) select unnest($1::uuid[])", [offices.map(([id]) => id)]);
  for (const [id, code, name, kind, parent] of offices)
    await pool.query("insert into office_span (office_id, from_year, code, name, kind, parent_id, region_code) values ($1, 2000, $2, $3, $4, $5, $6)", [id, code, name, kind, parent, id === ids.otherRegion ? "420800" : "420700"]);
  const people = new Map<string, Actor>();
  for (const role of roleIds) {
    for (const [office, , officeName, kind] of offices) {
      if (roles[role].at !== kind || role === "public") continue;
      const account = newId();
      const name = `${officeName}${roles[role].zh}`;
      await pool.query("insert into account (id, login, name) values ($1, $2, $3)", [account, account, name]);
      people.set(`${role} ${office}`, { mode: "office", account, name, grants: [{ role, office }], reach: reachOf(role, kind, office), scopes: null });
    }
  }
  return {
    ...ids,
    person(role, at) {
      const actor = people.get(`${role} ${at}`);
      if (!actor) throw new Error(`nobody is ${role} there`);
      return { actor, from: "127.0.0.1" };
    },
  };
}

function reachOf(role: RoleId, kind: OfficeKind, office: string): Actor["reach"] {
  const sees = roles[role].kind !== "administrator" && role !== "third-party";
  const of = (wanted: OfficeKind): string[] => (sees && kind === wanted ? [office] : []);
  return { units: of("unit"), departments: of("department"), regions: of("region") };
}

/** Does something as a request of that person does: in their scope. */
export const as = async <Told>({ actor }: Doer, work: () => Promise<Told>): Promise<Told> => await inScope(actor.account === null ? null : { account: actor.account, ...actor.reach, audits: auditedRegions(actor) }, work);
