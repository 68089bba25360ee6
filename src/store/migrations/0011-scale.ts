import type { Migration } from "./migration.ts";

/** What makes lists and searches of 100,000 declarations quick behind the row policies. */
export const scale: Migration = {
  number: 11,
  name: "scale",
  sql: `
    -- Whatever the policies look at stands in the index, so that counting reads the index alone.
    drop index declaration_of_unit, declaration_of_department, declaration_of_region;
    create index declaration_of_unit on declaration (unit_id, batch desc, position) include (id, department_id, region_id, circle);
    create index declaration_of_department on declaration (department_id, batch desc, position) include (id, unit_id, region_id, circle) where circle >= 1;
    create index declaration_of_region on declaration (region_id, batch desc, position) include (id, unit_id, department_id, circle) where circle >= 2;
    create index assignment_account on assignment (account_id);

    -- Uncompressed: unpacking a text took 15 times as long as looking into it.
    alter table declaration alter column words set storage external;
    update declaration set words = words || '';

    -- What lists read. The policies of a table are asked before any condition that might betray a value, and the index of
    -- words answers such a one, so it is never used behind them; and what a list shows beside a declaration would be
    -- asked for by the policies row by row, twice. A view looks with the eyes of its owner: this one says itself whose
    -- declarations are seen, once. Conditions that betray what they see (by an error, say) must not be put to it by
    -- whoever writes queries; ours are comparisons.
    create view declaration_listed as
      select declaration.id, document_id, declaration.unit_id, department_id, region_id, batch, state, state_since, secret, grade, revision, changed_at, position, form,
        declaration.year, unit_code, unit_name, department, project_code, project_name, currency, total_text, total_yuan, indicators, doubts,
        unit_words, words, bigrams, project_id, circle, errors, warnings, advices, waived, file, imported_at
      from declaration
        left join document on document.id = document_id
        left join review_figures on review_figures.declaration_id = declaration.id
      where (select dabiao_system())
        or declaration.unit_id = any ((select dabiao_offices('units'))::uuid[])
        or (circle >= 1 and department_id = any ((select dabiao_offices('departments'))::uuid[]))
        or (circle >= 2 and region_id = any ((select dabiao_offices('regions'))::uuid[]))
        or declaration.id in (select declaration_id from assignment where account_id = (select dabiao_account()));
    do $$
    begin
      if exists (select from pg_roles where rolname = 'dabiao_app') then
        grant select on declaration_listed to dabiao_app;
      end if;
    end $$;
  `,
};
