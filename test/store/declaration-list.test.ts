import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Declaration } from "../../src/declaration/schema.ts";
import { DabiaoError } from "../../src/problem.ts";
import type { Database } from "../../src/store/database.ts";
import { listFilters } from "../../src/store/declarations/filters.ts";
import { type DeclarationFilter, listDeclarations } from "../../src/store/declarations/list.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { importFile, type Importer } from "../../src/store/imports/imports.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { bytesOf, declaration, documentOf, indicator } from "./made-up.ts";

let server: TestServer;
let database: Database;

before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  await store("甲", [
    declaration("农村危房改造", { year: 2024, goals: [{ scope: "annual", text: "改造C级、D级危房120户\n群众满意" }] }),
    declaration("教师培训", { indicators: [indicator("培训覆盖率", "≥95%"), indicator("ＰＰＰ项目（一期）", "100_ok")] }),
    declaration("校园保安", { unit: { code: "101", name: "云溪县教育局（本级）" }, form: "tianjin" }),
  ]);
  await store("乙", [
    declaration("防汛物资", { unit: { code: null, name: null }, year: null, department: null }),
    declaration("河道清淤"),
  ]);
});
after(async () => await server.stop());

async function store(name: string, declarations: Declaration[]): Promise<void> {
  const read: Importer["read"] = async (bytes, file) => await Promise.resolve(documentOf(bytes, file, declarations));
  const file = await importFile(
    { db: database.db, read, report: console.error },
    await startRun(database.db, null),
    name,
    bytesOf(name),
  );
  assert.equal(file.outcome, "imported");
}

async function found(filter: DeclarationFilter): Promise<(string | null)[]> {
  const { items, total } = await listDeclarations(database.db, filter, { limit: 50 });
  assert.equal(total, items.length);
  return items.map((item) => item.projectName);
}

test("the list is newest import first, then in the order of the document", async () => {
  assert.deepEqual(await found({}), ["防汛物资", "河道清淤", "农村危房改造", "教师培训", "校园保安"]);
});

test("words are found in project, unit, goals and indicators, and all of them must occur", async () => {
  assert.deepEqual(await found({ text: "危房" }), ["农村危房改造"]);
  assert.deepEqual(await found({ text: "危房改造" }), ["农村危房改造"]);
  assert.deepEqual(await found({ text: "教育局" }), ["校园保安"]);
  assert.deepEqual(await found({ text: "覆盖率 培训" }), ["教师培训"]);
  assert.deepEqual(await found({ text: "覆盖率 危房" }), []);
  assert.deepEqual(await found({ text: "户" }), ["农村危房改造"]);
  assert.deepEqual(await found({ text: "  " }), await found({}));
});

test("words with all their pairs but not in a row are not found", async () => {
  await store("丙", [declaration("满意度调查与意度满")]);
  assert.deepEqual(await found({ text: "满意度调" }), ["满意度调查与意度满"]);
  assert.deepEqual(await found({ text: "意度满意" }), []);
});

test("width and case do not matter", async () => {
  assert.deepEqual(await found({ text: "ppp项目(一期)" }), ["教师培训"]);
  assert.deepEqual(await found({ text: "ｃ级" }), ["农村危房改造"]);
});

test("wildcards typed by a person mean themselves", async () => {
  assert.deepEqual(await found({ text: "100_ok" }), ["教师培训"]);
  assert.deepEqual(await found({ text: "100xok" }), []);
  assert.deepEqual(await found({ text: "_" }), ["教师培训"]);
  assert.deepEqual(await found({ text: "%" }), ["教师培训"]);
  assert.deepEqual(await found({ unit: "%" }), []);
  assert.deepEqual(await found({ unit: "\\" }), []);
});

test("a unit is found by a part of its name or by its whole code", async () => {
  assert.deepEqual(await found({ unit: "教育局(本级)" }), ["校园保安"]);
  assert.deepEqual(await found({ unit: "101" }), ["校园保安"]);
  assert.deepEqual(await found({ unit: "10" }), []);
});

test("year and form narrow the list, and the filters name what there is", async () => {
  assert.deepEqual(await found({ year: 2024 }), ["农村危房改造"]);
  assert.deepEqual(await found({ form: "tianjin", year: 2025 }), ["校园保安"]);
  const filters = await listFilters(database.db);
  assert.deepEqual(filters.years, [2025, 2024]);
  assert.deepEqual(filters.forms, ["tianjin", "zaozhuang"]);
  assert.deepEqual(filters.units.toSorted(), ["云溪县图书馆", "云溪县教育局（本级）"].toSorted());
});

test("pages show every declaration once, also while others import", async () => {
  const all = await found({ text: "云溪县" });
  const seen: (string | null)[] = [];
  let after: string | undefined;
  for (let page = 0; page < 20; page++) {
    const { items, next } = await listDeclarations(database.db, { text: "云溪县" }, { limit: 2, after });
    seen.push(...items.map((item) => item.projectName));
    if (next === null) break;
    after = next;
    await store(`插队${page}`, [declaration(`插队项目${page}`)]);
  }
  assert.deepEqual(seen, all);
});

test("a cursor that is none of ours is refused", async () => {
  for (const after of [
    "",
    "x",
    "garbage!",
    Buffer.from('["x",1]').toString("base64url"),
    Buffer.from("[1]").toString("base64url"),
  ]) {
    await assert.rejects(
      listDeclarations(database.db, {}, { limit: 5, after }),
      (error) => error instanceof DabiaoError && error.code === "LIST-01",
    );
  }
});
