import pg from "pg";

const parse: (text: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);

/**
 * A moment as PostgreSQL writes it (`2026-11-21 14:58:29.123456+00`) in ISO 8601 to the millisecond. A list has a hundred
 * of them: to make dates of those and write them again took a tenth of the whole answer.
 * @param text in any time zone; UTC, in which connections of the embedded database are, is the quick one
 */
export function isoOf(text: string): string {
  if (text.length === 29 && text.endsWith("+00")) return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`;
  const moment = parse(text);
  if (!(moment instanceof Date)) throw new RangeError(`no moment: ${text}`);
  return moment.toISOString();
}
