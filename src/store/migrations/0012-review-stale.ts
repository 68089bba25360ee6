import type { Migration } from "./migration.ts";

/** Which declarations changed, so that those beside them are counted again; one change does not forget a whole unit any more. */
export const reviewStale: Migration = {
  number: 12,
  name: "review-stale",
  sql: `
    create table review_stale (
      declaration_id uuid not null references declaration on delete cascade,
      -- Under what its unit is found (code, else name), and its document, as they were when it changed.
      unit text not null,
      batch uuid not null,
      since timestamptz not null default now(),
      touched timestamptz not null default now(),
      primary key (declaration_id, unit)
    );
    create index review_stale_since on review_stale (since);
    create index review_stale_unit on review_stale (unit, batch);
    alter table review_stale enable row level security;
    alter table review_stale force row level security;
    create policy seen on review_stale using ((select dabiao_system()) or exists (select from declaration where declaration.id = declaration_id));
  `,
};
