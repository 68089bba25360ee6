// The tables of the audit log as kysely sees them. What a column means stands in the migration.
import type { ColumnType } from "kysely";

interface Fields {
  id: string;
  account: string | null;
  name: string;
  role: string | null;
  address: string | null;
  action: string;
  subject_kind: string | null;
  subject_id: string | null;
  before: string | null;
  after: string | null;
  /** JSON text; kept to the letter. */
  detail: ColumnType<unknown, string, never>;
}

export interface AuditWaitingTable extends Fields {
  at: ColumnType<Date, never, never>;
}

export interface AuditEventTable extends Fields {
  seq: number;
  at: ColumnType<Date, never, never>;
  previous: Buffer;
  hash: Buffer;
}

export interface AuditHeadTable {
  only_one: boolean;
  seq: number;
  hash: Buffer;
}

export interface AuditTables {
  audit_waiting: AuditWaitingTable;
  audit_event: AuditEventTable;
  audit_head: AuditHeadTable;
}
