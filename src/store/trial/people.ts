import { sql } from "kysely";
import type { Db } from "../database.ts";
import { type HeldRole, rolesHeld } from "../accounts/grants.ts";
import { dayOf, yearOf } from "../accounts/times.ts";

/** Somebody made up. */
export interface TrialPerson {
  account: string;
  name: string;
  roles: HeldRole[];
}

/** Everybody of the trial, office by office; nobody where there is no trial. */
export async function trialPeople(db: Db, now = new Date()): Promise<TrialPerson[]> {
  const { rows } = await sql<TrialPerson>`
    select account.id as account, account.name, ${rolesHeld(sql`${dayOf(now)}`, sql`${yearOf(now)}::integer`)} as roles
    from account cross join house where account.made_up and house.mode = 'trial' order by account.id`.execute(db);
  return rows;
}
