import type { Migration } from "./migration.ts";

/** What has to be checked in each declaration, and who checked what. */
export const checks: Migration = {
  number: 3,
  name: "checks",
  sql: `
    -- One line for each doubt of a declaration, and for each unplaced text that its document quotes (path problems[2]).
    -- document_id and position repeat the declaration's, so that the queue is read in its order from one index.
    -- open: nobody has checked it yet; declaration.doubts counts the open ones.
    create table check_entry (
      id uuid primary key,
      declaration_id uuid not null references declaration on delete cascade,
      document_id uuid not null references document on delete cascade,
      position integer not null,
      ordinal integer not null check (ordinal >= 0),
      path text not null,
      reason text not null,
      message text not null,
      place jsonb,
      open boolean not null default true,
      unique (declaration_id, ordinal)
    );
    create unique index check_entry_queue on check_entry (document_id desc, position, ordinal) where open;

    -- Who checked what. Lines are only added; the latest of a path that was not taken back holds.
    -- original: the text as it was read. text: the text as it holds since; null where a cell is empty.
    create table check_act (
      id uuid primary key,
      declaration_id uuid not null references declaration on delete cascade,
      path text not null,
      state text not null check (state in ('confirmed', 'corrected')),
      original text,
      text text,
      person text,
      at timestamptz not null default now(),
      taken_back_at timestamptz
    );
    create index check_act_path on check_act (declaration_id, path, id desc);

    -- Declarations that were imported before this step. Their documents are all plain text, whose places have ranges.
    insert into check_entry (id, declaration_id, document_id, position, ordinal, path, reason, message)
    select gen_random_uuid(), declaration.id, document_id, position, doubt.ordinal - 1,
           doubt.value ->> 'path', doubt.value ->> 'reason', doubt.value ->> 'message'
    from declaration, jsonb_array_elements(content -> 'doubts') with ordinality as doubt (value, ordinal);

    with start as (
      select declaration.id, document_id, position,
             jsonb_array_length(content -> 'doubts') as doubts,
             (select min((place ->> 'from')::bigint)
              from jsonb_each(content -> 'places') as one (path, list), jsonb_array_elements(list) as place) as begins
      from declaration
    ), unplaced as (
      select document.id as document_id, problem.value, problem.ordinal
      from document, jsonb_array_elements(problems) with ordinality as problem (value, ordinal)
      where problem.value ->> 'code' in ('READ-03', 'READ-04')
    )
    insert into check_entry (id, declaration_id, document_id, position, ordinal, path, reason, message, place)
    select gen_random_uuid(), owner.id, unplaced.document_id, owner.position, owner.doubts + unplaced.ordinal - 1,
           'problems[' || unplaced.ordinal - 1 || ']', 'unplaced', unplaced.value ->> 'message', nullif(unplaced.value -> 'at', 'null')
    from unplaced
    cross join lateral (
      select start.* from start
      where start.document_id = unplaced.document_id
      order by (start.begins <= (unplaced.value -> 'at' ->> 'from')::bigint) is true desc,
               case when start.begins <= (unplaced.value -> 'at' ->> 'from')::bigint then -start.position else start.position end
      limit 1
    ) as owner;

    update declaration set doubts = (select count(*) from check_entry where declaration_id = declaration.id);
  `,
};
