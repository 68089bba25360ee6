// Made-up people and offices for tests: a county with its bureau, a department with two units, and a house in use.
import { addOffice } from "../../src/store/offices/changes.ts";
import { createAccount } from "../../src/store/accounts/accounts.ts";
import { onTheMachine } from "../../src/store/accounts/events.ts";
import type { Db } from "../../src/store/database.ts";
import { grantRole, type Manager } from "../../src/store/accounts/grants.ts";
import { chooseMode } from "../../src/store/house.ts";
import { dropResetCodes } from "../../src/store/accounts/one-time-codes.ts";
import { hashPassword } from "../../src/store/accounts/password-hash.ts";
import type { RoleId } from "../../src/workflow/roles.ts";

/** A Saturday noon in China. */
export const noon = new Date("2026-11-21T04:00:00Z");
export const later = (minutes: number, from = noon): Date => new Date(from.getTime() + minutes * 60_000);

export const machine: Manager = { ...onTheMachine, regions: null };
export const here = { address: "192.0.2.7", agent: "test" };
export const password = "Pumps-3abc";

export interface MadeUpOffices {
  county: string;
  water: string;
  pumps: string;
  canals: string;
  /** Another county, with its own tree. */
  other: string;
  otherUnit: string;
}

/** Offices that share the house. */
export async function makeOffices(db: Db): Promise<MadeUpOffices> {
  await chooseMode(db, "office", "测试");
  const county = await addOffice(db, 2020, { code: "120104", name: "甲区财政局", kind: "region", parent: null });
  const water = await addOffice(db, 2020, { code: "301", name: "甲区水务局", kind: "department", parent: county });
  const pumps = await addOffice(db, 2020, { code: "301001", name: "甲区泵站管理所", kind: "unit", parent: water });
  const canals = await addOffice(db, 2020, { code: "301002", name: "甲区河道所", kind: "unit", parent: water });
  const other = await addOffice(db, 2020, { code: "120105", name: "乙区财政局", kind: "region", parent: null });
  const otherWater = await addOffice(db, 2020, { code: "301", name: "乙区水务局", kind: "department", parent: other });
  const otherUnit = await addOffice(db, 2020, { code: "301001", name: "乙区泵站管理所", kind: "unit", parent: otherWater });
  return { county, water, pumps, canals, other, otherUnit };
}

let hash: Promise<string> | undefined;

/** An account with `password`, and a role if told. */
export async function makePerson(db: Db, login: string, role?: RoleId, office?: string, name = login): Promise<string> {
  hash ??= hashPassword(password);
  const { id } = await createAccount(db, { login, name }, machine, noon);
  await dropResetCodes(db, id);
  await db.updateTable("account").set({ password: await hash, password_at: noon, must_change: false }).where("id", "=", id).execute();
  if (role && office) await grantRole(db, id, { role, office, from: "2026-01-01", until: null }, machine, noon);
  return id;
}
