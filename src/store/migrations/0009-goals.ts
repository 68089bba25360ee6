import type { Migration } from "./migration.ts";

/** The way of a declaration through the year: whose it is, its state, versions, steps, adjustments, deadlines; who gets to see which rows. */
export const goals: Migration = {
  number: 9,
  name: "goals",
  sql: `
    -- batch: what lists keep together; the document, or the declaration itself when nobody imported it.
    -- drafted: the content as people wrote it since; null as long as it stands as it was read (content and its checks).
    -- unit_id, department_id, region_id: whose it is, by the tree of its year; null until an office takes it over.
    -- circle: how far it has got (0 unit, 1 department, 2 finance, 3 public); never smaller than it was.
    -- entered: the revision with which the present state began. What was said in it is told by revisions, not by clocks.
    -- revision: grows with every change of the draft or the state; who saves says which one was seen.
    alter table declaration
      add column batch uuid,
      add column drafted jsonb,
      add column unit_id uuid references office,
      add column department_id uuid references office,
      add column region_id uuid references office,
      add column project_id uuid references project,
      add column state text not null default 'DRAFT' check (state in
        ('DRAFT', 'UNIT_REVIEW', 'DEPT_REVIEW', 'FIN_REVIEW', 'RETURNED', 'REVIEWED', 'REJECTED', 'APPROVED', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED')),
      add column state_since timestamptz not null default now(),
      add column circle smallint not null default 0 check (circle between 0 and 3),
      add column secret boolean not null default false,
      add column second_level boolean not null default false,
      add column revision integer not null default 1,
      add column entered integer not null default 1,
      add column changed_at timestamptz not null default now(),
      add column changed_by uuid references account,
      add column changed_name text,
      add column created_by uuid references account,
      add column submitted_by uuid references account,
      add column grade text check (grade in ('优', '良', '中', '差')),
      add column control_yuan numeric,
      add column approval_number text,
      add column approval_date date,
      add column approval_yuan numeric;
    update declaration set batch = document_id;
    alter table declaration alter column batch set not null, alter column document_id drop not null;
    drop index declaration_order;
    create unique index declaration_order on declaration (batch desc, position);
    create index declaration_document on declaration (document_id, position);
    create index declaration_of_unit on declaration (unit_id, batch desc, position);
    create index declaration_of_department on declaration (department_id, batch desc, position) where circle >= 1;
    create index declaration_of_region on declaration (region_id, batch desc, position) where circle >= 2;
    create index declaration_of_project on declaration (project_id, year);
    create index declaration_in_state on declaration (state, state_since) where state not in ('PUBLISHED', 'SUPERSEDED', 'ARCHIVED');

    -- The same bytes may be imported by every office of its own.
    alter table document add column unit_id uuid references office;
    alter table document drop constraint document_sha256_key;
    create unique index document_of_office on document (sha256, unit_id) nulls not distinct;
    alter table import_run add column unit_id uuid references office, add column account_id uuid references account;

    -- Content that never changes again: one for every submission, return, approval and adjustment.
    create table declaration_version (
      id uuid primary key,
      declaration_id uuid not null references declaration on delete cascade,
      number integer not null check (number >= 1),
      action text not null,
      content jsonb not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      reason text not null default '',
      account_id uuid references account,
      person text,
      at timestamptz not null default clock_timestamp(),
      unique (declaration_id, number)
    );

    -- Who did what: lines are only added.
    create table declaration_step (
      id uuid primary key,
      declaration_id uuid not null references declaration on delete cascade,
      adjustment_id uuid,
      action text not null,
      from_state text not null,
      to_state text not null,
      opinion text not null default '',
      detail jsonb not null default '{}',
      version_id uuid references declaration_version,
      sha256 text not null,
      revision integer not null default 1,
      account_id uuid references account,
      person text,
      role text,
      at timestamptz not null default clock_timestamp()
    );
    create index declaration_step_of on declaration_step (declaration_id, id desc);

    -- A change of what was approved: its own way, with the reason; the content before is the version it begins at.
    create table adjustment (
      id uuid primary key,
      declaration_id uuid not null references declaration on delete cascade,
      state text not null default 'ADJ_DRAFT' check (state in ('ADJ_DRAFT', 'ADJ_UNIT', 'ADJ_DEPT', 'ADJ_FIN', 'ADJ_RETURNED', 'ADJ_APPROVED', 'ADJ_REFUSED')),
      state_since timestamptz not null default now(),
      reason text not null,
      from_version uuid not null references declaration_version,
      content jsonb not null,
      attachment text references source (sha256),
      revision integer not null default 1,
      created_by uuid references account,
      submitted_by uuid references account,
      changed_at timestamptz not null default now(),
      changed_name text,
      at timestamptz not null default now()
    );
    create unique index adjustment_open on adjustment (declaration_id) where state not in ('ADJ_APPROVED', 'ADJ_REFUSED');
    alter table declaration_step add foreign key (adjustment_id) references adjustment on delete cascade;

    -- The calendar: until when what has to be done, for a region and year.
    create table deadline (
      region_id uuid not null references office,
      year integer not null,
      kind text not null check (kind in ('unit', 'department', 'finance', 'approval', 'publication')),
      day date not null,
      primary key (region_id, year, kind)
    );

    -- What a third party was asked to look at.
    create table assignment (
      declaration_id uuid not null references declaration on delete cascade,
      account_id uuid not null references account,
      assigned_by uuid references account,
      at timestamptz not null default now(),
      primary key (declaration_id, account_id)
    );

    -- Requests that were carried out, by the key that the sender gave them: the same one again gets the same answer.
    create table carried_out (
      account_id uuid,
      key text not null,
      request text not null,
      status integer not null,
      answer jsonb,
      at timestamptz not null default now(),
      unique nulls not distinct (account_id, key)
    );

    create index carried_out_at on carried_out (at);

    -- Who gave an opinion, and at which level: the grade of a level is that of its own opinion.
    alter table review_opinion add column account_id uuid references account, add column revision integer, add column level text check (level in ('unit', 'department', 'finance', 'outside'));

    -- Whose a waiver is: that of the declaration at which it was made.
    alter table waiver add column unit_id uuid references office, add column department_id uuid references office, add column region_id uuid references office;

    -- Row-level security. The server says on each connection for whom it asks (src/store/scope.ts); where it says nothing,
    -- nothing is seen. The functions stand in sub-selects of the policies, so that each is computed once for a query.
    create function dabiao_system() returns boolean language sql stable as $$ select coalesce(current_setting('dabiao.scope', true), '') = 'system' $$;
    create function dabiao_account() returns uuid language sql stable as $$ select nullif(current_setting('dabiao.account', true), '')::uuid $$;
    create function dabiao_offices(kind text) returns uuid[] language sql stable as $$ select coalesce(nullif(current_setting('dabiao.' || kind, true), ''), '{}')::uuid[] $$;

    alter table declaration enable row level security;
    alter table declaration force row level security;
    create policy seen on declaration using (
      (select dabiao_system())
      or unit_id = any ((select dabiao_offices('units'))::uuid[])
      or (circle >= 1 and department_id = any ((select dabiao_offices('departments'))::uuid[]))
      or (circle >= 2 and region_id = any ((select dabiao_offices('regions'))::uuid[]))
      or id in (select declaration_id from assignment where account_id = (select dabiao_account()))
    );

    alter table document enable row level security;
    alter table document force row level security;
    create policy seen on document using (
      (select dabiao_system())
      or unit_id = any ((select dabiao_offices('units'))::uuid[])
      or exists (select from declaration where declaration.document_id = document.id)
    );
    alter table import_run enable row level security;
    alter table import_run force row level security;
    create policy seen on import_run using ((select dabiao_system()) or unit_id = any ((select dabiao_offices('units'))::uuid[]));
    -- The bytes of a file and its pieces come before the document and the job that make them anybody's.
    alter table source enable row level security;
    alter table source force row level security;
    create policy seen on source for select using ((select dabiao_system()) or exists (select from document where document.sha256 = source.sha256));
    create policy kept on source for insert with check (true);
    create policy removed on source for delete using ((select dabiao_system()));
    alter table import_piece enable row level security;
    alter table import_piece force row level security;
    create policy seen on import_piece for select using ((select dabiao_system()) or exists (select from import_job where import_job.id = job_id));
    create policy kept on import_piece for insert with check (true);
    create policy removed on import_piece for delete using ((select dabiao_system()));
    alter table waiver enable row level security;
    alter table waiver force row level security;
    create policy seen on waiver using (
      (select dabiao_system())
      or unit_id = any ((select dabiao_offices('units'))::uuid[])
      or department_id = any ((select dabiao_offices('departments'))::uuid[])
      or region_id = any ((select dabiao_offices('regions'))::uuid[])
    );
    do $$
    declare child text;
    begin
      foreach child in array array['import_file', 'import_job', 'import_delivery'] loop
        execute format('alter table %I enable row level security', child);
        execute format('alter table %I force row level security', child);
        execute format('create policy seen on %I using ((select dabiao_system()) or run_id in (select id from import_run))', child);
      end loop;
      foreach child in array array['check_entry', 'check_act', 'review_figures', 'review_opinion', 'declaration_version', 'declaration_step', 'adjustment'] loop
        execute format('alter table %I enable row level security', child);
        execute format('alter table %I force row level security', child);
        execute format('create policy seen on %I using ((select dabiao_system()) or exists (select from declaration where declaration.id = declaration_id))', child);
      end loop;
    end $$;

    -- The audit log: anybody's request adds to it, no person's request reads it. Whoever may read it is answered by the house.
    alter table audit_event enable row level security;
    alter table audit_event force row level security;
    create policy seen on audit_event using ((select dabiao_system()));
    alter table audit_head enable row level security;
    alter table audit_head force row level security;
    create policy seen on audit_head using ((select dabiao_system()));
    alter table audit_waiting enable row level security;
    alter table audit_waiting force row level security;
    create policy seen on audit_waiting for select using ((select dabiao_system()));
    create policy kept on audit_waiting for insert with check (true);
    create policy removed on audit_waiting for delete using ((select dabiao_system()));

    -- The role under which requests of people run, where the database lets us make one; else the policies hold for the owner (force).
    do $$
    begin
      if not exists (select from pg_roles where rolname = 'dabiao_app') then
        create role dabiao_app nologin;
      end if;
      execute format('grant dabiao_app to %I', current_user);
      execute format('grant usage on schema %I to dabiao_app', current_schema());
      execute format('grant select, insert, update, delete on all tables in schema %I to dabiao_app', current_schema());
      execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to dabiao_app', current_schema());
      execute format('grant usage on all sequences in schema %I to dabiao_app', current_schema());
      revoke update, delete on declaration_version, declaration_step from dabiao_app;
      revoke all on audit_event, audit_head from dabiao_app;
      revoke select, update, delete, truncate on audit_waiting from dabiao_app;
      revoke all on schema_migration from dabiao_app;
      grant select on schema_migration to dabiao_app;
    exception
      when insufficient_privilege then null;
      -- Another database of the same server makes the role in this moment.
      when unique_violation or duplicate_object then raise exception 'the role dabiao_app was made at the same time; start again' using errcode = '40001';
    end $$;
  `,
};
