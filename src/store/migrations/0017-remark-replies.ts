import type { Migration } from "./migration.ts";

/** What a unit answers to single remarks of a return, before it hands the table in again. */
export const remarkReplies: Migration = {
  number: 17,
  name: "remark-replies",
  sql: `
    create table remark_reply (
      step_id uuid not null references declaration_step on delete cascade,
      position smallint not null check (position >= 0),
      declaration_id uuid not null references declaration on delete cascade,
      text text not null,
      account_id uuid references account,
      person text,
      at timestamptz not null default now(),
      primary key (step_id, position)
    );
    create index remark_reply_of on remark_reply (declaration_id);
    alter table remark_reply enable row level security;
    alter table remark_reply force row level security;
    -- Not handed in yet: nobody's but the unit's.
    create policy seen on remark_reply using (
      (select dabiao_system())
      or exists (select from declaration where declaration.id = declaration_id and declaration.unit_id = any ((select dabiao_offices('units'))::uuid[]))
    );
  `,
};
