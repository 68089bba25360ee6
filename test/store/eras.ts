// Data as it was written in the time of each schema step, in that step's own tables and columns. A database of step N is
// one that lived through all of them: eras 1 to N, each filled in when it was the newest.

export interface Era {
  step: number;
  sql: string;
}

const uuid = (n: number): string => `'00000000-0000-7000-8000-${String(n).padStart(12, "0")}'`;
const sha = (letter: string): string => `'${letter.repeat(64)}'`;

const content = (name: string): string =>
  `'${JSON.stringify({ form: "tianjin", unit: { code: "301001", name: "云溪县图书馆" }, project: { name }, doubts: [{ path: "year", reason: "conflict", message: "两处不同" }], places: { year: [{ from: 7 }] } })}'`;
const problems = `'${JSON.stringify([{ code: "READ-03", severity: "warning", message: "“合计”一行没有归入任何目标表", at: { from: 3, label: "" } }])}'`;

const oldDocument = (n: number, letter: string): string => `
  insert into source (sha256, bytes, size) values (${sha(letter)}, '\\x00ff', 2);
  insert into document (id, sha256, file, format, verdict, overall_goals, paragraphs, problems, imported_by)
    values (${uuid(n)}, ${sha(letter)}, '旧.txt', 'text', 'form', '[]', '[]', ${problems}, '王小云');
  insert into import_run (id, person) values (${uuid(n + 20)}, '王小云');
  insert into import_file (id, run_id, name, sha256, outcome, document_id, problems) values (${uuid(n + 30)}, ${uuid(n + 20)}, '旧.txt', ${sha(letter)}, 'imported', ${uuid(n)}, '[]');
  insert into import_file (id, run_id, name, sha256, outcome, problems, error) values (${uuid(n + 40)}, ${uuid(n + 20)}, '坏.txt', ${sha("f")}, 'failed', '[]', '{"code":"READ-11"}');`;

const oldDeclaration = (n: number, documentId: number, more = { columns: "", values: "" }): string => `
  insert into declaration (id, document_id, position, form, year, unit_code, unit_name, project_name, currency, total_text, total_yuan, indicators, doubts, content, unit_words, words, bigrams${more.columns})
    values (${uuid(n)}, ${uuid(documentId)}, 0, 'tianjin', 2025, '301001', '云溪县图书馆', '图书馆免费开放', '万元', '979.11', 9791100.00, 1, 1, ${content("图书馆免费开放")}, '云溪县图书馆', '图书馆', '{图书,书馆}'${more.values});`;

export const eras: readonly Era[] = [
  { step: 1, sql: `${oldDocument(100, "a")}${oldDeclaration(150, 100)} insert into person (name) values ('王小云');` },
  {
    step: 2,
    sql: `${oldDocument(200, "b")}${oldDeclaration(250, 200)}
      insert into import_run (id, person, state, expected, received, found) values (${uuid(260)}, '李红', 'running', 2, 1, 1);
      insert into import_job (id, run_id, turn, name, sha256, size, member) values (${uuid(261)}, ${uuid(260)}, 1, '等.txt', ${sha("c")}, 3, false);
      insert into import_piece (job_id, position, bytes) values (${uuid(261)}, 0, '\\x010203');
      insert into import_job_trace (job_id, attempts, unpacked) values (${uuid(261)}, 1, 0);
      insert into import_delivery (run_id, key) values (${uuid(260)}, ${uuid(262)});`,
  },
  {
    step: 3,
    sql: `insert into check_act (id, declaration_id, path, state, original, text, person) values (${uuid(300)}, ${uuid(150)}, 'year', 'corrected', null, '2026', '王小云');
      insert into check_act (id, declaration_id, path, state, text, taken_back_at) values (${uuid(301)}, ${uuid(250)}, 'year', 'confirmed', '2025', now());
      update check_entry set open = false where declaration_id = ${uuid(150)} and path = 'year';
      update declaration set doubts = doubts - 1 where id = ${uuid(150)};`,
  },
  {
    step: 4,
    sql: `insert into review_figures (declaration_id, errors, warnings, advices, waived) values (${uuid(150)}, 1, 2, 3, 1);
      insert into waiver (id, rule, scope, unit, project, year, subject, message, reason, until, person) values (${uuid(400)}, 'FUND-01', 'cell', '301001', '图书馆免费开放', 2025, 'funding.total', '不相等', '上级文件要求', '2026-12-31', '王小云');
      insert into rule_decision (id, rule, off, severity, reason, person) values (${uuid(401)}, 'FUND-02', false, 'advice', '本地口径', '王小云');`,
  },
  {
    step: 5,
    sql: `insert into review_opinion (id, declaration_id, points, remarks, conclusion, total, grade, grounds, person)
      values (${uuid(500)}, ${uuid(150)}, '{"q1":"8.5"}', '{}', '同意', 8.5, '差', '[]', '王小云');`,
  },
  {
    step: 6,
    sql: `insert into office (id) values (${uuid(600)}), (${uuid(601)}), (${uuid(602)}), (${uuid(603)});
      insert into office_span (office_id, from_year, code, name, kind, parent_id, region_code) values
        (${uuid(600)}, 2020, '370400', '云溪县', 'region', null, '370400'),
        (${uuid(601)}, 2020, '301', '云溪县文化和旅游局', 'department', ${uuid(600)}, '370400'),
        (${uuid(602)}, 2020, '301001', '云溪县图书馆', 'unit', ${uuid(601)}, '370400');
      insert into office_span (office_id, from_year, until_year, code, name, kind, parent_id, region_code) values (${uuid(603)}, 2020, 2024, '301002', '云溪县书店', 'unit', ${uuid(601)}, '370400');
      insert into office_successor (office_id, successor_id, year) values (${uuid(603)}, ${uuid(602)}, 2024);
      insert into project (id, office_id, name, name_key) values (${uuid(610)}, ${uuid(602)}, '图书馆免费开放', '图书馆免费开放'), (${uuid(611)}, ${uuid(602)}, '图书馆开放', '图书馆开放');
      insert into project_pair (one_id, other_id, reason) values (${uuid(610)}, ${uuid(611)}, 'name');
      update house set mode = 'office', chosen_at = now(), chosen_by = '王小云';`,
  },
  {
    step: 7,
    sql: `insert into account (id, login, name, password, password_at) values (${uuid(700)}, 'wang', '王小云', '$argon2id$made-up', now()), (${uuid(701)}, 'li', '李红', null, null);
      insert into account_password (id, account_id, hash, at) values (${uuid(702)}, ${uuid(700)}, '$argon2id$made-up', now());
      insert into role_grant (id, account_id, role, office_id, from_date) values (${uuid(703)}, ${uuid(700)}, 'unit-clerk', ${uuid(602)}, '2025-01-01');
      insert into session (token_hash, id, account_id, created_at, seen_at, expires_at) values ('\\x01', ${uuid(704)}, ${uuid(700)}, now(), now(), now());
      insert into one_time_code (hash, purpose, account_id, made_at, expires_at) values ('\\x02', 'reset', ${uuid(701)}, now(), now());
      insert into recovery_code (account_id, hash) values (${uuid(700)}, '\\x03');
      insert into access_token (id, account_id, hash, name, scopes, created_at, expires_at) values (${uuid(705)}, ${uuid(700)}, '\\x04', '同步', '{read}', now(), now());
      insert into sign_in_rate (address, since, failures) values ('10.0.0.9', now(), 3);
      insert into sign_in_policy (content, changed_by) values ('{"minimum":12}', ${uuid(700)});
      insert into sso_binding (id, issuer, subject, login, account_id, asked_at) values (${uuid(706)}, 'https://idp.invalid', 'w', 'wang', ${uuid(700)}, now());
      insert into sso_attempt (hash, state, nonce, verifier, expires_at) values ('\\x05', 's', 'n', 'v', now());`,
  },
  {
    step: 8,
    sql: `insert into audit_waiting (id, name, action, detail) values (${uuid(800)}, '王小云', 'declaration.save', '{"n": 1.0}'), (${uuid(801)}, '李红', 'session.begin', 'null');
      select audit_seal(1);`,
  },
  {
    step: 9,
    sql: `${oldDocument(900, "d")}${oldDeclaration(950, 900, { columns: ", batch, unit_id, department_id, region_id, project_id, state, circle", values: `, ${uuid(900)}, ${uuid(602)}, ${uuid(601)}, ${uuid(600)}, ${uuid(610)}, 'APPROVED', 2` })}
      insert into check_entry (id, declaration_id, document_id, position, ordinal, path, reason, message) values (${uuid(954)}, ${uuid(950)}, ${uuid(900)}, 0, 0, 'year', 'conflict', '两处不同');
      insert into declaration_version (id, declaration_id, number, action, content, sha256, account_id, person) values (${uuid(951)}, ${uuid(950)}, 1, 'submit', '{}', ${sha("1")}, ${uuid(700)}, '王小云');
      insert into adjustment (id, declaration_id, reason, from_version, content, created_by) values (${uuid(952)}, ${uuid(950)}, '政策调整', ${uuid(951)}, '{}', ${uuid(700)});
      insert into declaration_step (id, declaration_id, action, from_state, to_state, version_id, sha256, account_id, person, role) values (${uuid(953)}, ${uuid(950)}, 'submit', 'DRAFT', 'UNIT_REVIEW', ${uuid(951)}, ${sha("1")}, ${uuid(700)}, '王小云', 'unit-clerk');
      insert into deadline (region_id, year, kind, day) values (${uuid(600)}, 2026, 'unit', '2026-09-30');
      insert into assignment (declaration_id, account_id, assigned_by) values (${uuid(950)}, ${uuid(701)}, ${uuid(700)});
      insert into carried_out (account_id, key, request, status, answer) values (${uuid(700)}, 'k', 'POST /api/x', 201, '{}');`,
  },
  { step: 12, sql: `insert into review_stale (declaration_id, unit, batch) values (${uuid(950)}, '301001', ${uuid(900)});` },
  {
    step: 13,
    sql: `insert into handed_on (declaration_id, circle, form, unit_words, words) values (${uuid(950)}, 1, 'tianjin', '', '购书');`,
  },
  {
    step: 14,
    sql: `insert into backup_plan (content, changed_by) values ('{"daily": true}', ${uuid(700)});`,
  },
  { step: 15, sql: `insert into adjustment_attachment (id, adjustment_id, name, sha256, account_id, person) values (${uuid(1400)}, ${uuid(952)}, '文件.pdf', ${sha("d")}, ${uuid(700)}, '王小云');` },
  {
    step: 17,
    sql: `insert into remark_reply (step_id, position, declaration_id, text, account_id, person) values (${uuid(953)}, 0, ${uuid(950)}, '已补充测算', ${uuid(700)}, '王小云');`,
  },
  {
    step: 18,
    sql: `insert into house_form (id, office_id, region_id, name, definition, changed_by) values ('own-000000000018', ${uuid(602)}, ${uuid(600)}, '河湖表', '{"title": "河湖表"}', '王小云');
      insert into house_form_version (form_id, version, name, definition, account_id, person) values ('own-000000000018', 1, '河湖表', '{"title": "河湖表"}', ${uuid(700)}, '王小云');`,
  },
  {
    step: 21,
    sql: `insert into source (sha256, bytes, size) values (${sha("e")}, '\\x0a', 1);
      insert into document (id, sha256, file, format, verdict, overall_goals, paragraphs, problems, imported_by) values (${uuid(2100)}, ${sha("e")}, '没认出.docx', 'docx', 'none', '[]', '[]', '[]', '王小云');
      insert into import_file (id, run_id, name, sha256, outcome, document_id, verdict, problems, error) values (${uuid(2101)}, ${uuid(120)}, '没认出.docx', ${sha("e")}, 'failed', ${uuid(2100)}, 'none', '[]', '{"code":"IMPORT-01"}');`,
  },
];

/** What a later step changes on purpose in what was there before: column by column. Everything else stays as it was. */
export const changedBy: readonly { step: number; table: string; column: string }[] = [
  // The count of open entries takes in unplaced texts from step 3 on.
  { step: 3, table: "declaration", column: "doubts" },
  // A column that was never written; files have a table of their own from step 15 on.
  { step: 15, table: "adjustment", column: "attachment" },
];

/** Tables that a step empties on purpose: what stood in them is counted again. */
export const emptiedBy: readonly { step: number; table: string }[] = [{ step: 23, table: "review_figures" }];
