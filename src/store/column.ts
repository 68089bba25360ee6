// Columns as several tables have them.
import type { ColumnType } from "kysely";

/** Read as a value, written as JSON text: pg would turn a bare array into a PostgreSQL array. */
export type Json<T> = ColumnType<T, string, string>;

/** Set by the database when the row is written. */
export type Moment = ColumnType<Date, never, never>;
