import type { Migration } from "./migration.ts";

/** Whether somebody sees every table of a file is asked over their own connection, which shows them only those. And an index for the documents of approval. */
export const openDocuments: Migration = {
  number: 20,
  name: "open-documents",
  sql: `
    -- How many tables are in a file, whoever asks: a number and nothing else. Whoever sees fewer may not read the rest of the file.
    create function dabiao_document_tables(document uuid) returns bigint language plpgsql stable as $$
    declare
      before text := current_setting('dabiao.scope', true);
      tables bigint;
    begin
      perform set_config('dabiao.scope', 'system', true);
      select count(*) into tables from declaration where document_id = document;
      perform set_config('dabiao.scope', coalesce(before, ''), true);
      return tables;
    end $$;
    create index declaration_approval on declaration (approval_date, approval_number) where approval_number is not null;
  `,
};
