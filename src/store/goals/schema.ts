// The tables of what a goal goes through in its year as kysely sees them. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { Declaration } from "../../declaration/schema.ts";
import type { DeadlineKind } from "../../workflow/deadlines.ts";
import type { AdjustmentState } from "../../workflow/states.ts";
import type { Json, Moment } from "../column.ts";

export interface DeclarationVersionTable {
  id: string;
  declaration_id: string;
  number: number;
  action: string;
  content: Json<Declaration>;
  sha256: string;
  reason: Generated<string>;
  account_id: string | null;
  person: string | null;
  at: Moment;
}

export interface DeclarationStepTable {
  id: string;
  declaration_id: string;
  adjustment_id: string | null;
  action: string;
  from_state: string;
  to_state: string;
  opinion: Generated<string>;
  detail: ColumnType<Record<string, unknown>, string | undefined, never>;
  version_id: string | null;
  sha256: string;
  /** Of the declaration (of the adjustment), since this step. */
  revision: number;
  account_id: string | null;
  person: string | null;
  role: string | null;
  at: Moment;
}

/** What a unit says to one remark of a return, while it corrects the table; handing in again takes it into its step. */
export interface RemarkReplyTable {
  step_id: string;
  position: number;
  declaration_id: string;
  text: string;
  account_id: string | null;
  person: string | null;
  at: ColumnType<Date, Date | undefined, Date>;
}

export interface AdjustmentTable {
  id: string;
  declaration_id: string;
  state: Generated<AdjustmentState>;
  state_since: ColumnType<Date, Date | undefined, Date>;
  reason: string;
  from_version: string;
  content: Json<Declaration>;
  revision: Generated<number>;
  created_by: string | null;
  submitted_by: string | null;
  changed_at: ColumnType<Date, Date | undefined, Date>;
  changed_name: string | null;
  at: Moment;
}

export interface AdjustmentAttachmentTable {
  id: string;
  adjustment_id: string;
  name: string;
  sha256: string;
  account_id: string | null;
  person: string | null;
  at: Moment;
}

export interface DeadlineTable {
  region_id: string;
  year: number;
  kind: DeadlineKind;
  /** Written and read as text: a day has no time zone. */
  day: ColumnType<string, string, string>;
}

export interface AssignmentTable {
  declaration_id: string;
  account_id: string;
  assigned_by: string | null;
  at: Moment;
}

export interface GoalTables {
  declaration_version: DeclarationVersionTable;
  declaration_step: DeclarationStepTable;
  remark_reply: RemarkReplyTable;
  adjustment: AdjustmentTable;
  adjustment_attachment: AdjustmentAttachmentTable;
  deadline: DeadlineTable;
  assignment: AssignmentTable;
}
