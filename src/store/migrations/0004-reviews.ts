import type { Migration } from "./migration.ts";

/** What the review of each declaration counted, findings that were set aside, and what was decided about rules. */
export const reviews: Migration = {
  number: 4,
  name: "reviews",
  sql: `
    -- The figures of the last review of a declaration, waived findings left out. A declaration without a row waits for
    -- review; whatever changes what a review says deletes the rows that it concerns.
    create table review_figures (
      declaration_id uuid primary key references declaration on delete cascade,
      errors integer not null,
      warnings integer not null,
      advices integer not null,
      waived integer not null,
      reviewed_at timestamptz not null default now()
    );

    -- Waivers name unit, project and subject by text and not by id, so that they hold for the file's next version too.
    -- Rows are only added; ended_at ends one.
    create table waiver (
      id uuid primary key,
      rule text not null,
      scope text not null check (scope in ('cell', 'project', 'year', 'unit')),
      unit text not null,
      project text not null,
      year integer,
      subject text not null,
      message text not null,
      reason text not null,
      until date,
      person text,
      at timestamptz not null default now(),
      ended_at timestamptz,
      ended_by text
    );
    create index waiver_unit on waiver (unit) where ended_at is null;

    -- What an office decided about a rule: off, or of another severity (null: the rule's own). The latest of a rule holds.
    create table rule_decision (
      id uuid primary key,
      rule text not null,
      off boolean not null,
      severity text check (severity in ('error', 'warning', 'advice')),
      reason text not null,
      person text,
      at timestamptz not null default now()
    );

    create index declaration_unit on declaration ((coalesce(unit_code, unit_name)));
  `,
};
