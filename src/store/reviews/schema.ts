// The tables of reviews as kysely sees them. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { FilledOpinion, GradeName, Ground } from "../../review/opinion.ts";
import type { Severity } from "../../review/rule.ts";
import type { WaiverScope } from "../../review/waivers.ts";
import type { Json, Moment } from "../column.ts";

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

export interface ReviewTables {
  review_figures: ReviewFiguresTable;
  review_stale: ReviewStaleTable;
  waiver: WaiverTable;
  rule_decision: RuleDecisionTable;
  review_opinion: ReviewOpinionTable;
}
