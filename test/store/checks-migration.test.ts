import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { migrate } from "../../src/store/migrate.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => await server.stop());

test("declarations that were imported before the step get their entries, in the order of the document", async () => {
  const { pool } = await server.emptyDatabase();
  await migrate(pool, migrations.slice(0, 2));
  const sha256 = "a".repeat(64);
  const problem = (code: string, from: number | null) => ({ code, severity: "warning", message: `${code} ${from}`, at: from === null ? null : { from, label: "" } });
  const problems = [problem("READ-06", 50), problem("READ-04", 150), problem("READ-03", 5), problem("READ-03", null)];
  await pool.query("insert into source (sha256, bytes, size) values ($1, '', 0)", [sha256]);
  await pool.query(
    `insert into document (id, sha256, file, format, verdict, overall_goals, paragraphs, problems)
     values (gen_random_uuid(), $1, '旧.txt', 'text', 'form', '[]', '[]', $2)`,
    [sha256, JSON.stringify(problems)],
  );
  for (const [position, from] of [[0, 10], [1, 100], [2, 200]]) {
    const content = { doubts: [{ path: "year", reason: "conflict", message: "两处不同" }], places: { "project.name": [{ from }], year: [{ from: (from ?? 0) + 7 }] } };
    await pool.query(
      `insert into declaration (id, document_id, position, form, indicators, doubts, content, unit_words, words, bigrams)
       select gen_random_uuid(), id, $1, 'tianjin', 0, 1, $2, '', '', '{}' from document`,
      [position, JSON.stringify(content)],
    );
  }
  await migrate(pool);
  const { rows } = await pool.query(
    `select entry.position, path, reason, message, place ->> 'from' as begins, doubts, open
     from check_entry as entry join declaration on declaration.id = declaration_id order by position, ordinal`,
  );
  assert.deepEqual(
    rows.map((row: Record<string, unknown>) => [row.position, row.path, row.reason, row.message, row.begins, row.doubts]),
    [
      [0, "year", "conflict", "两处不同", null, 3],
      [0, "problems[2]", "unplaced", "READ-03 5", "5", 3],
      [0, "problems[3]", "unplaced", "READ-03 null", null, 3],
      [1, "year", "conflict", "两处不同", null, 2],
      [1, "problems[1]", "unplaced", "READ-04 150", "150", 2],
      [2, "year", "conflict", "两处不同", null, 1],
    ],
  );
});
