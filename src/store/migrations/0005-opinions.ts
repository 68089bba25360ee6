import type { Migration } from "./migration.ts";

/** What reviewers wrote into the review form (审核意见表) of a declaration. */
export const opinions: Migration = {
  number: 5,
  name: "opinions",
  sql: `
    -- Rows are only added: each saving is one, the newest of a declaration holds unless it was taken back (ended_at),
    -- then what the findings propose holds again. points: exact decimals as text, by question. total and grade follow
    -- from them. grounds: the findings that the person saw, so that what changed since can be told.
    create table review_opinion (
      id uuid primary key,
      declaration_id uuid not null references declaration on delete cascade,
      points jsonb not null,
      remarks jsonb not null,
      conclusion text not null,
      total numeric not null check (total between 0 and 100),
      grade text not null check (grade in ('优', '良', '中', '差')),
      grounds jsonb not null,
      person text,
      at timestamptz not null default now(),
      ended_at timestamptz,
      ended_by text
    );
    create index review_opinion_declaration on review_opinion (declaration_id, id desc);
  `,
};
