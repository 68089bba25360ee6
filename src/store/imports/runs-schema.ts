// The tables of import runs as kysely sees them. What a column means stands in the migrations.
import type { ColumnType, Generated } from "kysely";
import type { SourceDocument } from "../../declaration/schema.ts";
import type { Problem } from "../../problem.ts";
import type { Json, Moment } from "../column.ts";

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

export interface RunTables {
  import_run: ImportRunTable;
  import_file: ImportFileTable;
}
