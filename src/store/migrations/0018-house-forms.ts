import type { Migration } from "./migration.ts";

/** Forms (表样) that people taught the house: the same definitions as the files of src/forms, with their history. */
export const houseForms: Migration = {
  number: 18,
  name: "house-forms",
  sql: `
    create table house_form (
      id text primary key check (id ~ '^own-[0-9a-z]{12}$'),
      -- Whose it is, and the region above it; null: made where there were no offices, and everybody's.
      office_id uuid references office,
      region_id uuid references office,
      -- In force for the whole region, not only for its office.
      wide boolean not null default false,
      name text not null,
      definition jsonb not null,
      version integer not null default 1 check (version >= 1),
      retired boolean not null default false,
      changed_by text,
      changed_at timestamptz not null default now(),
      check (not wide or region_id is not null)
    );
    create index house_form_office on house_form (office_id);
    create index house_form_region on house_form (region_id) where wide;
    create table house_form_version (
      form_id text not null references house_form on delete cascade,
      version integer not null check (version >= 1),
      name text not null,
      definition jsonb not null,
      account_id uuid references account,
      person text,
      at timestamptz not null default now(),
      primary key (form_id, version)
    );
    create index declaration_own_form on declaration (form) include (document_id) where form like 'own-%';

    -- A definition holds labels, never what a document says: whoever works in the house may see those in force for all.
    alter table house_form enable row level security;
    alter table house_form force row level security;
    create policy seen on house_form for select using ((select dabiao_system()) or wide or office_id is null or office_id = any ((select dabiao_offices('units'))::uuid[]));
    create policy kept on house_form for insert with check ((select dabiao_system()) or office_id = any ((select dabiao_offices('units'))::uuid[]));
    create policy changed on house_form for update using ((select dabiao_system()) or office_id = any ((select dabiao_offices('units'))::uuid[]));
    create policy removed on house_form for delete using ((select dabiao_system()) or office_id = any ((select dabiao_offices('units'))::uuid[]));
    alter table house_form_version enable row level security;
    alter table house_form_version force row level security;
    create policy seen on house_form_version for select using ((select dabiao_system()) or exists (select from house_form where id = form_id));
    create policy kept on house_form_version for insert with check (
      (select dabiao_system()) or exists (select from house_form where id = form_id and office_id = any ((select dabiao_offices('units'))::uuid[]))
    );
  `,
};
