// All tables as kysely sees them, and those of the house itself. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { AccountTables } from "./accounts/schema.ts";
import type { AuditTables } from "./audit/schema.ts";
import type { CheckTables } from "./checks/schema.ts";
import type { Moment } from "./column.ts";
import type { DeclarationTables } from "./declarations/schema.ts";
import type { FormTables } from "./forms/schema.ts";
import type { GoalTables } from "./goals/schema.ts";
import type { JobTables } from "./imports/jobs-schema.ts";
import type { RunTables } from "./imports/runs-schema.ts";
import type { OfficeTables } from "./offices/schema.ts";
import type { ReviewTables } from "./reviews/schema.ts";

export interface CarriedOutTable {
  account_id: string | null;
  key: string;
  request: string;
  status: number;
  answer: ColumnType<unknown, string | null, never>;
  at: Moment;
}

export interface PersonTable {
  only_one: Generated<boolean>;
  name: string;
}

/** How the house is used: alone on this machine, on trial, or shared by offices. */
export type HouseMode = "local" | "trial" | "office";

export interface HouseTable {
  only_one: Generated<boolean>;
  mode: Generated<HouseMode>;
  chosen_at: Date | null;
  chosen_by: string | null;
}

export interface BackupPlanTable {
  only_one: Generated<boolean>;
  content: ColumnType<unknown, string, string>;
  changed_at: ColumnType<Date, Date | undefined, Date>;
  changed_by: string | null;
}

export interface MigrationTable {
  number: number;
  name: string;
  applied_at: Moment;
}

export interface Tables extends AccountTables, AuditTables, CheckTables, DeclarationTables, FormTables, GoalTables, JobTables, OfficeTables, ReviewTables, RunTables {
  carried_out: CarriedOutTable;
  person: PersonTable;
  house: HouseTable;
  backup_plan: BackupPlanTable;
  schema_migration: MigrationTable;
}
