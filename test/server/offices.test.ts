// Offices and projects over HTTP: the tree of a year, changes, imports from workbooks, decisions about projects.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { writeXlsx } from "hucre/xlsx";
import { readSpreadsheet } from "../../src/formats/spreadsheet/read.ts";
import { organisationIn } from "../../src/organisation/workbook.ts";
import type { App } from "../../src/server/app.ts";
import { ProblemDocument } from "../../src/server/contract.ts";
import { Office, OfficeChanges, OfficeHistory, OfficeImport, OfficeTree, ProjectAnswer, ProjectList, ProjectPair, ProjectPairList } from "../../src/server/offices/contract.ts";
import { blocksOf } from "../../src/server/declarations/grid.ts";
import type { Db } from "../../src/store/database.ts";
import { startRun } from "../../src/store/imports/runs.ts";
import { importFile } from "../../src/store/imports/imports.ts";
import { projectOf } from "../../src/store/offices/projects.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { readMadeUp } from "../store/made-up.ts";
import { makeOffices, makePerson, noon, password } from "../store/people.ts";
import { browserOf } from "./browser.ts";
import { serverOn, upload } from "./house.ts";

let postgres: TestServer;
let app: App;
let db: Db;
before(async () => {
  postgres = await startTestServer();
  ({ db } = await postgres.migratedDatabase());
  app = await serverOn(db, { readGrid: (bytes) => Promise.resolve(JSON.stringify(blocksOf(readSpreadsheet(bytes)))) });
  await app.inject({ method: "PUT", url: "/api/person", payload: { name: "张敏" } });
});
after(async () => {
  await app.close();
  await postgres.stop();
});

const heads = ["单位编码", "单位名称", "上级编码", "类型"];
const tree2025 = [["130281", "青石县", "", "财政"], ["401", "县水务局", "130281", "部门"], ["401001", "泵站管理所", "401", "单位"], ["401002", "堤防管理所", "401", "单位"], ["501", "县教育局", "130281", "部门"]];
const workbook = async (rows: string[][], first = heads) => await writeXlsx({ sheets: [{ name: "单位", rows: [first, ...rows] }] });
const send = async (rows: string[][], query: string, first?: string[]) => {
  const answer = await app.inject({ method: "POST", url: `/api/offices/import?${query}`, ...upload("组织.xlsx", await workbook(rows, first)) });
  assert.equal(answer.statusCode, 200, answer.body);
  return OfficeImport.parse(answer.json());
};
const treeOf = async (year: number) => OfficeTree.parse((await app.inject(`/api/offices?year=${year}`)).json());
const names = async (year: number) => (await treeOf(year)).items.map(({ code, name }) => `${code} ${name}`);
const idOf = async (code: string, year = 2026) => (await treeOf(year)).items.find((office) => office.code === code)?.id ?? "";
const problem = (answer: { json(): unknown; statusCode: number }, status: number, code: string) => {
  const told = ProblemDocument.parse(answer.json());
  assert.deepEqual([answer.statusCode, told.code], [status, code]);
  return told;
};

test("an import is tried first, then written; a wrong row writes nothing", async () => {
  const tried = await send(tree2025, "year=2025&check=true");
  assert.deepEqual([tried.written, tried.changes.length, tried.problems], [false, 5, []]);
  assert.deepEqual(await names(2025), []);
  const wrong = await send([...tree2025, ["401003", "灌区", "499", "单位"]], "year=2025");
  assert.deepEqual([wrong.written, wrong.problems.map(({ code, at }) => `${code} ${at?.label}`)], [false, ["OFFICE-14 工作表“单位” 第7行 第3列"]]);
  assert.deepEqual(await names(2025), []);
  const done = await send(tree2025, "year=2025");
  assert.deepEqual([done.written, done.changes.every(({ kinds }) => kinds.join() === "new")], [true, true]);
  assert.deepEqual(await names(2025), ["130281 青石县", "401 县水务局", "401001 泵站管理所", "401002 堤防管理所", "501 县教育局"]);
  const again = await send(tree2025, "year=2025");
  assert.deepEqual([again.written, again.changes, again.unchanged], [true, [], 5]);
});

test("the next year's file renames, moves, recodes and, when asked, ends; the year before stays", async () => {
  const next = [["130281", "青石县", "", "财政", ""], ["401", "县水利局", "130281", "部门", ""], ["501009", "泵站管理所", "501", "单位", "401001"], ["501", "县教育局", "130281", "部门", ""]];
  const first = [...heads, "原编码"];
  const kept = await send(next, "year=2026&check=true", first);
  assert.deepEqual(kept.missing.map(({ code }) => code), ["401002"]);
  assert.deepEqual(kept.changes.map(({ kinds, after }) => `${after?.name} ${kinds.join("+")}`), ["县水利局 name", "泵站管理所 code+parent"]);
  const told = await send(next, "year=2026&closeMissing=true", first);
  assert.deepEqual(told.changes.filter(({ after }) => after === null).map(({ before }) => before?.name), ["堤防管理所"]);
  assert.deepEqual(await names(2026), ["130281 青石县", "401 县水利局", "501 县教育局", "501009 泵站管理所"]);
  assert.deepEqual(await names(2025), ["130281 青石县", "401 县水务局", "401001 泵站管理所", "401002 堤防管理所", "501 县教育局"]);
  assert.deepEqual((await treeOf(2026)).years, [2025, 2026]);
});

test("a file merges an office into another: tried, written with a successor, and done again without a change", async () => {
  const first = [...heads, "并入编码"];
  const rows = [["401001", "泵站管理所", "401", "单位", "401002"], ["401002", "堤防管理所", "401", "单位", ""]];
  const [old, successor] = [await idOf("501009"), await idOf("501")];
  assert.equal((await send(rows, "year=2026&check=true", first)).problems[0]?.code, "OFFICE-18");
  const next = [["501009", "泵站管理所", "501", "单位", "501010"], ["501010", "灌区管理处", "501", "单位", ""]];
  const tried = await send(next, "year=2031&check=true", first);
  assert.deepEqual(tried.changes.map(({ kinds, before, after, into }) => [kinds.join(), before?.name, after?.name, into?.name]), [["merged", "泵站管理所", undefined, "灌区管理处"], ["new", undefined, "灌区管理处", undefined]]);
  assert.equal((await send(next, "year=2031", first)).written, true);
  assert.deepEqual((await names(2031)).filter((name) => name.startsWith("5010")), ["501010 灌区管理处"]);
  const history = OfficeHistory.parse((await app.inject(`/api/offices/${old}`)).json());
  assert.deepEqual(history.successors.map(({ name, year }) => [name, year]), [["灌区管理处", 2031]]);
  assert.deepEqual((await send(next, "year=2031", first)).changes, []);
  assert.equal((await idOf("501", 2031)), successor);
});

test("a file without a table of offices, and one that is no workbook, are refused", async () => {
  const other = await send([["a", "b"]], "year=2026", ["甲", "乙"]);
  assert.deepEqual([other.written, other.problems.map(({ code }) => code)], [false, ["OFFICE-22"]]);
  problem(await app.inject({ method: "POST", url: "/api/offices/import?year=2026", ...upload("x.xlsx", "no workbook") }), 422, "FORMAT-31");
  problem(await app.inject({ method: "POST", url: "/api/offices/import?year=3026", ...upload("x.xlsx", "") }), 400, "API-01");
});

test("offices are added, altered, merged and closed from a year on, and their history tells it", async () => {
  const county = await idOf("130281");
  const added = await app.inject({ method: "POST", url: "/api/offices", payload: { year: 2026, code: " 601 ", name: "县文旅局", kind: "department", parent: county } });
  assert.equal(added.statusCode, 201);
  const { id } = Office.parse(added.json());
  const altered = await app.inject({ method: "PATCH", url: `/api/offices/${id}`, payload: { year: 2027, name: "县文化局" } });
  assert.deepEqual(OfficeChanges.parse(altered.json()).changes.map(({ kinds, before, after }) => [kinds.join(), before?.name, after?.name]), [["name", "县文旅局", "县文化局"]]);
  const school = await idOf("501");
  const merged = await app.inject({ method: "POST", url: `/api/offices/${id}/merge`, payload: { year: 2028, into: school } });
  assert.equal(merged.statusCode, 200, merged.body);
  const history = OfficeHistory.parse((await app.inject(`/api/offices/${id}`)).json());
  assert.deepEqual(history.spans.map(({ from, until, name, parentName }) => [from, until, name, parentName]), [[2026, 2027, "县文旅局", "青石县"], [2027, 2028, "县文化局", "青石县"]]);
  assert.deepEqual(history.successors.map(({ id, year }) => [id, year]), [[school, 2028]]);
  problem(await app.inject({ method: "POST", url: `/api/offices/${id}/close`, payload: { year: 2029 } }), 404, "OFFICE-01");
  assert.match(problem(await app.inject({ method: "POST", url: `/api/offices/${school}/close`, payload: { year: 2029 } }), 409, "OFFICE-10").title, /还有 1 个下级/);
  assert.match(problem(await app.inject({ method: "PATCH", url: `/api/offices/${school}`, payload: { year: 2029, parent: school } }), 409, "OFFICE-10").title, /循环/);
  problem(await app.inject({ method: "POST", url: "/api/offices", payload: { year: 2026, code: "", name: "x", kind: "unit", parent: null } }), 400, "API-01");
  problem(await app.inject(`/api/offices/${county.replace(/.$/, (last) => (last === "0" ? "1" : "0"))}`), 404, "API-03");
});

test("the workbook comes blank with lists to choose from, or with a year's tree that reads back unchanged", async () => {
  const blank = await app.inject("/api/offices/template.xlsx");
  assert.equal(blank.headers["content-type"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  assert.deepEqual(organisationIn(blocksOf(readSpreadsheet(new Uint8Array(blank.rawPayload)))).problems.map(({ message }) => message), ["单位表和人员表里都没有内容。"]);
  const filled = await app.inject("/api/offices/template.xlsx?year=2026");
  const answer = await app.inject({ method: "POST", url: "/api/offices/import?year=2026&closeMissing=true", ...upload("组织.xlsx", filled.rawPayload) });
  const told = OfficeImport.parse(answer.json());
  assert.deepEqual([told.problems, told.changes, told.missing], [[], [], []]);
  assert.equal(told.unchanged, (await treeOf(2026)).items.length);
});

test("projects that may be one are listed and decided, with the name of who decided", async () => {
  const unit = await idOf("501009");
  const one = (await projectOf(db, unit, "P1", "泵站大修", 2025)) ?? "";
  const other = (await projectOf(db, unit, "P2", "泵站大修", 2026)) ?? "";
  const listed = ProjectPairList.parse((await app.inject("/api/projects/pairs")).json());
  assert.deepEqual([listed.open, listed.items[0]?.reason, listed.items[0]?.one.office.name], [1, "code", "泵站管理所"]);
  const decided = ProjectPair.parse((await app.inject({ method: "POST", url: "/api/projects/pairs", payload: { kept: one, other, same: true } })).json());
  assert.deepEqual([decided.same, decided.decidedBy], [true, "张敏"]);
  assert.equal(ProjectPairList.parse((await app.inject("/api/projects/pairs")).json()).open, 0);
  assert.equal(ProjectPairList.parse((await app.inject(`/api/projects/pairs?decided=true&office=${unit}`)).json()).items.length, 1);
  assert.deepEqual(ProjectList.parse((await app.inject("/api/projects?text=大修")).json()).items.map(({ id }) => id), [one]);
  assert.deepEqual(ProjectAnswer.parse((await app.inject(`/api/projects/${one}`)).json()).merged.map(({ id }) => id), [other]);
  const elsewhere = (await projectOf(db, await idOf("501"), null, "校舍维修")) ?? "";
  problem(await app.inject({ method: "POST", url: "/api/projects/pairs", payload: { kept: one, other: elsewhere, same: true } }), 422, "PROJECT-01");
});

test("in a shared house a clerk sees the own unit's projects and changes no office; an administrator changes those of the own region", async () => {
  const { db: shared } = await postgres.migratedDatabase();
  const { county, pumps, canals, other, otherUnit } = await makeOffices(shared);
  await makePerson(shared, "clerk", "unit-clerk", pumps);
  await makePerson(shared, "bao-mi", "security-admin", county);
  const own = await projectOf(shared, pumps, "P1", "泵站大修", 2026);
  const foreign = await projectOf(shared, canals, "C1", "河道清淤", 2026);
  const house = await serverOn(shared, { accounts: { clock: () => noon } });
  try {
    const [clerk, admin] = [browserOf(house), browserOf(house)];
    await clerk.send("POST", "/api/session", { login: "clerk", password });
    await admin.send("POST", "/api/session", { login: "bao-mi", password });
    assert.deepEqual(ProjectList.parse((await clerk.get("/api/projects")).json()).items.map(({ id }) => id), [own]);
    problem(await clerk.get(`/api/projects/${foreign}`), 404, "API-03");
    problem(await clerk.send("POST", "/api/projects/pairs", { kept: own ?? "", other: foreign ?? "", same: true }), 404, "API-03");
    problem(await clerk.send("PATCH", `/api/offices/${pumps}`, { year: 2026, name: "改名" }), 403, "AUTH-02");
    problem(await admin.get("/api/projects"), 403, "AUTH-02");
    assert.equal((await admin.send("PATCH", `/api/offices/${pumps}`, { year: 2026, name: "泵站中心" })).statusCode, 200);
    // The administrator sees no table, yet those of the unit follow it.
    const owner = { unitId: pumps, accountId: null };
    const run = await startRun(shared, null, null, owner);
    await importFile({ db: shared, read: readMadeUp, report: () => undefined }, { id: run.id, person: null, ...owner }, "表.txt", Buffer.from("泵站大修"));
    const added = Office.parse((await admin.send("POST", "/api/offices", { year: 2020, code: "401", name: "甲区文旅局", kind: "department", parent: county })).json());
    assert.equal((await admin.send("PATCH", `/api/offices/${pumps}`, { year: 2025, parent: added.id })).statusCode, 200);
    assert.deepEqual(await shared.selectFrom("declaration").select("department_id").execute(), [{ department_id: added.id }]);
    problem(await admin.send("PATCH", `/api/offices/${otherUnit}`, { year: 2026, name: "改名" }), 403, "OFFICE-11");
    problem(await admin.send("PATCH", `/api/offices/${county}`, { year: 2026, parent: other }), 403, "OFFICE-11");
    problem(await browserOf(house).get("/api/offices?year=2026"), 401, "AUTH-01");
  } finally {
    await house.close();
  }
});
