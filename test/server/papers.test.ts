// Stored declarations on a form's paper: one as a file, many as an archive with its progress.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import { readDocument } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { PaperSet } from "../../src/server/papers/contract.ts";
import { engines } from "../../src/server/reading/engines.ts";
import { startWriter, type Writer } from "../../src/server/papers/writing.ts";
import type { Db } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn, upload } from "./house.ts";

const table = (project: string) => `# ${project}项目支出绩效目标表\n\n| 项目名称 | ${project} |\n|---|---|\n| 预算单位 | 县水务局 |\n| 年度 | 2025 |\n| 预算总额（万元） | 80 |\n| 项目负责人 | 王工 |\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | ${project}座数 | ≥3座 |\n`;

let postgres: TestServer;
let app: App;
let db: Db;
let writer: Writer;
const ids: string[] = [];

before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  writer = startWriter();
  app = await serverOn(db, { read: async (bytes, name) => await readDocument(bytes, name), writer });
  await app.inject({ method: "PUT", url: "/api/person", payload: { name: "张敏" } });
  const run = ImportRun.parse((await app.inject({ method: "POST", url: "/api/imports" })).json()).id;
  for (const project of ["泵站大修", "渠道清淤", "堤防加固"]) {
    const file = ImportedFile.parse((await app.inject({ method: "POST", url: `/api/imports/${run}/files`, ...upload(`${project}.md`, table(project)) })).json());
    ids.push(file.declarations[0]?.id ?? "");
  }
});
after(async () => {
  await app.close();
  await writer.close();
  await postgres.stop();
});

test("a stored declaration is written in every format and reads as it was stored", async () => {
  for (const format of ["docx", "xlsx", "pdf", "html"]) {
    const answer = await app.inject(`/api/declarations/${ids[0]}/paper?form=central-approval&format=${format}`);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.match(String(answer.headers["content-disposition"]), new RegExp(`${encodeURIComponent("泵站大修")}\\.${format}$`));
    const [back] = (await readDocument(new Uint8Array(answer.rawPayload), `x.${format}`, engines)).declarations;
    assert.deepEqual([back?.form, back?.project.name, back?.year, back?.funding.total?.yuan, back?.indicators[0]?.target?.text], ["central-approval", "泵站大修", 2025, "800000.00", "≥3座"]);
  }
});

test("no such form, no such table", async () => {
  const generic = await app.inject(`/api/declarations/${ids[0]}/paper?form=generic&format=docx`);
  assert.deepEqual([generic.statusCode, ProblemDocument.parse(generic.json()).code], [422, "WRITE-03"]);
  assert.equal((await app.inject(`/api/declarations/${ids[0]}/paper?form=ezhou&format=doc`)).statusCode, 400);
  assert.equal((await app.inject("/api/declarations/00000000-0000-4000-8000-000000000000/paper?form=ezhou&format=docx")).statusCode, 404);
});

test("all that a filter finds come as one archive, with what did not fit, and the progress tells how far", async () => {
  const answer = await app.inject({ method: "POST", url: "/api/papers", payload: { form: "ezhou", format: "docx", filter: { year: 2025 } } });
  const set = PaperSet.parse(answer.json());
  assert.deepEqual([answer.statusCode, set.total, set.done, set.state], [201, 3, 0, "waiting"]);
  const archive = await app.inject(`/api/papers/${set.id}/archive`);
  assert.equal(archive.headers["content-type"], "application/zip");
  const files = unzipSync(new Uint8Array(archive.rawPayload));
  assert.deepEqual(Object.keys(files).filter((name) => name.endsWith(".docx")).map((name) => name.slice(2, -5)).sort(), ["堤防加固", "泵站大修", "渠道清淤"]);
  assert.match(new TextDecoder().decode(files["未写入的内容.txt"]), /泵站大修\r\n[\s\S]*此表样没有“项目负责人”，未写入：王工/);
  assert.deepEqual(PaperSet.parse((await app.inject(`/api/papers/${set.id}`)).json()), { ...set, done: 3, state: "done" });
});

test("nothing found is nothing to export; an unknown set is told", async () => {
  const none = await app.inject({ method: "POST", url: "/api/papers", payload: { form: "ezhou", format: "docx", filter: { year: 1999 } } });
  assert.deepEqual([none.statusCode, ProblemDocument.parse(none.json()).code], [422, "WRITE-04"]);
  assert.equal((await app.inject("/api/papers/00000000-0000-4000-8000-000000000000")).statusCode, 404);
});

test("a workbook to be filled in begins with last year's tables; imported, it can be fetched with its faults marked", async () => {
  const blank = await app.inject({ method: "POST", url: "/api/papers/blank", payload: { unit: "县水务局", year: 2026, projects: ["闸门更换"], last: true } });
  assert.equal(blank.statusCode, 200, blank.body);
  const { declarations } = await readDocument(new Uint8Array(blank.rawPayload), "填报.xlsx");
  assert.deepEqual(declarations.map(({ project, year }) => [project.name, year]).sort(), [["堤防加固", 2026], ["泵站大修", 2026], ["渠道清淤", 2026], ["闸门更换", 2026]]);
  const run = ImportRun.parse((await app.inject({ method: "POST", url: "/api/imports" })).json()).id;
  const file = ImportedFile.parse((await app.inject({ method: "POST", url: `/api/imports/${run}/files`, ...upload("填报.xlsx", blank.rawPayload) })).json());
  const marked = await app.inject(`/api/documents/${file.documentId}/marked`);
  assert.equal(marked.statusCode, 200, marked.body);
  assert.match(String(marked.headers["content-disposition"]), new RegExp(`${encodeURIComponent("填报-标注")}\\.xlsx$`));
  assert.equal((await readDocument(new Uint8Array(marked.rawPayload), "标注.xlsx")).declarations.length, 4);
  const none = await app.inject({ method: "POST", url: "/api/papers/blank", payload: {} });
  assert.deepEqual([none.statusCode, ProblemDocument.parse(none.json()).code], [422, "WRITE-04"]);
});

test("what a filter finds is bound as one book", async () => {
  for (const format of ["docx", "pdf"]) {
    const answer = await app.inject(`/api/papers/book?year=2025&paper=ezhou&format=${format}`);
    assert.equal(answer.statusCode, 200, answer.body);
    const { declarations } = await readDocument(new Uint8Array(answer.rawPayload), `汇编.${format}`, engines);
    assert.deepEqual(declarations.map(({ form, project }) => `${form} ${project.name}`).sort(), ["ezhou 堤防加固", "ezhou 泵站大修", "ezhou 渠道清淤"]);
  }
});
