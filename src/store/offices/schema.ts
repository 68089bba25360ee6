// The tables of offices and their projects as kysely sees them. What a column means stands in the migrations.
import type { ColumnType } from "kysely";
import type { OfficeKind } from "../../organisation/office.ts";
import type { Moment } from "../column.ts";

export interface OfficeTable {
  id: string;
  created_at: Moment;
}

export interface OfficeSpanTable {
  office_id: string;
  from_year: number;
  /** The first year in which it does not hold any more. */
  until_year: number | null;
  code: string;
  name: string;
  kind: OfficeKind;
  parent_id: string | null;
  region_code: string;
  name_key: ColumnType<string, never, never>;
}

export interface OfficeSuccessorTable {
  office_id: string;
  successor_id: string;
  year: number;
}

export interface ProjectTable {
  id: string;
  office_id: string;
  code: string | null;
  name: string;
  name_key: string;
  merged_into: string | null;
  created_at: Moment;
}

/** Why two projects may be one: same name and other codes, names that are alike, several of one name, a person said so. */
export type PairReason = "code" | "name" | "several" | "person";

export interface ProjectPairTable {
  one_id: string;
  other_id: string;
  reason: PairReason;
  same: boolean | null;
  proposed_at: Moment;
  decided_at: Date | null;
  decided_by: string | null;
}

export interface OfficeTables {
  office: OfficeTable;
  office_span: OfficeSpanTable;
  office_successor: OfficeSuccessorTable;
  project: ProjectTable;
  project_pair: ProjectPairTable;
}
