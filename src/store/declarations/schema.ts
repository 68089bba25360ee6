// The tables of documents and declarations as kysely sees them. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { Declaration, FormId, Format, SourceDocument } from "../../declaration/schema.ts";
import type { Problem } from "../../problem.ts";
import type { GradeName } from "../../review/opinion.ts";
import type { GoalState } from "../../workflow/states.ts";
import type { Json, Moment } from "../column.ts";
import type { HandedOnHead } from "./handed-on.ts";

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

export interface DeclarationTables {
  source: SourceTable;
  document: DocumentTable;
  declaration: DeclarationTable;
  handed_on: HandedOnTable;
}
