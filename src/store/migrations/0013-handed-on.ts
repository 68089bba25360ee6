import type { Migration } from "./migration.ts";

/** What is found of a declaration by those who see only what was handed on to them. */
export const handedOnWords: Migration = {
  number: 13,
  name: "handed-on",
  sql: `
    -- While a unit works on a table again, its department (circle 1) and the finance bureau (2) see the version that they
    -- were handed. Searches, filters and their lists look here instead of at the work under way. A row for each circle
    -- that the present state keeps out; made anew with each step.
    create table handed_on (
      declaration_id uuid not null references declaration on delete cascade,
      circle smallint not null check (circle in (1, 2)),
      form text not null,
      year integer,
      unit_code text,
      unit_name text,
      unit_words text not null,
      words text not null,
      primary key (declaration_id, circle)
    );
    alter table handed_on alter column words set storage external;
    alter table handed_on enable row level security;
    alter table handed_on force row level security;
    create policy seen on handed_on using ((select dabiao_system()) or exists (select from declaration where declaration.id = declaration_id));

    -- Where a waiver was made: others than the unit see it when they see that table. The narrow ones quote what stands in it.
    alter table waiver add column declaration_id uuid;
    drop policy seen on waiver;
    create policy seen on waiver using (
      (select dabiao_system())
      or unit_id = any ((select dabiao_offices('units'))::uuid[])
      or ((department_id = any ((select dabiao_offices('departments'))::uuid[]) or region_id = any ((select dabiao_offices('regions'))::uuid[]))
        and (declaration_id is null or scope in ('year', 'unit') or exists (select from declaration where declaration.id = declaration_id)))
    );

    -- Answers to requests hold what the person was shown.
    alter table carried_out enable row level security;
    alter table carried_out force row level security;
    create policy seen on carried_out using ((select dabiao_system()) or account_id = (select dabiao_account()));

    insert into handed_on (declaration_id, circle, form, year, unit_code, unit_name, unit_words, words)
    select declaration.id, kept.circle, coalesce(newest.content ->> 'form', declaration.form), (newest.content ->> 'year')::integer, newest.content #>> '{unit,code}', newest.content #>> '{unit,name}',
      lower(normalize(coalesce(newest.content #>> '{unit,name}', ''), NFKC)),
      lower(normalize(concat_ws(E'\\n', newest.content #>> '{project,name}', newest.content #>> '{project,code}', newest.content #>> '{project,category}', newest.content #>> '{unit,name}', newest.content #>> '{unit,code}',
        newest.content ->> 'department', newest.content #>> '{funding,purpose}', newest.content ->> 'notes',
        (select string_agg(value #>> '{}', E'\\n') from jsonb_path_query(newest.content, '$.goals[*].text ? (@ != null)') as value),
        (select string_agg(value #>> '{}', E'\\n') from jsonb_path_query(newest.content, '$.indicators[*].keyvalue() ? (@.key == "level1" || @.key == "level2" || @.key == "level3" || @.key == "level4" || @.key == "description" || @.key == "unit" || @.key == "basis").value ? (@ != null)') as value),
        (select string_agg(value #>> '{}', E'\\n') from jsonb_path_query(newest.content, '$.indicators[*].target.text ? (@ != null)') as value),
        (select string_agg(value #>> '{}', E'\\n') from jsonb_path_query(newest.content, '$.extra[*].text ? (@ != null)') as value)), NFKC))
    from declaration
      cross join (values (1, array['DEPT_REVIEW', 'FIN_REVIEW', 'REVIEWED', 'REJECTED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED']), (2, array['FIN_REVIEW', 'REVIEWED', 'REJECTED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED'])) as kept (circle, states)
      cross join lateral (
        select declaration_version.content from declaration_step join declaration_version on declaration_version.id = declaration_step.version_id
        where declaration_step.declaration_id = declaration.id and declaration_step.adjustment_id is null and declaration_step.to_state = any (kept.states)
        order by declaration_step.id desc limit 1) as newest
    where declaration.circle >= 1 and not (declaration.state = any (kept.states));
  `,
};
