// The tables of values that people check as kysely sees them. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { CheckReason } from "../../declaration/to-check.ts";
import type { Place } from "../../place.ts";
import type { Json, Moment } from "../column.ts";

export interface CheckEntryTable {
  id: string;
  declaration_id: string;
  document_id: string;
  position: number;
  ordinal: number;
  path: string;
  reason: CheckReason;
  message: string;
  place: Json<Place> | null;
  open: Generated<boolean>;
}

export type CheckState = "confirmed" | "corrected";

export interface CheckActTable {
  id: string;
  declaration_id: string;
  path: string;
  state: CheckState;
  original: string | null;
  text: string | null;
  person: string | null;
  account_id: string | null;
  at: Moment;
  taken_back_at: ColumnType<Date | null, never, Date>;
}

export interface CheckTables {
  check_entry: CheckEntryTable;
  check_act: CheckActTable;
}
