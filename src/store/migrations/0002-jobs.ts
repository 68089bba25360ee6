import type { Migration } from "./migration.ts";

/** Imports of thousands of files: what waits to be read, and how a run stands. */
export const jobs: Migration = {
  number: 2,
  name: "jobs",
  sql: `
    -- done: nothing waits. running, paused: files wait. cancelled: those that waited were dropped. undone: whatever the
    -- run had brought in was taken out again.
    -- expected is what the sender announced, received what came; found counts every file that was ever put in line,
    -- members of archives as well.
    alter table import_run
      add column state text not null default 'done'
        check (state in ('done', 'running', 'paused', 'cancelled', 'undone')),
      add column expected integer check (expected >= 0),
      add column received integer not null default 0,
      add column found integer not null default 0;
    create index import_run_waiting on import_run (id) where state = 'running';

    -- When the line was written; unknown for those from before.
    alter table import_file add column finished_at timestamptz;
    alter table import_file alter column finished_at set default clock_timestamp();
    create index import_file_outcome on import_file (run_id, outcome, id);
    create index import_file_document on import_file (document_id);

    -- A file that waits to be read. Whoever works on it holds the lock of its row, so that a worker that dies lets go of
    -- it in the same moment; the row goes in the transaction that writes the file's line.
    -- turn is the file's number in its run: the run that has got least comes first. member: it came out of an archive.
    create table import_job (
      id uuid primary key,
      run_id uuid not null references import_run on delete cascade,
      turn integer not null,
      name text not null,
      sha256 text not null,
      size bigint not null check (size >= 0),
      member boolean not null
    );
    create index import_job_order on import_job (turn, id);
    create index import_job_run on import_job (run_id);

    -- The bytes of a waiting file, in pieces, so that nobody ever holds a large one twice. They come before
    -- their job, whose size and hash are known only with the last piece.
    create table import_piece (
      job_id uuid not null references import_job on delete cascade deferrable initially deferred,
      position integer not null,
      bytes bytea not null,
      primary key (job_id, position)
    );
    alter table import_piece alter column bytes set storage external;

    -- What has to outlive the death of the worker that holds the job's row: how often it was begun, and how many members
    -- of an archive are already in line.
    create table import_job_trace (
      job_id uuid primary key references import_job on delete cascade,
      attempts integer not null default 0,
      unpacked integer not null default 0
    );

    -- Requests that put files in line and were carried out: a sender that had no answer may send the same one again.
    create table import_delivery (
      run_id uuid not null references import_run on delete cascade,
      key uuid not null,
      primary key (run_id, key)
    );
  `,
};
