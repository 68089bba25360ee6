// The tables as kysely sees them. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { Declaration, Format, FormId, OwnFormId, SourceDocument } from "../declaration/schema.ts";
import type { CheckReason } from "../declaration/to-check.ts";
import type { OwnDefinition } from "../forms/own.ts";
import type { OfficeKind } from "../organisation/office.ts";
import type { Place } from "../place.ts";
import type { Problem } from "../problem.ts";
import type { FilledOpinion, GradeName, Ground } from "../review/opinion.ts";
import type { Severity } from "../review/rule.ts";
import type { WaiverScope } from "../review/waivers.ts";
import type { AccountTables } from "./accounts/schema.ts";
import type { AuditTables } from "./audit/schema.ts";
import type { DeadlineKind } from "../workflow/deadlines.ts";
import type { AdjustmentState, GoalState } from "../workflow/states.ts";
import type { HandedOnHead } from "./declarations/handed-on.ts";
import type { JobTables } from "./imports/jobs-schema.ts";

/** Read as a value, written as JSON text: pg would turn a bare array into a PostgreSQL array. */
type Json<T> = ColumnType<T, string, string>;

/** Set by the database when the row is written. */
type Moment = ColumnType<Date, never, never>;

export interface SourceTable {
  sha256: string;
  bytes: Buffer;
  size: number;
  stored_at: Moment;
}

export interface DocumentTable {
  id: string;
  unit_id: string | null;
  sha256: string;
  file: string;
  format: Format;
  verdict: SourceDocument["verdict"];
  title: string | null;
  year: number | null;
  publisher: string | null;
  overall_goals: Json<string[]>;
  paragraphs: Json<SourceDocument["paragraphs"]>;
  problems: Json<Problem[]>;
  imported_at: Moment;
  imported_by: string | null;
}

export interface DeclarationTable {
  id: string;
  document_id: string | null;
  batch: string;
  position: number;
  form: FormId;
  year: number | null;
  unit_code: string | null;
  unit_name: string | null;
  department: string | null;
  project_code: string | null;
  project_name: string | null;
  currency: string | null;
  total_text: string | null;
  total_yuan: string | null;
  indicators: number;
  doubts: number;
  content: Json<Declaration>;
  unit_words: string;
  words: string;
  bigrams: string[];
  drafted: Json<Declaration> | null;
  unit_id: string | null;
  department_id: string | null;
  region_id: string | null;
  project_id: string | null;
  state: Generated<GoalState>;
  state_since: ColumnType<Date, Date | undefined, Date>;
  circle: Generated<number>;
  secret: Generated<boolean>;
  second_level: Generated<boolean>;
  revision: Generated<number>;
  entered: Generated<number>;
  changed_at: ColumnType<Date, Date | undefined, Date>;
  changed_by: string | null;
  changed_name: string | null;
  created_by: string | null;
  submitted_by: string | null;
  grade: GradeName | null;
  control_yuan: string | null;
  approval_number: string | null;
  /** Written and read as text: a day has no time zone. */
  approval_date: ColumnType<string | null, string | null, string | null>;
  approval_yuan: string | null;
}

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

/** What is found of a declaration by a circle that sees only what was handed on to it: 1 department, 2 finance. */
export interface HandedOnTable {
  declaration_id: string;
  circle: number;
  form: FormId;
  year: number | null;
  unit_code: string | null;
  unit_name: string | null;
  unit_words: string;
  words: string;
  /** What a list shows of it. */
  head: Json<HandedOnHead>;
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

export interface CarriedOutTable {
  account_id: string | null;
  key: string;
  request: string;
  status: number;
  answer: ColumnType<unknown, string | null, never>;
  at: Moment;
}

export type Outcome = "imported" | "unchanged" | "failed";

/** Why a file was not imported. */
export interface Failure {
  code: string;
  message: string;
  hint: string | null;
}

/** How a run stands; the words are those of the migration. */
export type RunState = "done" | "running" | "paused" | "cancelled" | "undone";

export interface ImportRunTable {
  id: string;
  unit_id: string | null;
  account_id: string | null;
  person: string | null;
  started_at: Moment;
  state: Generated<RunState>;
  expected: number | null;
  received: Generated<number>;
  found: Generated<number>;
}

export interface ImportFileTable {
  id: string;
  run_id: string;
  name: string;
  sha256: string;
  outcome: Outcome;
  document_id: string | null;
  verdict: SourceDocument["verdict"] | null;
  problems: Json<Problem[]>;
  error: Json<Failure> | null;
  finished_at: ColumnType<Date | null, never, never>;
}

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

export interface ReviewFiguresTable {
  declaration_id: string;
  errors: number;
  warnings: number;
  advices: number;
  waived: number;
  reviewed_at: Moment;
}

/** A declaration that changed, beside which others have to be counted again. */
export interface ReviewStaleTable {
  declaration_id: string;
  unit: string;
  batch: string;
  since: Moment;
  touched: Moment;
}

export interface WaiverTable {
  /** At which it was made. */
  declaration_id: Generated<string | null>;
  id: string;
  rule: string;
  scope: WaiverScope;
  unit: string;
  project: string;
  year: number | null;
  subject: string;
  message: string;
  reason: string;
  /** Written and read as text: a day has no time zone. */
  until: ColumnType<string | null, string | null, never>;
  unit_id: string | null;
  department_id: string | null;
  region_id: string | null;
  person: string | null;
  at: Moment;
  ended_at: ColumnType<Date | null, never, Date>;
  ended_by: ColumnType<string | null, never, string | null>;
}

export interface RuleDecisionTable {
  id: string;
  rule: string;
  off: boolean;
  severity: Severity | null;
  reason: string;
  person: string | null;
  at: Moment;
}

/** At which desk an opinion was given. */
export type OpinionLevel = "unit" | "department" | "finance" | "outside";

export interface ReviewOpinionTable {
  id: string;
  declaration_id: string;
  points: Json<FilledOpinion["points"]>;
  remarks: Json<FilledOpinion["remarks"]>;
  conclusion: string;
  total: string;
  grade: GradeName;
  grounds: Json<Ground[]>;
  account_id: string | null;
  /** Of the declaration, when it was given; null before there were revisions. */
  revision: number | null;
  level: OpinionLevel | null;
  person: string | null;
  at: Moment;
  ended_at: ColumnType<Date | null, never, Date>;
  ended_by: ColumnType<string | null, never, string | null>;
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

export interface Tables extends AccountTables, AuditTables, JobTables {
  source: SourceTable;
  document: DocumentTable;
  declaration: DeclarationTable;
  declaration_version: DeclarationVersionTable;
  declaration_step: DeclarationStepTable;
  handed_on: HandedOnTable;
  remark_reply: RemarkReplyTable;
  adjustment: AdjustmentTable;
  adjustment_attachment: AdjustmentAttachmentTable;
  deadline: DeadlineTable;
  assignment: AssignmentTable;
  carried_out: CarriedOutTable;
  import_run: ImportRunTable;
  import_file: ImportFileTable;
  check_entry: CheckEntryTable;
  check_act: CheckActTable;
  review_figures: ReviewFiguresTable;
  review_stale: ReviewStaleTable;
  waiver: WaiverTable;
  rule_decision: RuleDecisionTable;
  review_opinion: ReviewOpinionTable;
  person: PersonTable;
  house: HouseTable;
  house_form: HouseFormTable;
  house_form_version: HouseFormVersionTable;
  office: OfficeTable;
  office_span: OfficeSpanTable;
  office_successor: OfficeSuccessorTable;
  project: ProjectTable;
  project_pair: ProjectPairTable;
  backup_plan: BackupPlanTable;
  schema_migration: MigrationTable;
}
