// What must be true of the database whatever was killed, looked at from outside.
import type pg from "pg";
import { type Acknowledged, formsOfFile } from "./load.ts";

/** Acknowledged writes that are not there, or not as they were acknowledged. */
export async function lost(client: pg.ClientBase, ledger: readonly Acknowledged[]): Promise<string[]> {
  const missing: string[] = [];
  const look = async <Kind extends Acknowledged["kind"]>(kind: Kind, query: string, key: (one: Extract<Acknowledged, { kind: Kind }>) => unknown): Promise<void> => {
    const wanted = ledger.filter((one): one is Extract<Acknowledged, { kind: Kind }> => one.kind === kind).map((one) => JSON.stringify(key(one)));
    if (wanted.length === 0) return;
    const { rows } = await client.query<{ gone: string }>(`with audited as not materialized (select subject_id, action, detail from audit_event where subject_kind = 'declaration' union all select subject_id, action, detail from audit_waiting where subject_kind = 'declaration')
      select wanted as gone from unnest($1::text[]) as wanted where not exists (${query})`, [wanted]);
    missing.push(...rows.map(({ gone }) => `${kind} ${gone}`));
  };
  await look("import", "select from document where id::text = wanted::json ->> 'document' and sha256 = wanted::json ->> 'sha256'", ({ document, sha256 }) => ({ document, sha256 }));
  // Either it still waits, with its bytes, or it was read; or it has its line that says that reading took too long here.
  await look("queued", `select from document where sha256 = wanted::json ->> 'sha256' union all select from import_job where sha256 = wanted::json ->> 'sha256'
    union all select from import_file where sha256 = wanted::json ->> 'sha256' and error ->> 'code' = 'IMPORT-03'`, ({ sha256 }) => ({ sha256 }));
  await look("check", "select from check_act where id::text = wanted::json ->> 'id' and path = wanted::json ->> 'path' and text is not distinct from wanted::json ->> 'text'", ({ id, path, text }) => ({ id, path, text }));
  await look("waiver", "select from waiver where id::text = wanted::json ->> 'id' and reason = wanted::json ->> 'reason'", ({ id, reason }) => ({ id, reason }));
  // The save itself, or one after it; and its line in the audit log, which committed with it.
  await look(
    "draft",
    `select from declaration where id::text = wanted::json ->> 'id' and (revision > (wanted::json ->> 'revision')::int
       or (revision = (wanted::json ->> 'revision')::int and drafted #>> '{funding,purpose}' = wanted::json ->> 'purpose'))
       and exists (select from audited where subject_id = declaration.id::text and action = 'declaration.save' and detail ->> 'revision' = wanted::json ->> 'revision')`,
    ({ id, revision, purpose }) => ({ id, revision, purpose }),
  );
  await look("opinion", "select from review_opinion where id::text = wanted::json ->> 'id' and conclusion = wanted::json ->> 'conclusion'", ({ id, conclusion }) => ({ id, conclusion }));
  return missing;
}

/** What a half-done act would leave: each query gives nothing when all is whole. */
const halves: Readonly<Record<string, string>> = {
  "a document without all of its declarations": `select id from document where (select count(*) from declaration where document_id = document.id) <> ${formsOfFile}`,
  "a document without its source": "select id from document where not exists (select from source where source.sha256 = document.sha256)",
  "a document without the line of its import, or with two": "select id from document where (select count(*) from import_file where document_id = document.id and outcome = 'imported') <> 1",
  "a line that says imported without a document": "select id from import_file where outcome = 'imported' and document_id is null",
  // A machine with ten times too much to do may take longer than a file is given (IMPORT-03); that is told, and no half.
  "a good file that failed": "select error::text from import_file where outcome = 'failed' and error ->> 'code' <> 'IMPORT-03'",
  "a waiting file without its bytes": "select id from import_job where size <> (select coalesce(sum(octet_length(bytes)), 0) from import_piece where job_id = import_job.id)",
  "bytes without their waiting file": "select job_id from import_piece where not exists (select from import_job where id = job_id)",
  "a run whose files are not all accounted for": `select id from import_run where found <> 0
     and found <> (select count(*) from import_file where run_id = import_run.id) + (select count(*) from import_job where run_id = import_run.id)`,
  "a run that took a delivery twice, or half of it": "select id from import_run where received not in (0, coalesce(expected, received))",
  "a run that is done while files wait": "select id from import_run where state = 'done' and exists (select from import_job where run_id = import_run.id)",
  "a count of open entries that is wrong": "select id from declaration where doubts <> (select count(*) from check_entry where declaration_id = declaration.id and open)",
  "an entry that is open although somebody checked it, or the reverse": `select id from check_entry
     where open = exists (select from check_act where check_act.declaration_id = check_entry.declaration_id and check_act.path = check_entry.path and taken_back_at is null)`,
  "an opinion whose total is not that of its points": "select id from review_opinion where total <> (select coalesce(sum(value::numeric), 0) from jsonb_each_text(points))",
  "a draft whose saves and their events do not agree": `select id from declaration where drafted is not null and document_id is null and revision <> 1 +
     (select count(*) from audit_event where subject_kind = 'declaration' and subject_id = declaration.id::text and action = 'declaration.save') +
     (select count(*) from audit_waiting where subject_kind = 'declaration' and subject_id = declaration.id::text and action = 'declaration.save')`,
  "an audit event that has two places": "select id from audit_waiting where exists (select from audit_event where audit_event.id = audit_waiting.id)",
  "a head that is not the chain's end": "select seq from audit_head where seq <> (select coalesce(max(seq), 0) from audit_event)",
};

/** What is half-done at this moment; under load as well, since all is seen in one snapshot. */
export async function half(client: pg.ClientBase): Promise<string[]> {
  const found: string[] = [];
  await client.query("begin isolation level repeatable read read only");
  for (const [name, query] of Object.entries(halves)) {
    const { rows } = await client.query<Record<string, unknown>>(`${query} limit 3`);
    if (rows.length > 0) found.push(`${name}: ${rows.map((row) => String(Object.values(row)[0])).join(", ")}`);
  }
  await client.query("rollback");
  return found;
}

/** How many files wait to be read. */
export async function waiting(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ jobs: string }>("select count(*) as jobs from import_job");
  return Number(rows[0]?.jobs);
}
