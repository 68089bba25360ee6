// The tables of files that wait to be read, as kysely sees them. What a column means stands in the migration.
import type { Generated } from "kysely";

export interface ImportJobTable {
  id: string;
  run_id: string;
  turn: number;
  name: string;
  sha256: string;
  size: number;
  member: boolean;
}

export interface ImportPieceTable {
  job_id: string;
  position: number;
  bytes: Buffer;
}

export interface ImportJobTraceTable {
  job_id: string;
  attempts: Generated<number>;
  unpacked: Generated<number>;
}

export interface ImportDeliveryTable {
  run_id: string;
  key: string;
}

export interface JobTables {
  import_job: ImportJobTable;
  import_piece: ImportPieceTable;
  import_job_trace: ImportJobTraceTable;
  import_delivery: ImportDeliveryTable;
}
