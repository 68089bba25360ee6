import type { Migration } from "./migration.ts";

/** What a list shows of a version stands beside its content: to look for it in the content, all of that has to be unpacked. */
export const versionHead: Migration = {
  number: 16,
  name: "version-head",
  sql: `
    create function declaration_head(content jsonb) returns jsonb language sql immutable parallel safe as $$
      select jsonb_build_object('form', content -> 'form', 'unit', content -> 'unit', 'department', content -> 'department', 'project', content -> 'project', 'funding', content -> 'funding',
        'indicators', case when jsonb_typeof(content -> 'indicators') = 'array' then jsonb_array_length(content -> 'indicators') else 0 end)
    $$;
    alter table declaration_version add column head jsonb not null generated always as (declaration_head(content)) stored;
  `,
};
