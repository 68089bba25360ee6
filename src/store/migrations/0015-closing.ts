import type { Migration } from "./migration.ts";

/** The day of the archive, and the files that say why something is adjusted. */
export const closing: Migration = {
  number: 15,
  name: "closing",
  sql: `
    alter table deadline drop constraint deadline_kind_check,
      add constraint deadline_kind_check check (kind in ('unit', 'department', 'finance', 'approval', 'publication', 'archive'));

    -- Several files, by name; the one column for a file was never written.
    alter table adjustment drop column attachment;
    create table adjustment_attachment (
      id uuid primary key,
      adjustment_id uuid not null references adjustment on delete cascade,
      name text not null check (name <> ''),
      sha256 text not null references source,
      account_id uuid references account,
      person text,
      at timestamptz not null default clock_timestamp(),
      unique (adjustment_id, sha256)
    );
    create index adjustment_attachment_source on adjustment_attachment (sha256);
    alter table adjustment_attachment enable row level security;
    alter table adjustment_attachment force row level security;
    create policy seen on adjustment_attachment using ((select dabiao_system()) or exists (select from adjustment where adjustment.id = adjustment_id));
    drop policy seen on source;
    create policy seen on source for select using ((select dabiao_system())
      or exists (select from document where document.sha256 = source.sha256)
      or exists (select from adjustment_attachment where adjustment_attachment.sha256 = source.sha256));
  `,
};
