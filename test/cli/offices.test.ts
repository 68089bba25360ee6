// `dabiao offices` on a data folder of its own: a workbook made, filled, checked, imported.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { writeXlsx } from "hucre/xlsx";
import { readSpreadsheet } from "../../src/formats/spreadsheet/read.ts";
import { organisationIn } from "../../src/organisation/workbook.ts";
import { dabiao } from "./command.ts";

let folder: string;
const earlier = { data: process.env.DABIAO_DATA, url: process.env.DATABASE_URL };
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dabiao-offices-"));
  process.env.DABIAO_DATA = path.join(folder, "data");
  delete process.env.DATABASE_URL;
});
after(() => {
  rmSync(folder, { recursive: true, force: true });
  if (earlier.data === undefined) delete process.env.DABIAO_DATA;
  else process.env.DABIAO_DATA = earlier.data;
  if (earlier.url !== undefined) process.env.DATABASE_URL = earlier.url;
});

const at = (name: string) => path.join(folder, name);
const offices = async (...words: string[]) => {
  const { status, stdout, stderr } = await dabiao(["offices", ...words]);
  return { status, told: `${stdout.toString()}${stderr}` };
};

test("a blank workbook, then a filled one: checked, refused while something is wrong, imported, told back", async () => {
  assert.equal((await offices("template", "-o", at("空白.xlsx"))).status, 0);
  assert.equal(organisationIn(readSpreadsheet(readFileSync(at("空白.xlsx"))).blocks).problems[0]?.code, "OFFICE-22");
  const rows = [["单位编码", "单位名称", "上级编码", "类型"], ["130281", "青石县", "", "财政"], ["401", "县水务局", "130281", "部门"]];
  const people = { name: "人员", rows: [["登录名", "姓名", "单位编码", "角色"], ["zhangmin", "张敏", "401", "主管部门审核"]] };
  writeFileSync(at("错.xlsx"), await writeXlsx({ sheets: [{ name: "单位", rows: [...rows, ["401001", "泵站所", "499", "单位"]] }] }));
  writeFileSync(at("对.xlsx"), await writeXlsx({ sheets: [{ name: "单位", rows: [...rows, ["401001", "泵站所", "401", "单位"]] }, people] }));
  const wrong = await offices("import", at("错.xlsx"), "--year", "2026");
  assert.equal(wrong.status, 1);
  assert.match(wrong.told, /错误 OFFICE-14 找不到上级“499”.*（工作表“单位” 第4行 第3列）[\s\S]*什么也没有写入/);
  const tried = await offices("import", at("对.xlsx"), "--year", "2026", "--check");
  assert.equal(tried.status, 0);
  assert.match(tried.told, /新增　130281 青石县\n新增　401 县水务局\n新增　401001 泵站所\n.*只是检查，没有写入/);
  const done = await offices("import", at("对.xlsx"), "--year", "2026");
  assert.equal(done.status, 0);
  assert.match(done.told, /PEOPLE-06 没有导入人员表（1 行）：单机使用没有账号/);
  assert.match(done.told, /3 处变化，0 个不变.*已写入/);
  assert.equal((await offices("template", "--year", "2026", "-o", at("现有.xlsx"))).status, 0);
  assert.deepEqual(organisationIn(readSpreadsheet(readFileSync(at("现有.xlsx"))).blocks).offices.map(({ code }) => code.text), ["130281", "401", "401001"]);
});

test("wrong usage ends with 2 and says what is right", async () => {
  for (const words of [["import", "x.xlsx"], ["import", "x.xlsx", "--year", "26"], ["template"], ["list"]]) assert.equal((await offices(...words)).status, 2, words.join(" "));
  assert.match((await offices("--help")).told, /dabiao offices import 组织和人员\.xlsx --year 2026 --check/);
});
