/** One step forward of the database's schema. A step that was released is never changed or removed; add the next one. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly name: string;
  /** Runs as one transaction on PostgreSQL 15 and newer. */
  readonly sql: string;
}
