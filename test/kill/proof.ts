// What must be true of the database whatever was killed, looked at from outside.
import type pg from "pg";
import { fingerprint } from "../../src/store/audit/audit.ts";
import { adjustmentActions, adjustmentTransitions, goalActions, goalTransitions } from "../../src/workflow/transitions.ts";
import { type Acknowledged, formsOfFile } from "./ledger.ts";

/** Events of declarations and adjustments, in the chain or waiting for their place in it. */
const audited = `audited as not materialized (select id, subject_kind, subject_id, action, detail from audit_event where subject_kind in ('declaration', 'adjustment')
  union all select id, subject_kind, subject_id, action, detail from audit_waiting where subject_kind in ('declaration', 'adjustment'))`;

/** The one event of a step. */
const eventOf = (id: string, action: string, revision: string): string => `(select count(*) from audited where subject_id = ${id} and action = ${action} and detail ->> 'revision' = ${revision}) = 1`;

/** What there must be for a write of each kind; `wanted` is the write as JSON. */
const kept: Readonly<Record<Acknowledged["kind"], string>> = {
  import: "select from document where id::text = wanted ->> 'document' and sha256 = wanted ->> 'sha256'",
  // Either it still waits, with its bytes, or it was read; or it has its line that says that reading took too long here.
  queued: `select from document where sha256 = wanted ->> 'sha256' union all select from import_job where sha256 = wanted ->> 'sha256'
    union all select from import_file where sha256 = wanted ->> 'sha256' and error ->> 'code' = 'IMPORT-03'`,
  check: "select from check_act where id::text = wanted ->> 'id' and path = wanted ->> 'path' and text is not distinct from wanted ->> 'text'",
  waiver: "select from waiver where id::text = wanted ->> 'id' and reason = wanted ->> 'reason'",
  opinion: "select from review_opinion where id::text = wanted ->> 'id' and conclusion = wanted ->> 'conclusion'",
  // The save itself, or one after it; and its line in the audit log, which committed with it.
  draft: `select from declaration where id::text = wanted ->> 'id' and (revision > (wanted ->> 'revision')::int
       or (revision = (wanted ->> 'revision')::int and drafted #>> '{funding,purpose}' = wanted ->> 'purpose'))
       and ${eventOf("declaration.id::text", "'declaration.save'", "wanted ->> 'revision'")}`,
  // Once, with its state, its version and its event.
  step: `select from declaration_step step where declaration_id::text = wanted ->> 'id' and adjustment_id is null and action = wanted ->> 'action' and revision = (wanted ->> 'revision')::int
       and to_state = wanted ->> 'state' and ${eventOf("declaration_id::text", "'declaration.' || step.action", "step.revision::text")}
       and (wanted ->> 'version' is null or exists (select from declaration_version version where version.id = version_id and number = (wanted ->> 'version')::int and version.action = step.action))`,
  mark: "select from declaration_step where declaration_id::text = wanted ->> 'id' and adjustment_id is null and action = wanted ->> 'action' and revision = (wanted ->> 'revision')::int",
  adjustment: `select from adjustment where id::text = wanted ->> 'id' and declaration_id::text = wanted ->> 'declaration' and revision >= (wanted ->> 'revision')::int
       and content #>> '{funding,purpose}' = wanted ->> 'purpose' and ${eventOf("adjustment.id::text", "'adjustment.save'", "wanted ->> 'revision'")}`,
  "adjustment-step": `select from declaration_step step where adjustment_id::text = wanted ->> 'id' and action = wanted ->> 'action' and revision = (wanted ->> 'revision')::int
       and to_state = wanted ->> 'state' and ${eventOf("adjustment_id::text", "'adjustment.' || step.action", "step.revision::text")}`,
};

/** Acknowledged writes that are not there, or not as they were acknowledged. */
export async function lost(client: pg.ClientBase, ledger: readonly Acknowledged[]): Promise<string[]> {
  const missing: string[] = [];
  for (const [kind, own] of Map.groupBy(ledger, (one) => one.kind)) {
    const { rows } = await client.query<{ gone: string }>(
      `with ${audited} select wanted::text as gone from unnest($1::text[]) as told, lateral (select told::json as wanted) as one where not exists (${kept[kind]})`,
      [own.map((one) => JSON.stringify(one))],
    );
    missing.push(...rows.map(({ gone }) => `${kind} ${gone}`));
  }
  return missing;
}

const listed = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(", ");
/** Steps that leave a version. */
const versioned = listed([...goalActions.filter((action) => goalTransitions[action].version), ...adjustmentActions.filter((action) => adjustmentTransitions[action].version)]);
/** Steps whose event names their revision; marks name what was set. */
const transitions = listed([...goalActions, ...adjustmentActions]);

/** What a half-done act would leave: each query gives nothing when all is whole. */
const halves: Readonly<Record<string, string>> = {
  // The trial brings in files of its own, of one form each.
  "a document without all of its declarations": `select id from document where (select count(*) from declaration where document_id = document.id) <> case when file like '%绩效自评表.html' then 1 else ${formsOfFile} end`,
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
  "a revision that saves, checks, steps and adjustments in force do not explain": `select id from declaration where revision <> 1
     + (select count(*) from audited where subject_id = declaration.id::text and action in ('declaration.save', 'declaration.claim'))
     + (select count(*) from check_act where declaration_id = declaration.id) + (select count(*) from check_act where declaration_id = declaration.id and taken_back_at is not null)
     + (select count(*) from declaration_step where declaration_id = declaration.id and (adjustment_id is null or to_state = 'ADJ_APPROVED'))`,
  "an adjustment's revision that its saves and steps do not explain": `select id from adjustment where revision <> 1
     + (select count(*) from audited where subject_id = adjustment.id::text and action = 'adjustment.save')
     + (select count(*) from declaration_step where adjustment_id = adjustment.id)`,
  "a state that is not where the last step led": `select id from declaration where state <> coalesce(
     (select to_state from declaration_step where declaration_id = declaration.id and adjustment_id is null order by revision desc limit 1), 'DRAFT')`,
  "a step that does not begin where the one before it ended": `select id from (select id, from_state, lag(to_state, 1, case when adjustment_id is null then 'DRAFT' else 'ADJ_DRAFT' end)
     over (partition by declaration_id, adjustment_id order by revision) as before from declaration_step) as one where from_state <> before`,
  "an adjustment that is not where its last step led": `select id from adjustment where state <> coalesce(
     (select to_state from declaration_step where adjustment_id = adjustment.id order by revision desc limit 1), 'ADJ_DRAFT')`,
  "two steps of one revision": "select min(id::text) from declaration_step group by declaration_id, adjustment_id, revision having count(*) > 1",
  "a step without its event, or with two": `select id from declaration_step step where action in (${transitions})
     and not ${eventOf("coalesce(adjustment_id, declaration_id)::text", "case when adjustment_id is null then 'declaration.' else 'adjustment.' end || step.action", "step.revision::text")}`,
  "an event of a step that is not there": `select id from audited where split_part(action, '.', 2) in (${transitions}) and not exists (select from declaration_step step
     where coalesce(adjustment_id, declaration_id)::text = subject_id and step.action = split_part(audited.action, '.', 2) and step.revision::text = audited.detail ->> 'revision')`,
  "marks and their events that do not agree": `select id from declaration where (select count(*) from declaration_step where declaration_id = declaration.id and action in ('control', 'second-level', 'secret'))
     <> (select count(*) from audited where subject_id = declaration.id::text and action in ('declaration.control', 'declaration.second-level', 'declaration.secret'))`,
  "a step without its version": `select id from declaration_step step where action in (${versioned}) and not exists (select from declaration_version version where version.id = version_id and version.action = step.action)`,
  "a version without its step": "select id from declaration_version version where not exists (select from declaration_step where version_id = version.id)",
  "versions with a gap": "select declaration_id from declaration_version group by declaration_id having count(*) <> max(number)",
  "content that is handed in, or in force, and not that of its latest version": `select id from declaration where state in ('UNIT_REVIEW', 'APPROVED', 'PUBLISHED') and drafted is not null
     and drafted is distinct from (select content from declaration_version version where version.declaration_id = declaration.id order by number desc limit 1)`,
  "an approval without its number, or a number without approval": "select id from declaration where (approval_number is not null) <> (state in ('APPROVED', 'PUBLISHED', 'ARCHIVED'))",
  "a key whose request was not carried out": "select key from carried_out where status = 0",
  "an audit event that has two places": "select id from audit_waiting where exists (select from audit_event where audit_event.id = audit_waiting.id)",
  "a head that is not the chain's end": "select seq from audit_head where seq <> (select coalesce(max(seq), 0) from audit_event)",
};

/** What is half-done at this moment; under load as well, since all is seen in one snapshot. */
export async function half(client: pg.ClientBase): Promise<string[]> {
  await client.query("begin isolation level repeatable read read only");
  const found = await halfHere(client);
  await client.query("rollback");
  return found;
}

/** The same in the transaction that is under way. */
export async function halfHere(client: pg.ClientBase): Promise<string[]> {
  const found: string[] = [];
  for (const [name, query] of Object.entries(halves)) {
    const { rows } = await client.query<Record<string, unknown>>(`with ${audited} ${query} limit 3`);
    if (rows.length > 0) found.push(`${name}: ${rows.map((row) => String(Object.values(row)[0])).join(", ")}`);
  }
  return found;
}

/** Versions that are not what was kept. */
export async function changedVersions(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ id: string; sha256: string; content: unknown }>("select id, sha256, content from declaration_version");
  return rows.filter(({ sha256, content }) => fingerprint(content) !== sha256).map(({ id }) => `version ${id} is not what was kept`);
}

/** What must wait for a clerk and for a head of a unit, said once more in other words than the product's. */
const waitsAt: Readonly<Record<"unit-clerk" | "unit-head", string>> = {
  "unit-clerk": `select id from declaration where unit_id = $1 and (state in ('DRAFT', 'RETURNED') or (state = 'REVIEWED' and control_yuan <> total_yuan))
    union all select adjustment.id from adjustment join declaration on declaration.id = declaration_id where unit_id = $1 and adjustment.state in ('ADJ_DRAFT', 'ADJ_RETURNED')`,
  "unit-head": `select id from declaration where unit_id = $1 and (state = 'UNIT_REVIEW' or (state = 'APPROVED' and not secret)
      or exists (select from declaration_step proposed where declaration_id = declaration.id and action like '%-propose' and to_state = state
        and not exists (select from declaration_step after where after.declaration_id = declaration.id and after.id > proposed.id and after.adjustment_id is null and (after.action ~ '-(agree|decline|withdraw)$' or after.to_state <> proposed.to_state))))
    union all select adjustment.id from adjustment join declaration on declaration.id = declaration_id where unit_id = $1 and adjustment.state = 'ADJ_UNIT'`,
};

export async function waitsFor(client: pg.ClientBase, role: keyof typeof waitsAt, office: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(waitsAt[role], [office]);
  return rows.map(({ id }) => id).sort();
}

/** What the house does by itself and has not done yet: files to read, tables to review, events to chain. */
export async function waiting(client: pg.ClientBase): Promise<Record<string, number>> {
  const { rows } = await client.query<Record<string, string>>(`select (select count(*) from import_job) as files, (select count(*) from audit_waiting) as events,
    (select count(*) from declaration where not exists (select from review_figures where declaration_id = declaration.id)) as reviews,
    (select count(*) from import_run where state = 'running' and received > 0) as runs`);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).filter(([, count]) => Number(count) > 0).map(([name, count]) => [name, Number(count)]));
}
