import type { Migration } from "./migration.ts";

/** What lists show of what was handed on stands beside the words by which it is found, and lists read both. */
export const handedOnHead: Migration = {
  number: 19,
  name: "handed-on-head",
  sql: `
    alter table handed_on add column head jsonb;
    update handed_on set head = coalesce((
      select declaration_version.head from declaration_step join declaration_version on declaration_version.id = declaration_step.version_id
      where declaration_step.declaration_id = handed_on.declaration_id and declaration_step.adjustment_id is null
        and declaration_step.to_state = any (case when handed_on.circle = 1
          then array['DEPT_REVIEW', 'FIN_REVIEW', 'REVIEWED', 'REJECTED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED']
          else array['FIN_REVIEW', 'REVIEWED', 'REJECTED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED'] end)
      order by declaration_step.id desc limit 1),
      -- Without a version there is nothing to show but what the row itself knows.
      jsonb_build_object('form', form, 'unit', jsonb_build_object('code', unit_code, 'name', unit_name), 'department', null,
        'project', '{"code": null, "name": null, "category": null, "start": null, "end": null}'::jsonb,
        'funding', '{"currency": null, "total": null, "fiscal": null, "other": null, "annualTotal": null, "fiscalCurrentYear": null, "carriedOver": null, "annualOther": null, "purpose": null}'::jsonb, 'indicators', 0));
    alter table handed_on alter column head set not null;
    -- Heads of versions were made for the same lists; nothing else read them.
    alter table declaration_version drop column head;
    drop function declaration_head(jsonb);

    -- As declaration_listed, with the eyes of its owner: behind the policies each search asked for the declaration of
    -- every row that anybody was handed, before it looked whether the words are in it.
    create view handed_on_listed as
      select handed_on.declaration_id, handed_on.circle, handed_on.form, handed_on.year, handed_on.unit_code, handed_on.unit_name, handed_on.unit_words, handed_on.words, handed_on.head, seen.unit_id, seen.department_id
      from handed_on cross join lateral (
        select unit_id, department_id from declaration where declaration.id = handed_on.declaration_id and (
          (select dabiao_system())
          or unit_id = any ((select dabiao_offices('units'))::uuid[])
          or (declaration.circle >= 1 and department_id = any ((select dabiao_offices('departments'))::uuid[]))
          or (declaration.circle >= 2 and region_id = any ((select dabiao_offices('regions'))::uuid[]))
          or declaration.id in (select assignment.declaration_id from assignment where account_id = (select dabiao_account())))
        -- Looked at one by one, after the words: merged with all declarations a few hundred rows took 80 ms.
        offset 0) as seen;
    do $$
    begin
      if exists (select from pg_roles where rolname = 'dabiao_app') then
        grant select on handed_on_listed to dabiao_app;
      end if;
    end $$;
  `,
};
