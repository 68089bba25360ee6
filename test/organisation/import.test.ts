// Reading and planning the import of a tree: pure, without a database.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Known, planImport } from "../../src/organisation/import.ts";
import type { Office } from "../../src/organisation/office.ts";
import { readOfficeRows } from "../../src/organisation/office-sheet.ts";
import { regionLevel, regionsAbove } from "../../src/organisation/region.ts";
import { table } from "./tables.ts";

const current: Office[] = [
  { id: "city", code: "130200", name: "云州市", kind: "region", parent: null, region: "130200" },
  { id: "health", code: "353", name: "市卫生局", kind: "department", parent: "city", region: "130200" },
  { id: "clinic", code: "353001", name: "市第一医院", kind: "unit", parent: "health", region: "130200" },
  { id: "blood", code: "353002", name: "市血站", kind: "unit", parent: "health", region: "130200" },
];

function planned(text: string, known: Partial<Known> = {}) {
  const read = readOfficeRows(table(text));
  assert.ok(read, "no heads were found");
  let count = 0;
  const told = planImport(read.rows, { current, elsewhere: [], closeMissing: false, newId: () => `new${++count}`, ...known });
  return {
    ...told,
    errors: [...read.problems, ...told.problems].filter(({ severity }) => severity === "error").map(({ message, at }) => `${at?.label}: ${message}`),
    warnings: told.problems.filter(({ severity }) => severity === "warning").map(({ message }) => message),
    changes: told.plan.changes.map(({ kinds, before, after, into }) => `${kinds.join("+")} ${before?.code ?? "-"} → ${into !== null ? `${into.code} ${into.name}` : after === null ? "-" : `${after.code} ${after.name} < ${after.parent} @${after.region}`}`),
  };
}

test("heads are found by name, in any order, with notes and stars, below a title", () => {
  const { changes, errors } = planned(`
    云州市预算单位一览
    单位名称* | 上级编码 | 类型（必填） | 单位 代码
    市水务局 | 130200 | 部门 | 401
    泵站管理所 | 401 | 单位 | 401001`);
  assert.deepEqual(errors, []);
  assert.deepEqual(changes, ["new - → 401 市水务局 < city @130200", "new - → 401001 泵站管理所 < new1 @130200"]);
});

test("a table without code and name is none of offices", () => {
  assert.equal(readOfficeRows(table("登录名 | 姓名\nzhangmin | 张敏")), null);
});

test("renamed, moved and recoded offices are told from new ones; what stays is counted", () => {
  const { changes, errors, unchanged, missing } = planned(`
    单位编码 | 单位名称 | 上级编码 | 类型 | 行政区划代码 | 原编码
    130200 | 云州市 | | 财政 | 130200 |
    353 | 市卫生健康委员会 | 130200 | 部门 | 130200 |
    401 | 市水务局 | 130200 | 部门 | 130200 |
    401009 | 市血站 | 401 | 单位 | 130200 | 353002`);
  assert.deepEqual(errors, []);
  assert.deepEqual(changes, ["name 353 → 353 市卫生健康委员会 < city @130200", "code+parent 353002 → 401009 市血站 < new1 @130200", "new - → 401 市水务局 < city @130200"]);
  assert.equal(unchanged, 1);
  assert.deepEqual(missing.map(({ id }) => id), ["clinic"]);
});

test("what the file leaves out ends only when that is asked for, and never a region", () => {
  const file = `
    单位编码 | 单位名称 | 上级编码
    353 | 市卫生局 | 130200
    353001 | 市第一医院 | 353`;
  assert.deepEqual(planned(file).changes, []);
  assert.deepEqual(planned(file, { closeMissing: true }).changes, ["closed 353002 → -"]);
});

test("a whole tree with merged cells, parents by name and kinds by where the rows stand", () => {
  const { changes, errors } = planned(
    `
    行政区划代码 | 主管部门 | 单位编码 | 单位名称
    130281 | | 130281 | 青石县
    130281 | 青石县 | 501 | 县教育局
    130281 | 县教育局 | 501001 | 第一中学
    130281 | ^ | 501002 | 第二中学`,
    { current: [] },
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(changes, ["new - → 130281 青石县 < null @130281", "new - → 501 县教育局 < new1 @130281", "new - → 501001 第一中学 < new2 @130281", "new - → 501002 第二中学 < new2 @130281"]);
});

test("two regions may use the same codes; the region code tells them apart", () => {
  const { changes, errors } = planned(
    `
    单位编码 | 单位名称 | 上级编码 | 类型 | 行政区划代码
    130281 | 青石县 | 130200 | 财政 | 130281
    353 | 县卫生局 | 130281 | 部门 | 130281
    353001 | 县医院 | 353 | 单位 | 130281
    353001 | 市第一人民医院 | 353 | 单位 | 130200`,
  );
  // 353 stands in the file once, so it is that one: the row of the city's hospital contradicts it.
  assert.match(errors.join("\n"), /第5行 第5列: 行政区划代码“130200”和所归的地区“130281”不一致/);
  assert.ok(changes.includes("new - → 353001 县医院 < new2 @130281"));
  const both = planned(`
    单位编码 | 单位名称 | 上级编码 | 类型 | 行政区划代码
    130281 | 青石县 | 130200 | 财政 | 130281
    353 | 县卫生局 | 130281 | 部门 | 130281
    353 | 市卫健委 | 130200 | 部门 | 130200
    353001 | 县医院 | 353 | 单位 | 130281
    353001 | 市第一医院 | 353 | 单位 | 130200`);
  assert.deepEqual(both.errors, []);
  assert.deepEqual(both.changes, ["name 353 → 353 市卫健委 < city @130200", "new - → 130281 青石县 < city @130281", "new - → 353 县卫生局 < new1 @130281", "new - → 353001 县医院 < new2 @130281"]);
});

test("every error says sheet, row and column", () => {
  const { errors } = planned(`
    单位编码 | 单位名称 | 上级编码 | 上级单位 | 类型 | 行政区划代码
    | 没有编码 | 353 | | 单位 |
    353003 | | 353 | | 单位 |
    353004 | 检验所 | 999 | | 单位 |
    353005 | 急救站 | 353 | 市水务局 | 单位 |
    353006 | 疗养院 | 353 | | 分局 |
    353007 | 防疫站 | 353 | | 单位 | 13020
    353008 | 保健院 | 353 | | 单位 | 130300
    353009 | 培训中心 | | | 单位 |
    353010 | 甲站 | 353011 | | 单位 |
    353011 | 乙站 | 353010 | | 单位 |
    353012 | 丙站 | 130200 | | 单位 |
    353001 | 市第一医院 | 353 | | 单位 |
    353001 | 又一个医院 | 353 | | 单位 |
    999999 | 某地 | | | 财政 |
    353013 | 丁站 | 353 | | 单位 | 130200`);
  assert.deepEqual(
    errors.map((line) => line.replace("工作表“单位” ", "")).sort((a, b) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b))),
    [
      "第2行 第1列: “没有编码”没有写单位编码。",
      "第3行 第2列: “353003”没有写单位名称。",
      "第4行 第3列: 找不到上级“999”：表里和这一年的组织树里都没有。",
      "第5行 第4列: 上级编码“353”是“市卫生局”，和写的上级单位“市水务局”不一致。",
      "第6行 第5列: 不认识类型“分局”：请写财政、部门、单位之一。",
      "第7行 第6列: “13020”不是行政区划代码：应是六位数字（GB/T 2260）。",
      "第8行 第6列: 行政区划代码“130300”和所归的地区“130200”不一致。",
      "第9行 第3列: “353009 培训中心”没有上级：单位要归在部门或单位下面。",
      "第10行 第3列: “353010 甲站”和它的上级“353011 乙站”互为上下级，成了循环。",
      "第11行 第3列: “353011 乙站”和它的上级“353010 甲站”互为上下级，成了循环。",
      "第12行 第3列: “353012 丙站”是单位，不能归在财政“130200 云州市”下面，要归在部门或单位下面。",
      "第14行 第1列: 编码“353001”重复：和工作表“单位” 第13行 第1列是同一个单位。",
      "第15行 第1列: “999999”不是行政区划代码：应是六位数字（GB/T 2260），前两位是省级代码。",
    ],
  );
});

const below: Office = { id: "station", code: "353003", name: "采血点", kind: "unit", parent: "blood", region: "130200" };

test("an office that goes into another ends, and what stands below it goes over, listed or not", () => {
  const { changes, errors, unchanged, missing } = planned(
    `
    单位编码 | 单位名称 | 上级编码 | 并入编码
    353001 | 市第一医院 | 353 |
    353004 | 体检队 | 353002 |
    353002 | 市血站 | 353 | 353001`,
    { current: [...current, below], closeMissing: false },
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(changes, ["merged 353002 → 353001 市第一医院", "parent 353003 → 353003 采血点 < clinic @130200", "new - → 353004 体检队 < clinic @130200"]);
  assert.equal(unchanged, 1);
  assert.deepEqual(missing.map(({ id }) => id), ["health", "station"]);
});

test("an office goes into one that is new or recoded in the same file, told by name as well", () => {
  const { changes, errors } = planned(`
    单位编码 | 单位名称 | 上级编码 | 原编码 | 并入单位
    353009 | 市中心血站 | 353 | |
    353002 | 市血站 | 353 | | 市中心血站`);
  assert.deepEqual(errors, []);
  assert.deepEqual(changes, ["merged 353002 → 353009 市中心血站", "new - → 353009 市中心血站 < health @130200"]);
});

test("what ended in an earlier import of the same file is not missed", () => {
  const file = "单位编码 | 单位名称 | 并入编码\n353002 | 市血站 | 353001";
  const gone = current.filter(({ id }) => id === "blood");
  const { changes, errors } = planned(file, { current: current.filter(({ id }) => id !== "blood"), elsewhere: gone });
  assert.deepEqual([changes, errors], [[], []]);
});

test("a merger that cannot be says why, at its cell", () => {
  const one = (row: string): string[] => planned(`单位编码 | 单位名称 | 上级编码 | 并入编码\n353001 | 市第一医院 | 353 |\n${row}`).errors;
  assert.deepEqual(one("353002 | 市血站 | 353 | 999"), ["工作表“单位” 第3行 第4列: 找不到并入的单位“999”：表里和这一年的组织树里都没有。"]);
  assert.deepEqual(one("353002 | 市血站 | 353 | 353"), ["工作表“单位” 第3行 第4列: “353002 市血站”和“353 市卫生局”不是同一类，不能合并。"]);
  assert.deepEqual(one("353002 | 市血站 | 353 | 353002"), ["工作表“单位” 第3行 第4列: 不能并入自己。"]);
  assert.deepEqual(one("353007 | 市防疫站 | 353 | 353001"), ["工作表“单位” 第3行 第1列: 这一年的组织树里没有“353007 市防疫站”，不能并入别的单位。"]);
  assert.deepEqual(one("353002 | 市血站 | 353 |\n353002 | 市血站 | 353 | 353001"), ["工作表“单位” 第4行 第4列: “353002 市血站”既要并入别的单位，又列为单位。"]);
});

test("a new office that is called like one that is left out is asked about", () => {
  const { warnings, changes } = planned(`
    单位编码 | 单位名称 | 上级编码 | 类型
    353 | 市卫生局 | 130200 | 部门
    353088 | 市血站 | 353 | 单位`);
  assert.deepEqual(warnings, ["新增的单位和现有的“353002 市血站”同名：如果只是换了编码，请在“原编码”一列写“353002”。"]);
  assert.deepEqual(changes, ["new - → 353088 市血站 < health @130200"]);
});

test("an office of another year with the same code and name comes back as the same", () => {
  const elsewhere: Office[] = [{ id: "lab", code: "353005", name: "检验所", kind: "unit", parent: "health", region: "130200" }];
  const { plan } = planned("单位编码 | 单位名称 | 上级编码\n353005 | 检验 所 | 353\n353006 | 急救站 | 353", { elsewhere });
  assert.deepEqual(plan.changes.map(({ id, kinds }) => [id, kinds.join()]), [["lab", "back"], ["new1", "new"]]);
});

test("an import that is done again finds its new codes in place", () => {
  const file = "单位编码 | 单位名称 | 上级编码 | 原编码\n353009 | 市血站 | 353 | 353002";
  const after = current.map((office) => (office.id === "blood" ? { ...office, code: "353009" } : office));
  const { errors, changes } = planned(file, { current: after });
  assert.deepEqual([errors, changes], [[], []]);
});

test("region codes: levels, what stands above, and what is none", () => {
  assert.deepEqual(["130000", "130200", "130281", "000000", "990000", "13020"].map(regionLevel), ["province", "city", "county", "central", null, null]);
  assert.deepEqual(regionsAbove("130281"), ["130200", "130000", "000000"]);
  const { warnings } = planned("单位编码 | 单位名称 | 上级编码 | 类型\n110101 | 东城 | 130200 | 财政");
  assert.match(warnings.join(), /按行政区划代码不在“130200 云州市”之下/);
});
