// Everything leaves an event: each operation of the contract that writes is carried out once, and has to leave one of its
// own in the audit log, beside what the door writes about requests. A new operation that writes fails the last test until
// it is carried out here, or somebody says why it needs no event.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { LightMyRequestResponse } from "fastify";
import { writeXlsx } from "hucre/xlsx";
import { readSpreadsheet } from "../../src/formats/spreadsheet/read.ts";
import { blocksOf } from "../../src/server/declarations/grid.ts";
import type { App } from "../../src/server/app.ts";
import { DeclarationAnswer } from "../../src/server/declarations/contract.ts";
import { openApiDocument } from "../../src/server/openapi.ts";
import { DraftAnswer } from "../../src/server/goals/drafts-contract.ts";
import { RemarkAnswer } from "../../src/server/goals/remarks-contract.ts";
import { OpinionAnswer, DeclarationReview } from "../../src/server/reviews/contract.ts";
import type { Db, Database } from "../../src/store/database.ts";
import { stepOf, totpAt } from "../../src/store/accounts/totp.ts";
import { FormDefinition } from "../../src/forms/form.ts";
import { tianjin } from "../../src/forms/tianjin.ts";
import type { Importer } from "../../src/store/imports/imports.ts";
import { readMadeUp } from "../store/made-up.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { sound } from "../store/made-up-goals.ts";
import { later, makeOffices, makePerson, noon, password, type MadeUpOffices } from "../store/people.ts";
import { browserOf, type Browser } from "./browser.ts";
import { serverOn, upload } from "./house.ts";

/** Operations that write nothing of their own, or whose event another test looks at, and which. */
const exceptions: Readonly<Record<string, string>> = {
  chooseHouse: "the house is chosen before there are accounts; its first event is that of setUp: setup.test.ts",
  checkSetup: "asks whether a code still holds; nothing changes",
  setUp: "makes the first accounts; its events: setup.test.ts",
  beTrialPerson: "made-up people of a trial; refused outside of it",
  decideSsoBinding: "needs a provider; its events: sso.test.ts",
  tryForm: "reads a file by a definition that nobody has saved; nothing is kept",
  putPerson: "the one local person of a machine without accounts",
  offerFactor: "makes a secret that counts only once it is confirmed: confirmFactor leaves the event",
  makeBackup: "made in the background; its events: backups.test.ts",
  putBackupPlan: "needs a folder of backups; its events: backups.test.ts",
  checkBackup: "needs a folder of backups; its events: backups.test.ts",
  removeBackup: "needs a folder of backups; its events: backups.test.ts",
  preparePapers: "notes what is going to be fetched; the door writes both requests as exports",
  makeBlankWorkbook: "makes an empty workbook, or one of last year's tables; the door writes it as an export",
};

type Operation = { method: string; url: string };
const operations = new Map<string, Operation>();
const carriedOut = new Set<string>();
const silent: string[] = [];
let postgres: TestServer;
let database: Database;
let db: Db;
let app: App;
let now = noon;
/** Whether the reader recognises the forms that the house was taught. */
let taught = false;
let offices: MadeUpOffices;
const hands = {} as Record<"clerk" | "head" | "dept" | "business" | "performance" | "security" | "audit" | "system" | "newcomer", Browser>;
const ids = {} as Record<"expert" | "clerk" | "newcomer", string>;

before(async () => {
  postgres = await startTestServer();
  database = await postgres.migratedDatabase();
  ({ db } = database);
  const read: Importer["read"] = async (bytes, name, house = []) => {
    const document = await readMadeUp(bytes, name);
    const [form] = taught ? house : [];
    return form ? { ...document, declarations: document.declarations.map((one) => ({ ...one, form: form.id })) } : document;
  };
  app = await serverOn(db, { read, accounts: { clock: () => now }, readGrid: (bytes) => Promise.resolve(JSON.stringify(blocksOf(readSpreadsheet(bytes)))) });
  const { paths } = JSON.parse(await openApiDocument()) as { paths: Record<string, Record<string, { operationId: string }>> };
  for (const [url, methods] of Object.entries(paths)) for (const [method, { operationId }] of Object.entries(methods)) operations.set(operationId, { method: method.toUpperCase(), url });
  offices = await makeOffices(db);
  const { county, water, pumps } = offices;
  const people = [["clerk", "unit-clerk", pumps], ["head", "unit-head", pumps], ["dept", "dept", water], ["business", "fin-biz", county], ["performance", "fin-perf", county], ["security", "security-admin", county], ["audit", "audit-admin", county], ["system", "sys-admin", county]] as const;
  for (const [login, role, office] of people) {
    const account = await makePerson(db, login, role, office);
    if (login === "clerk") ids.clerk = account;
    hands[login] = browserOf(app);
    await done("signIn", hands[login], {}, { login, password });
  }
  ids.expert = await makePerson(db, "expert", "third-party", county);
});
after(async () => {
  await app.close();
  await postgres.stop();
});

/** Events of acts; what the door writes about requests says which action was wanted. */
async function ownEvents(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from (select detail, action from audit_waiting union all select detail, action from audit_event) as log where action <> 'access.refused' and detail -> 'wanted' is null`,
  );
  return rows[0]?.count ?? 0;
}

/** Carries out an operation that has to succeed, and looks whether it left an event of its own. */
async function done(operation: string, who: Browser, params: Record<string, string>, body?: object, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
  const { method, url } = operations.get(operation) ?? assert.fail(`${operation} is no operation any more`);
  const count = await ownEvents();
  const at = url.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? assert.fail(`${operation} needs ${name}`)));
  const query = params.query === undefined ? "" : `?${params.query}`;
  const answer = await who.send(method as "POST", `${at}${query}`, body, headers);
  assert.ok(answer.statusCode < 300, `${operation}: ${answer.statusCode} ${answer.body}`);
  carriedOut.add(operation);
  if ((await ownEvents()) <= count) silent.push(operation);
  return answer;
}

const sent = async (operation: string, who: Browser, params: Record<string, string>, file: string, content: string | Uint8Array): Promise<LightMyRequestResponse> => {
  const { payload, headers } = upload(file, content);
  return await done(operation, who, params, payload, headers);
};
const seen = (revision: number): Record<string, string> => ({ "if-match": `"${revision}"` });
const read = async (id: string, who = hands.clerk) => DeclarationAnswer.parse((await who.get(`/api/declarations/${id}`)).json());
const idOf = (answer: LightMyRequestResponse): string => answer.json<{ id: string }>().id;
const words = { opinion: "同意", remarks: [], replies: [], approval: null };

async function step(who: Browser, id: string, action: string, more: object = {}): Promise<void> {
  await done("takeStep", who, { id }, { action, ...words, ...more }, seen((await read(id, who)).revision));
}

async function draft(name: string): Promise<string> {
  const begun = DraftAnswer.parse((await done("startDraft", hands.clerk, {}, { year: 2025, name })).json());
  const { unit, department } = begun.declaration;
  await done("saveDraft", hands.clerk, { id: begun.id }, { ...sound(name), unit, department }, seen(begun.revision));
  return begun.id;
}

test("importing, steering an import, undoing it", async () => {
  const { clerk } = hands;
  const [run, other] = [idOf(await done("startImport", clerk, {}, {})), idOf(await done("startImport", clerk, {}, {}))];
  await sent("queueFiles", clerk, { id: run }, "排队.txt", "排队的项目");
  await done("pauseImport", clerk, { id: run });
  await done("resumeImport", clerk, { id: run });
  await done("cancelImport", clerk, { id: run });
  await sent("importFile", clerk, { id: other }, "撤销.txt", "要撤销的项目");
  await done("undoImport", clerk, { id: other });
  const { items } = (await clerk.get("/api/samples")).json<{ items: { name: string }[] }>();
  await done("importSample", clerk, { id: idOf(await done("startImport", clerk, {}, {})), name: items[0]?.name ?? "" });
});

test("checking values, setting findings aside, deciding about rules and projects", async () => {
  const { clerk } = hands;
  const run = idOf(await done("startImport", clerk, {}, {}));
  const { declarations } = (await sent("importFile", clerk, { id: run }, "两个.txt", "泵站大修\n泵站大修二期")).json<{ declarations: { id: string }[] }>();
  const id = declarations[0]?.id ?? "";
  const check = idOf(await done("checkValue", clerk, { id }, { path: "project.name", action: "correct", text: "泵站维修", seen: "泵站大修" }));
  await done("takeBackCheck", clerk, { id, checkId: check });
  const { findings } = DeclarationReview.parse((await clerk.get(`/api/declarations/${id}/review`)).json());
  const finding = findings.find(({ declaration }) => declaration !== null) ?? assert.fail("the made-up table has no finding");
  const { rule, path, message } = finding;
  const waiver = idOf(await done("waiveFinding", clerk, { id }, { rule, path, message, scope: "cell", reason: "已经核实" }));
  await done("endWaiver", clerk, { id: waiver });
  await done("decideRule", hands.performance, { rule }, { off: true, severity: null, reason: "本地不适用" });
  await done("decideRule", hands.performance, { rule }, { off: false, severity: null, reason: "恢复" });
  const projects = (await clerk.get("/api/projects")).json<{ items: { id: string }[] }>().items;
  await done("decideProjectPair", clerk, {}, { kept: projects[0]?.id, other: projects[1]?.id, same: false });
});

test("forms of the house's own", async () => {
  const { clerk, system } = hands;
  const { id: _, ...definition } = FormDefinition.parse(tianjin);
  const add = async (who: Browser): Promise<string> => idOf(await done("addForm", who, {}, { name: "河湖表", definition }));
  const id = await add(clerk);
  await done("reviseForm", clerk, { id }, { name: "河湖项目表", definition, seen: 1 });
  await done("widenForm", system, { id }, { wide: true });
  await done("retireForm", system, { id }, { retired: true });
  await done("removeForm", system, { id });
  await add(clerk);
  const run = idOf(await done("startImport", clerk, {}, {}));
  const { documentId } = (await sent("importFile", clerk, { id: run }, "表.txt", "重读的项目")).json<{ documentId: string }>();
  taught = true;
  await done("rereadDocument", clerk, { id: documentId });
});

test("drafting, and the way to finance with its marks, opinions and third parties", async () => {
  const { clerk, head, dept, business, performance } = hands;
  const gone = await draft("删掉的");
  await done("removeDraft", clerk, { id: gone }, undefined, seen((await read(gone)).revision));
  const id = await draft("护岸加固");
  await done("setSecret", clerk, { id }, { secret: true }, seen((await read(id)).revision));
  await done("setSecret", clerk, { id }, { secret: false }, seen((await read(id)).revision));
  await step(clerk, id, "submit");
  await step(head, id, "unit-return", { remarks: [{ path: "goals[0]", text: "请写具体" }] });
  const { asked } = RemarkAnswer.parse((await clerk.get(`/api/declarations/${id}/remarks`)).json());
  await done("replyToRemark", clerk, { id, position: "0" }, { step: asked?.step, text: "已写具体" });
  await step(clerk, id, "resubmit");
  await done("takeSteps", head, {}, { action: "report", ...words, items: [{ id, revision: (await read(id)).revision }] });
  await done("setSecondLevel", dept, { id }, { secondLevel: false }, seen((await read(id, dept)).revision));
  await step(dept, id, "forward");
  await done("setControl", business, { id }, { yuan: "800000" }, seen((await read(id, business)).revision));
  await done("assignThirdParty", performance, { id }, { account: ids.expert });
  await done("unassignThirdParty", performance, { id, account: ids.expert });
  const { proposed, seen: looked } = OpinionAnswer.parse((await performance.get(`/api/declarations/${id}/opinion`)).json());
  const opinion = { points: proposed.points, remarks: proposed.remarks, conclusion: "可以" };
  await done("endOpinion", performance, { id, opinionId: idOf(await done("keepOpinion", performance, { id }, { opinion, seen: looked })) });
  await done("setDeadlines", performance, { region: offices.county, year: "2025" }, { unit: "2025-01-10", department: null, finance: null, approval: null, publication: null, archive: null });
});

test("adjusting what was approved, and taking over what was imported before", async () => {
  const { clerk } = hands;
  const id = await draft("调整的");
  await database.pool.query("set dabiao.scope = 'system'");
  await database.pool.query("update declaration set state = 'APPROVED', circle = 2 where id = $1", [id]);
  const { revision, declaration } = await read(id);
  const adjustment = (await done("startAdjustment", clerk, { id }, { reason: "补充说明", declaration: null }, seen(revision))).json<{ id: string; revision: number }>();
  const saved = (await done("saveAdjustment", clerk, { id: adjustment.id }, { reason: "补充说明", declaration: { ...declaration, notes: "补充" } }, seen(adjustment.revision))).json<{ revision: number }>();
  const filed = (await sent("attachToAdjustment", clerk, { id: adjustment.id }, "依据.txt", "上级文件")).json<{ attachments: { id: string }[] }>();
  await done("detachFromAdjustment", clerk, { id: adjustment.id, attachment: filed.attachments[0]?.id ?? "" });
  await done("takeAdjustmentStep", clerk, { id: adjustment.id }, { action: "adjust-submit", ...words, opinion: "补充" }, seen(saved.revision));
  const old = await draft("旧的");
  await database.pool.query("update declaration set unit_id = null, department_id = null, region_id = null where id = $1", [old]);
  await done("claimDeclarations", clerk, {}, { ids: [old] });
});

test("accounts, roles, tokens, offices, the log itself", async () => {
  const { security, audit, clerk } = hands;
  const { account, code } = (await done("createAccount", security, {}, { login: "newcomer", name: "新来的" })).json<{ account: { id: string }; code: string }>();
  const id = account.id;
  await done("changeAccount", security, { id }, { name: "改了名" });
  const granted = (await done("grantRole", security, { id }, { role: "unit-clerk", office: offices.canals, from: "2026-01-01", until: null })).json<{ grants: { id: string }[] }>();
  await done("endGrant", security, { id, grantId: granted.grants[0]?.id ?? "" });
  hands.newcomer = browserOf(app);
  const { newcomer } = hands;
  await done("signIn", newcomer, {}, { login: "newcomer", password: code });
  await done("putPassword", newcomer, {}, { current: null, password: "Canals-4xyz" });
  await withFactor(newcomer);
  await done("removeLostFactor", security, { id });
  await done("endSessions", security, { id });
  await done("resetPassword", security, { id });
  const other = browserOf(app);
  await done("signIn", other, {}, { login: "clerk", password });
  const line = (await clerk.get("/api/sessions")).json<{ items: { id: string; own: boolean }[] }>().items.find(({ own }) => !own);
  await done("endListedSession", clerk, { id: line?.id ?? "" });
  await done("revokeToken", clerk, { id: idOf(await done("createToken", clerk, {}, { name: "程序", scopes: ["read"], days: 10 })) });
  await done("putSignInPolicy", security, {}, (await security.get("/api/sign-in-policy")).json());
  await inOffices(security);
  await done("verifyAudit", audit, {});
  await done("signOut", audit, {});
});

async function withFactor(who: Browser): Promise<void> {
  const { secret } = (await who.send("POST", "/api/session/factor/offer")).json<{ secret: string }>();
  const code = (): { code: string } => {
    now = later(1, now);
    return { code: totpAt(secret, stepOf(now)) };
  };
  await done("confirmFactor", who, {}, code());
  const again = browserOf(app);
  await done("signIn", again, {}, { login: "newcomer", password: "Canals-4xyz" });
  await done("passFactor", again, {}, code());
  await done("renewRecoveryCodes", again, {}, code());
  await done("endFactor", again, {}, code());
  const { secret: second } = (await again.send("POST", "/api/session/factor/offer")).json<{ secret: string }>();
  now = later(1, now);
  await done("confirmFactor", again, {}, { code: totpAt(second, stepOf(now)) });
}

async function inOffices(security: Browser): Promise<void> {
  const add = async (code: string, name: string): Promise<string> => idOf(await done("addOffice", security, {}, { year: 2026, code, name, kind: "unit", parent: offices.water }));
  const [one, two] = [await add("301008", "新建站"), await add("301009", "灌溉站")];
  await done("alterOffice", security, { id: one }, { year: 2027, name: "改名站" });
  await done("mergeOffice", security, { id: one }, { year: 2028, into: two });
  const workbook = await writeXlsx({ sheets: [{ name: "单位", rows: [["单位编码", "单位名称", "上级编码", "类型"], ["120104", "甲区财政局", "", "财政"], ["302", "甲区园林局", "120104", "部门"]] }] });
  await sent("importOffices", security, { query: "year=2026" }, "组织.xlsx", workbook);
  await done("closeOffice", security, { id: two }, { year: 2030 });
}

test("every operation that writes was carried out here, and left an event of its own", () => {
  assert.deepEqual(silent, []);
  const writing = [...operations].filter(([, { method }]) => method !== "GET").map(([id]) => id);
  const untried = writing.filter((id) => !carriedOut.has(id) && !(id in exceptions));
  assert.deepEqual(untried, [], "carried out nowhere: add it to a test above, or say why it needs no event");
  for (const id of Object.keys(exceptions)) assert.ok(writing.includes(id) && !carriedOut.has(id), `${id} needs no exception`);
});
