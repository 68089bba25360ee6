// 经过 over HTTP: whoever fetches a table, alone or among many, stands in its history, for whom it concerns.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import { readDocument } from "../../src/index.ts";
import type { App } from "../../src/server/app.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { HistoryPage } from "../../src/server/goals/versions-contract.ts";
import { PaperSet } from "../../src/server/papers/contract.ts";
import { startWriter, type Writer } from "../../src/server/papers/writing.ts";
import { sealEvents } from "../../src/store/audit/audit.ts";
import type { Database } from "../../src/store/database.ts";
import { makeOffices, makePerson, noon, password } from "../store/people.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { browserOf, type Browser } from "./browser.ts";
import { serverOn, upload } from "./house.ts";

let postgres: TestServer;
let database: Database;
let app: App;
let writer: Writer;
const hands = {} as Record<"clerk" | "beside" | "dept" | "finance" | "audit", Browser>;
const ids: string[] = [];
let documentId: string;
before(async () => {
  postgres = await startTestServer();
  database = await postgres.migratedDatabase();
  writer = startWriter();
  app = await serverOn(database.db, { accounts: { clock: () => noon }, read: async (bytes, name) => await readDocument(bytes, name), writer });
  const { county, water, pumps, canals } = await makeOffices(database.db);
  const people = [["clerk", "unit-clerk", pumps, "王敏"], ["beside", "unit-clerk", canals, "李强"], ["dept", "dept", water, "周主管"], ["finance", "fin-perf", county, "沈绩效"], ["audit", "auditor", county, "审计员甲"]] as const;
  for (const [login, role, office, name] of people) {
    await makePerson(database.db, login, role, office, name);
    hands[login] = browserOf(app);
    assert.equal((await hands[login].send("POST", "/api/session", { login, password })).statusCode, 200);
  }
  const run = ImportRun.parse((await hands.clerk.send("POST", "/api/imports", {})).json()).id;
  const { payload, headers } = upload("两张.md", `${table("泵站大修")}\n${table("渠道清淤")}`);
  const file = ImportedFile.parse((await hands.clerk.send("POST", `/api/imports/${run}/files`, payload, headers)).json());
  ids.push(...file.declarations.map(({ id }) => id));
  documentId = file.documentId ?? "";
  await database.pool.query("update declaration set state = 'APPROVED', circle = 2, approval_number = '甲财〔2026〕1号', approval_date = '2026-02-01' where id = any ($1)", [ids]);
});
after(async () => {
  await app.close();
  await writer.close();
  await postgres.stop();
});

const table = (name: string): string => `# ${name}项目支出绩效目标表\n\n| 项目名称 | ${name} |\n|---|---|\n| 预算单位 | 甲区泵站管理所 |\n| 年度 | 2026 |\n| 预算总额（万元） | 80 |\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | ${name}座数 | ≥3座 |\n`;
const ok = (answer: { statusCode: number; body: string; rawPayload: Buffer }): Buffer => {
  assert.ok(answer.statusCode < 300, answer.body);
  return answer.rawPayload;
};

async function lines(who: Browser, id = ids[0] ?? "", kind = ""): Promise<string[]> {
  await sealEvents(database.db);
  const { items } = HistoryPage.parse(JSON.parse(ok(await who.get(`/api/declarations/${id}/history?limit=100${kind && `&kind=${kind}`}`)).toString()));
  return items.map(({ zh, about, person }) => [person, zh, about].filter((one) => one !== null).join(" "));
}

test("each way out stands in the history of each table that went out by it", async () => {
  const { clerk, dept, finance, audit } = hands;
  ok(await clerk.get(`/api/documents/${documentId}/source`));
  ok(await dept.get(`/api/declarations/${ids[0]}/paper?form=central-approval&format=docx`));
  const set = PaperSet.parse(JSON.parse(ok(await dept.send("POST", "/api/papers", { form: "ezhou", format: "xlsx", filter: {} })).toString()));
  assert.equal(Object.keys(unzipSync(new Uint8Array(ok(await dept.get(`/api/papers/${set.id}/archive`))))).filter((name) => name.endsWith(".xlsx")).length, 2);
  ok(await finance.get("/api/papers/book?paper=ezhou&format=pdf"));
  ok(await finance.get(`/api/approvals/archive?number=${encodeURIComponent("甲财〔2026〕1号")}&format=docx`));
  ok(await audit.get(`/api/declarations/${ids[0]}/paper?form=central-approval&format=pdf`));
  const above = ["沈绩效 成批导出 批复表 · Word", "沈绩效 成批导出 汇编 · PDF", "周主管 成批导出 压缩包 · Excel"];
  const alone = "周主管 导出、打印 Word";
  const [own, imported] = ["王敏 下载来源文件", "王敏 从文件导入 两张.md"];
  assert.deepEqual(await lines(clerk), [...above, alone, own, imported]);
  assert.deepEqual(await lines(clerk, ids[1]), [...above, own, imported]);
  for (const who of [dept, finance]) assert.deepEqual(await lines(who), [...above, alone], "what the unit does with its own table is its own");
  assert.deepEqual(await lines(audit), ["审计员甲 导出、打印 PDF", ...above, alone, own, imported]);
  assert.deepEqual(await lines(clerk, ids[0], "edit"), [imported]);
  assert.equal((await hands.beside.get(`/api/declarations/${ids[0]}/history`)).statusCode, 404);
});

test("a workbook that begins with last year's tables takes them along", async () => {
  ok(await hands.clerk.send("POST", "/api/papers/blank", { unit: "甲区泵站管理所", year: 2027, projects: [], last: true }));
  assert.equal((await lines(hands.clerk, ids[1], "export"))[0], "王敏 成批导出 填报工作簿 · Excel");
});

test("a kind that is none and a page that is none of ours are told", async () => {
  for (const query of ["kind=read", "after=x", "limit=0"]) assert.ok([400, 422].includes((await hands.clerk.get(`/api/declarations/${ids[0]}/history?${query}`)).statusCode), query);
});
