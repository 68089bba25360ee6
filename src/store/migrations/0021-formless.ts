import type { Migration } from "./migration.ts";

/** A file in which no table was found is kept as well: its layout can be said by hand. */
export const formless: Migration = {
  number: 21,
  name: "formless",
  sql: `
    alter table document drop constraint document_verdict_check;
    alter table document add constraint document_verdict_check check (verdict in ('form', 'generic', 'none'));
    create index document_formless on document (unit_id) where verdict = 'none';
  `,
};
