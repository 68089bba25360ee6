import type { Migration } from "./migration.ts";

/** 经过: of the audit log whoever sees a table is shown what belongs to its history and is theirs to know. */
export const history: Migration = {
  number: 24,
  name: "history",
  sql: `
    -- What a subject's id says where it is one of ours; requests for nonsense are in the log as well.
    create function dabiao_uuid(text text) returns uuid language sql immutable parallel safe as $$
      select case when text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then text::uuid end
    $$;

    -- The second wall of isTold (workflow/permissions.ts): one's own doing; all of it for auditors; all but the auditors' for
    -- the unit; for department and finance bureau what was not done by the unit itself. What of it happened since a table
    -- went back is left out by the query (store/goals/history.ts), as it is with steps.
    create policy history on audit_event for select using (
      action in ('import.file', 'document.reread', 'declaration.begin', 'declaration.save', 'declaration.reply', 'adjustment.begin', 'adjustment.save',
        'adjustment.attach', 'adjustment.detach', 'declaration.claim', 'declaration.assign', 'declaration.unassign', 'check.confirm', 'check.correct',
        'check.take-back', 'opinion.keep', 'opinion.end', 'waiver.keep', 'waiver.end', 'declaration.export')
      and exists (
        select from declaration
        where (
          declaration.id = case subject_kind
            when 'declaration' then dabiao_uuid(subject_id)
            when 'adjustment' then (select adjustment.declaration_id from adjustment where adjustment.id = dabiao_uuid(subject_id))
            when 'waiver' then (select waiver.declaration_id from waiver where waiver.id = dabiao_uuid(subject_id))
          end
          or declaration.document_id = case subject_kind when 'document' then dabiao_uuid(subject_id) end
        ) and (
          account = (select dabiao_account())
          or declaration.region_id = any ((select dabiao_offices('audits'))::uuid[])
          or (declaration.unit_id = any ((select dabiao_offices('units'))::uuid[]) and role is distinct from 'auditor')
          or (
            role in ('dept', 'fin-biz', 'fin-perf', 'fin-approve', 'third-party')
            and (declaration.department_id = any ((select dabiao_offices('departments'))::uuid[]) or declaration.region_id = any ((select dabiao_offices('regions'))::uuid[]))
          )
        )
      )
    );

    -- Not from where somebody asked, nor the chain: those are for whoever looks after the log.
    do $$
    begin
      if exists (select from pg_roles where rolname = 'dabiao_app') then
        grant select (seq, id, at, account, name, role, action, subject_kind, subject_id, detail) on audit_event to dabiao_app;
      end if;
    exception
      when insufficient_privilege then null;
    end $$;
  `,
};
