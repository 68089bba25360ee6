import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { DeclarationAnswer, DeclarationList } from "../../src/server/declarations/contract.ts";
import { DocumentAnswer } from "../../src/server/declarations/documents-contract.ts";
import { ImportedFile, ImportRun, ImportRunList, SampleList } from "../../src/server/imports/contract.ts";
import type { App } from "../../src/server/app.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn, upload } from "./house.ts";

let postgres: TestServer;
let app: App;
const sampleFolder = mkdtempSync(path.join(tmpdir(), "dabiao-samples-"));

before(async () => {
  writeFileSync(path.join(sampleFolder, "样例一.txt"), "样例项目");
  writeFileSync(path.join(sampleFolder, "样例一.gold.json"), "{}");
  postgres = await startTestServer();
  app = await serverOn((await postgres.migratedDatabase()).db, { sampleFolder });
});
after(async () => {
  await app.close();
  await postgres.stop();
  rmSync(sampleFolder, { recursive: true });
});

async function startRun(): Promise<ImportRun> {
  const answer = await app.inject({ method: "POST", url: "/api/imports" });
  assert.equal(answer.statusCode, 201, answer.body);
  return ImportRun.parse(answer.json());
}

async function importOne(name: string, content: string): Promise<ImportedFile> {
  const answer = await app.inject({
    method: "POST",
    url: `/api/imports/${(await startRun()).id}/files`,
    ...upload(name, content),
  });
  assert.equal(answer.statusCode, 201, answer.body);
  return ImportedFile.parse(answer.json());
}

test("a file with a Chinese name goes in, and its declarations, its text and its bytes come out", async () => {
  const file = await importOne("云溪县：2025年“目标表”（定稿）.txt", "图书馆免费开放\n图书购置=9,791,106.31元");
  assert.equal(file.outcome, "imported");
  assert.equal(file.name, "云溪县：2025年“目标表”（定稿）.txt");

  const one = await app.inject(`/api/declarations/${file.declarations[1]?.id}`);
  const { declaration, document, position } = DeclarationAnswer.parse(one.json());
  assert.equal(position, 1);
  assert.equal(declaration.project.name, "图书购置");
  assert.equal(document?.id, file.documentId);
  assert.equal(DocumentAnswer.parse((await app.inject(`/api/documents/${file.documentId}`)).json()).file, file.name);

  const text = await app.inject(`/api/documents/${file.documentId}/text`);
  assert.equal(text.json<{ text: string }>().text, "图书馆免费开放\n图书购置=9,791,106.31元");

  const source = await app.inject(`/api/documents/${file.documentId}/source`);
  assert.equal(source.body, "图书馆免费开放\n图书购置=9,791,106.31元");
  assert.equal(source.headers["content-type"], "application/octet-stream");
  assert.equal(source.headers["x-content-type-options"], "nosniff");
  const disposition = String(source.headers["content-disposition"]);
  assert.match(disposition, /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
  assert.equal(decodeURIComponent(disposition.split("''")[1] ?? ""), file.name);
});

test("979.11 万元 and 9,791,106.31 元 stay apart up to the answer", async () => {
  const file = await importOne("金额.txt", "甲=979.11万元\n乙=9791106.31元");
  const list = DeclarationList.parse((await app.inject(`/api/declarations?document=${file.documentId}`)).json());
  assert.deepEqual(
    list.items.map((item) => item.total?.yuan),
    ["9791100.00", "9791106.31"],
  );
  const one = DeclarationAnswer.parse((await app.inject(`/api/declarations/${file.declarations[1]?.id}`)).json());
  assert.equal(one.declaration.funding.total?.yuan, "9791106.31");
});

test("the same file twice changes nothing, a bad one says why, and the run remembers all of it", async () => {
  await app.inject({ method: "PUT", url: "/api/person", payload: { name: " 王小明 " } });
  const run = await startRun();
  assert.equal(run.person, "王小明");
  const send = async (name: string, content: string) =>
    ImportedFile.parse(
      (await app.inject({ method: "POST", url: `/api/imports/${run.id}/files`, ...upload(name, content) })).json(),
    );
  const files = [
    await send("一.txt", "两次"),
    await send("一.txt", "两次"),
    await send("坏.txt", "坏"),
    await send("空.txt", ""),
    await send("半.txt", "好\n!"),
  ];
  assert.deepEqual(
    files.map((file) => file.outcome),
    ["imported", "unchanged", "failed", "failed", "failed"],
  );
  assert.deepEqual(
    files.map((file) => file.error?.code),
    [undefined, undefined, "READ-02", "IMPORT-01", "IMPORT-02"],
  );
  assert.deepEqual(ImportRun.parse((await app.inject(`/api/imports/${run.id}`)).json()).files, files);
  const [newest] = ImportRunList.parse((await app.inject("/api/imports?limit=1")).json()).items;
  assert.equal(newest?.id, run.id);
  assert.equal(DocumentAnswer.parse((await app.inject(`/api/documents/${files[0]?.documentId}`)).json()).importedBy, "王小明");
});

test("samples are listed with title and form, and imported like files", async () => {
  const { items } = SampleList.parse((await app.inject("/api/samples")).json());
  assert.deepEqual(items, [{ name: "样例一.txt", title: "云溪县2025年项目绩效目标表", form: "zaozhuang", bytes: 12 }]);
  const answer = await app.inject({
    method: "POST",
    url: `/api/imports/${(await startRun()).id}/samples/${encodeURIComponent("样例一.txt")}`,
  });
  assert.equal(ImportedFile.parse(answer.json()).outcome, "imported");
  for (const name of ["样例一.gold.json", "没有.txt", "../package.json"]) {
    const missing = await app.inject({
      method: "POST",
      url: `/api/imports/${(await startRun()).id}/samples/${encodeURIComponent(name)}`,
    });
    assert.equal(missing.statusCode, 404, name);
  }
});

test("an upload is exactly one file, for a run that exists", async () => {
  const run = await startRun();
  const post = async (url: string, body: ReturnType<typeof upload>) => await app.inject({ method: "POST", url, ...body });
  assert.equal(
    (await post(`/api/imports/${run.id}/files`, upload("甲.txt", "甲", "datei"))).json<{ code: string }>().code,
    "API-01",
  );
  assert.equal((await post("/api/imports/018f0000-0000-7000-8000-000000000000/files", upload("甲.txt", "甲"))).statusCode, 404);
  const { payload, headers } = upload("甲.txt", "甲");
  const cut = await app.inject({
    method: "POST",
    url: `/api/imports/${run.id}/files`,
    payload: payload.subarray(0, payload.length - 30),
    headers,
  });
  assert.equal(cut.statusCode, 400, cut.body);
  const json = await app.inject({ method: "POST", url: `/api/imports/${run.id}/files`, payload: { file: "x" } });
  assert.equal(json.statusCode, 415, json.body);
  assert.deepEqual(ImportRun.parse((await app.inject(`/api/imports/${run.id}`)).json()).files, []);
});
