import type { Migration } from "./migration.ts";

/** When the house backs itself up. */
export const administration: Migration = {
  number: 14,
  name: "administration",
  sql: `
    -- One row: content is the plan as the API has it; none: the defaults hold.
    create table backup_plan (
      only_one boolean primary key default true check (only_one),
      content jsonb not null,
      changed_at timestamptz not null default now(),
      changed_by uuid references account
    );
    alter table backup_plan enable row level security;
    alter table backup_plan force row level security;
    create policy seen on backup_plan using ((select dabiao_system()));
  `,
};
