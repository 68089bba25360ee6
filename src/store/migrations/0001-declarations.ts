import type { Migration } from "./migration.ts";

/** Sources, documents, declarations, import runs and the local person. */
export const declarations: Migration = {
  number: 1,
  name: "declarations",
  sql: `
    -- The bytes of an imported file, found by what they are.
    create table source (
      sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
      bytes bytea not null,
      size bigint not null check (size = octet_length(bytes)),
      stored_at timestamptz not null default now()
    );

    -- What was read from a source. One document a source: the same bytes are imported once.
    create table document (
      id uuid primary key,
      sha256 text not null unique references source,
      file text not null,
      format text not null,
      verdict text not null check (verdict in ('form', 'generic')),
      title text,
      year integer,
      publisher text,
      overall_goals jsonb not null,
      paragraphs jsonb not null,
      problems jsonb not null,
      imported_at timestamptz not null default now(),
      imported_by text
    );

    -- content is the whole declaration; the other columns repeat what lists, filters and sums need.
    -- words and unit_words are folded (NFKC, lower case); bigrams are all pairs of neighbouring characters in words.
    create table declaration (
      id uuid primary key,
      document_id uuid not null references document on delete cascade,
      position integer not null check (position >= 0),
      form text not null,
      year integer,
      unit_code text,
      unit_name text,
      department text,
      project_code text,
      project_name text,
      currency text,
      total_text text,
      total_yuan numeric check (total_yuan is null or total_text is not null),
      indicators integer not null check (indicators >= 0),
      doubts integer not null check (doubts >= 0),
      content jsonb not null,
      unit_words text not null,
      words text not null,
      bigrams text[] not null
    ) with (toast_tuple_target = 512);
    -- toast_tuple_target keeps content, words and bigrams out of the rows that lists and counts walk through.

    -- The order of lists: newest import first (ids grow with time), then the order in the document.
    create unique index declaration_order on declaration (document_id desc, position);
    create index declaration_bigrams on declaration using gin (bigrams);
    create index declaration_year on declaration (year);

    create table import_run (
      id uuid primary key,
      person text,
      started_at timestamptz not null default now()
    );

    -- One line a file of a run. Only a failed one has an error, and only that one has no document.
    create table import_file (
      id uuid primary key,
      run_id uuid not null references import_run on delete cascade,
      name text not null,
      sha256 text not null,
      outcome text not null check (outcome in ('imported', 'unchanged', 'failed')),
      document_id uuid references document on delete set null,
      verdict text,
      problems jsonb not null,
      error jsonb,
      check ((outcome = 'failed') = (error is not null))
    );
    create index import_file_order on import_file (run_id, id);

    create table person (
      only_one boolean primary key default true check (only_one),
      name text not null check (name <> '')
    );
  `,
};
