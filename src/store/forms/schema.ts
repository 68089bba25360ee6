// The tables of a house's own forms as kysely sees them. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { OwnFormId } from "../../declaration/schema.ts";
import type { OwnDefinition } from "../../forms/own.ts";
import type { Json, Moment } from "../column.ts";

export interface HouseFormTable {
  id: OwnFormId;
  office_id: string | null;
  region_id: string | null;
  wide: Generated<boolean>;
  name: string;
  definition: Json<OwnDefinition>;
  version: Generated<number>;
  retired: Generated<boolean>;
  changed_by: string | null;
  changed_at: ColumnType<Date, Date | undefined, Date>;
}

export interface HouseFormVersionTable {
  form_id: OwnFormId;
  version: number;
  name: string;
  definition: Json<OwnDefinition>;
  account_id: string | null;
  person: string | null;
  at: Moment;
}

export interface FormTables {
  house_form: HouseFormTable;
  house_form_version: HouseFormVersionTable;
}
