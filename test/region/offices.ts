// The offices of the made-up region and the people who hold their roles.
import type { Actor, Grant, Reach } from "../../src/workflow/actor.ts";
import { roleIds, roles, type RoleId } from "../../src/workflow/roles.ts";
import { newId } from "../../src/store/ids.ts";
import { Chance, departmentName, fieldOf, type MadeOffice, personName, regionName, unitName } from "./words.ts";

export interface RegionSize {
  regions: number;
  departments: number;
  /** In each department. */
  units: number;
  declarations: number;
  /** In each declaration. */
  indicators: number;
}

export interface Node extends MadeOffice {
  id: string;
  kind: "region" | "department" | "unit";
  parent: Node | null;
  regionCode: string;
}

export interface Person {
  account: string;
  login: string;
  name: string;
  role: RoleId;
  office: Node;
}

export const firstYear = 2022;

export function madeOffices({ regions, departments, units }: RegionSize): Node[] {
  const nodes: Node[] = [];
  const add = (node: Omit<Node, "id">): Node => {
    const made = { id: newId(), ...node };
    nodes.push(made);
    return made;
  };
  for (let r = 0; r < regions; r++) {
    const regionCode = String(990_100 + r);
    const region = add({ kind: "region", parent: null, regionCode, code: regionCode, name: regionName(r), field: 0 });
    for (let d = 0; d < departments; d++) {
      const code = String(101 + d);
      const department = add({ kind: "department", parent: region, regionCode, code, name: departmentName(r, d), field: fieldOf(d) });
      for (let u = 0; u < units; u++) {
        add({ kind: "unit", parent: department, regionCode, code: `${code}${String(u + 1).padStart(3, "0")}`, name: unitName(r, d, u), field: fieldOf(d) });
      }
    }
  }
  return nodes;
}

const held = roleIds.filter((role) => role !== "public");

/** One person for each role at each office where it is held. */
export function madePeople(nodes: readonly Node[], seed: number): Person[] {
  const chance = new Chance(seed);
  return nodes.flatMap((office) =>
    held
      .filter((role) => roles[role].at === office.kind)
      .map((role) => ({ account: newId(), login: `${role}.${office.regionCode}.${office.code}`, name: personName(chance), role, office })),
  );
}

const business: readonly RoleId[] = ["fin-biz", "fin-perf", "fin-approve", "auditor"];

/** Whose declarations somebody gets to see who holds this role there; what was assigned to them comes on top. */
export function reachOf({ role, office }: Grant): Reach {
  const { at } = roles[role];
  return { units: at === "unit" ? [office] : [], departments: at === "department" ? [office] : [], regions: business.includes(role) ? [office] : [] };
}

export function actorOf({ account, name, role, office }: Person): Actor {
  const grant = { role, office: office.id };
  return { mode: "office", account, name, grants: [grant], reach: reachOf(grant), scopes: null };
}
