// Importing people: accounts with a code each to sign in the first time, and the roles that they hold at offices.
import { sql } from "kysely";
import { officeNameKey } from "../../organisation/names.ts";
import { calledOffice, type Office } from "../../organisation/office.ts";
import type { PersonRow } from "../../organisation/people-sheet.ts";
import type { Told } from "../../organisation/sheets.ts";
import { DabiaoError, type Problem } from "../../problem.ts";
import { type RoleId, roleIds, roles } from "../../workflow/roles.ts";
import { dayOf } from "./times.ts";
import { accountOfLogin, createAccount, foldLogin } from "./accounts.ts";
import type { Db } from "../database.ts";
import { grantRole, type Manager } from "./grants.ts";

/** Somebody who got an account or a role. */
export interface ImportedPerson {
  login: string;
  name: string;
  isNew: boolean;
  /** What was given, with the office as people call it. */
  roles: { role: RoleId; office: string }[];
  /** With which a new account signs in the first time; it is told only here. */
  code: string | null;
  codeUntil: string | null;
}

export interface ImportedPeople {
  items: ImportedPerson[];
  unchanged: number;
  problems: Problem[];
}

/** What people call the roles besides their full names. */
const otherWords: Readonly<Partial<Record<RoleId, readonly string[]>>> = {
  "unit-clerk": ["单位经办", "经办", "经办人", "单位经办人"],
  "unit-head": ["单位负责人", "负责人", "单位审核", "单位领导"],
  dept: ["主管部门", "部门审核", "部门审核人"],
  "fin-biz": ["财政业务处", "财政业务科", "财政业务", "业务处", "业务科"],
  "fin-perf": ["财政绩效处", "财政绩效科", "财政绩效", "绩效处", "绩效科"],
  "fin-approve": ["财政批复", "批复人"],
  "third-party": ["第三方", "第三方机构", "专家"],
  auditor: ["审计", "人大"],
};

const bare = (text: string): string => text.normalize("NFKC").replace(/\([^)]*\)|\s/gu, "");
const rolesByWord = new Map<string, RoleId>(roleIds.filter((id) => id !== "public").flatMap((id) => [id, roles[id].zh, ...(otherWords[id] ?? [])].map((word) => [bare(word), id] as const)));

/** The roles of a cell, which may name several; words that are none come back as they are. */
function rolesIn(text: string): { known: RoleId[]; unknown: string[] } {
  const whole = rolesByWord.get(bare(text));
  const words = whole === undefined ? text.split(/[、，,;；\n]+/u).map((word) => word.trim()).filter((word) => word !== "") : [];
  const known = words.map((word) => rolesByWord.get(bare(word)));
  return { known: whole === undefined ? known.filter((role) => role !== undefined) : [whole], unknown: words.filter((_, index) => known[index] === undefined) };
}

type Complain = (code: string, message: string, told: Told) => void;

/** Makes accounts and gives roles, in the caller's transaction, which is to be taken back when a problem is an error. */
export async function importPeople(transaction: Db, rows: readonly PersonRow[], offices: readonly Office[], by: Manager, now: Date): Promise<ImportedPeople> {
  const problems: Problem[] = [];
  const complain: Complain = (code, message, { at }) => void problems.push({ code, severity: "error", message, at });
  const items: ImportedPerson[] = [];
  let unchanged = 0;
  for (const own of Map.groupBy(rows, ({ login }) => foldLogin(login.text)).values()) {
    const wishes = own.flatMap((row) => wishesOf(row, offices, complain));
    const person = await importPerson(transaction, own, wishes, { by, now, complain });
    if (person === null) continue;
    if (person.isNew || person.roles.length > 0) items.push(person);
    else unchanged++;
  }
  return { items, unchanged, problems };
}

interface Wish {
  role: RoleId;
  office: Office;
  told: Told;
}

function wishesOf({ officeCode, officeName, role, region }: PersonRow, offices: readonly Office[], complain: Complain): Wish[] {
  if (role.text === "") return [];
  const { known, unknown } = rolesIn(role.text);
  for (const word of unknown) complain("PEOPLE-02", `不认识角色“${word}”：请写${[...new Set(rolesByWord.values())].map((id) => roles[id].zh).join("，")}之一。`, role);
  const told = officeCode.text === "" ? officeName : officeCode;
  const key = officeNameKey(told.text);
  const inRegion = offices.filter((office) => region.text === "" || office.region === region.text);
  const found = inRegion.filter(({ code, name }) => (officeCode.text === "" ? officeNameKey(name) === key : code === told.text));
  // A region's code may be a unit's as well: the role tells at which it is held.
  return known.flatMap((id): Wish[] => {
    const fitting = found.length > 1 ? found.filter(({ kind }) => kind === roles[id].at) : found;
    const [office] = fitting;
    if (office && fitting.length === 1) return [{ role: id, office, told: role }];
    complain("PEOPLE-03", found.length === 0 ? `组织里没有“${told.text}”这个单位。` : `“${told.text}”有 ${found.length} 个：请写明行政区划代码，或改用编码。`, told);
    return [];
  });
}

interface Doing {
  by: Manager;
  now: Date;
  complain: Complain;
}

async function importPerson(db: Db, own: readonly PersonRow[], wishes: readonly Wish[], { by, now, complain }: Doing): Promise<ImportedPerson | null> {
  const [first] = own;
  if (!first) return null;
  const { login, name } = first;
  const other = own.find((row) => row.name.text !== name.text);
  if (other) complain("PEOPLE-04", `登录名“${login.text}”有两个姓名：“${name.text}”和“${other.name.text}”。`, other.name);
  const known = await accountOfLogin(db, login.text);
  if (known && known.name !== name.text) {
    complain("PEOPLE-04", `登录名“${login.text}”已经是“${known.name}”的：和表里的姓名“${name.text}”不同。`, name);
    return null;
  }
  const made = known ? null : await createAccount(db, { login: login.text, name: name.text }, by, now);
  const account = known?.id ?? made?.id ?? "";
  const given: ImportedPerson["roles"] = [];
  for (const wish of wishes) {
    if (known && (await isHeld(db, account, wish, now))) continue;
    if (await grant(db, account, wish, { by, now, complain })) given.push({ role: wish.role, office: calledOffice(wish.office) });
  }
  return { login: foldLogin(login.text), name: name.text, isNew: made !== null, roles: given, code: made?.code ?? null, codeUntil: made?.codeUntil ?? null };
}

async function isHeld(db: Db, account: string, { role, office }: Wish, now: Date): Promise<boolean> {
  const held = await db
    .selectFrom("role_grant")
    .select("id")
    .where("account_id", "=", account)
    .where("role", "=", role)
    .where("office_id", "=", office.id)
    .where("ended_at", "is", null)
    .where(sql<boolean>`(until_date is null or until_date >= ${dayOf(now)}::date)`)
    .executeTakeFirst();
  return held !== undefined;
}

/** Gives a role; what the house refuses is told at its place, and the transaction goes on to tell of the others. */
async function grant(db: Db, account: string, { role, office, told }: Wish, { by, now, complain }: Doing): Promise<boolean> {
  await sql`savepoint one_role`.execute(db);
  try {
    await grantRole(db, account, { role, office: office.id, from: dayOf(now), until: null }, by, now);
    return true;
  } catch (error) {
    if (!(error instanceof DabiaoError)) throw error;
    await sql`rollback to savepoint one_role`.execute(db);
    complain(error.code, `${error.message}${error.hint ?? ""}`, told);
    return false;
  }
}
