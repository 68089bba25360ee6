import type { Migration } from "./migration.ts";

/** How the house is used, the tree of offices over the years, and projects that outlive files and years. */
export const offices: Migration = {
  number: 6,
  name: "offices",
  sql: `
    -- One row: alone on this machine, a trial with made-up offices, or offices that share the house. Nobody has chosen
    -- yet while chosen_at is null.
    create table house (
      only_one boolean primary key default true check (only_one),
      mode text not null default 'local' check (mode in ('local', 'trial', 'office')),
      chosen_at timestamptz,
      chosen_by text
    );
    insert into house default values;

    -- How names are compared: width, case and blanks make no difference. src/organisation/names.ts does the same.
    create function office_name_key(name text) returns text language sql immutable parallel safe
      return lower(regexp_replace(normalize(name, NFKC), '[[:space:]]+', '', 'g'));

    -- Exclusion constraints on texts and ids need their operators for gist.
    create extension if not exists btree_gist;

    create table office (
      id uuid primary key,
      created_at timestamptz not null default now()
    );

    -- What an office was called, and where it stood, from one year to before another (null: until today and on). The tree
    -- of a year is the spans that hold in it. A change ends a span and begins another; one that has ended stays as it was.
    create table office_span (
      office_id uuid not null references office,
      from_year integer not null check (from_year between 1949 and 2200),
      until_year integer check (until_year > from_year),
      code text not null check (code <> ''),
      name text not null check (name <> ''),
      kind text not null check (kind in ('region', 'department', 'unit')),
      parent_id uuid references office,
      region_code char(6) not null check (region_code ~ '^[0-9]{6}$'),
      name_key text not null generated always as (office_name_key(name)) stored,
      primary key (office_id, from_year),
      check (parent_id <> office_id),
      check (kind = 'region' or parent_id is not null),
      check (kind <> 'region' or code = region_code),
      constraint office_span_once exclude using gist
        (office_id with =, int4range(from_year, until_year) with &&) deferrable initially deferred,
      constraint office_span_code exclude using gist
        (region_code with =, code with =, int4range(from_year, until_year) with &&) where (kind <> 'region') deferrable initially deferred,
      constraint office_span_region exclude using gist
        (region_code with =, int4range(from_year, until_year) with &&) where (kind = 'region') deferrable initially deferred
    );
    create index office_span_parent on office_span (parent_id);
    create index office_span_code_find on office_span (code);
    create index office_span_name on office_span (name_key);

    -- Who goes on for an office that was merged: from that year on.
    create table office_successor (
      office_id uuid not null references office,
      successor_id uuid not null references office,
      year integer not null,
      primary key (office_id, successor_id),
      check (office_id <> successor_id)
    );
    create index office_successor_back on office_successor (successor_id);

    -- A project over all its files and years. One that was found to be another's double points to it and stays.
    create table project (
      id uuid primary key,
      office_id uuid not null references office,
      code text check (code <> ''),
      name text not null check (name <> ''),
      name_key text not null,
      merged_into uuid references project check (merged_into <> id),
      created_at timestamptz not null default now()
    );
    create unique index project_code on project (office_id, code) where code is not null;
    create index project_name on project (office_id, name_key);
    create index project_merged on project (merged_into) where merged_into is not null;

    -- Two projects of which it is not sure whether they are one, the smaller id first: why, and what a person decided;
    -- open while "same" is null. What was decided is kept, so that nobody is asked twice.
    create table project_pair (
      one_id uuid not null references project,
      other_id uuid not null references project,
      reason text not null check (reason in ('code', 'name', 'several', 'person')),
      same boolean,
      proposed_at timestamptz not null default now(),
      decided_at timestamptz,
      decided_by text,
      primary key (one_id, other_id),
      check (one_id < other_id),
      check ((same is null) = (decided_at is null))
    );
    create index project_pair_open on project_pair (proposed_at, one_id, other_id) where same is null;
    create index project_pair_other on project_pair (other_id);
  `,
};
