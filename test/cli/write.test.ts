// `dabiao write` and `dabiao convert`: formats, what is told, files that are all there or not at all.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { readDocument } from "../../src/index.ts";
import { engines } from "../../src/server/reading/engines.ts";
import { dabiao as run } from "./command.ts";

const samples = path.join(import.meta.dirname, "../../samples");

async function dabiao(...words: readonly string[]) {
  const { status, stdout, stderr } = await run(words);
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}

let folder: string;
const file = (name: string) => path.join(folder, name);
const names = async (name: string) => (await readDocument(new Uint8Array(await readFile(file(name))), name, engines)).declarations.map(({ project }) => project.name);

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dabiao-write-"));
  await writeFile(file("鄂州.json"), (await run(["read", path.join(samples, "ezhou.txt"), "--format", "json"])).stdout);
});
after(async () => await rm(folder, { recursive: true, force: true }));

test("what `read` printed is written in every format and read again; what did not fit is told", async () => {
  const expected = JSON.parse(await readFile(file("鄂州.json"), "utf8")).documents[0].declarations.map(({ project }: { project: { name: string } }) => project.name);
  for (const format of ["docx", "xlsx", "pdf", "html"]) {
    const { code, stdout, stderr } = await dabiao("write", file("鄂州.json"), "--form", "shanghai", "--to", format, "-o", file(`上海.${format}`));
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /WRITE-01 此表样没有“指标值确定依据”，\d+ 行未写入。/);
    assert.deepEqual(await names(`上海.${format}`), expected);
  }
});

test("the format follows the name of the file; a bare list of declarations is enough", async () => {
  const [document] = JSON.parse(await readFile(file("鄂州.json"), "utf8")).documents;
  await writeFile(file("裸.json"), JSON.stringify(document.declarations));
  assert.equal((await dabiao("write", file("裸.json"), "--form", "ezhou", "-o", file("裸.docx"))).code, 0);
  assert.equal((await names("裸.docx")).length, document.declarations.length);
});

test("each table in a file of its own, named by number and project", async () => {
  assert.equal((await dabiao("write", file("鄂州.json"), "--form", "ezhou", "--to", "docx", "--split", file("分开"))).code, 0);
  const made = await readdir(file("分开"));
  assert.match(made[0] ?? "", /^1-.+\.docx$/);
  assert.equal((await names(`分开/${made[0]}`)).length, 1);
});

test("a file that is there is not overwritten, unless with --force; then nothing else is written either", async () => {
  await writeFile(file("有.docx"), "旧");
  const { code, stderr } = await dabiao("write", file("鄂州.json"), "--form", "ezhou", "-o", file("有.docx"));
  assert.equal(code, 1);
  assert.match(stderr, /OUTPUT-02/);
  assert.equal(await readFile(file("有.docx"), "utf8"), "旧");
  assert.equal((await dabiao("write", file("鄂州.json"), "--form", "ezhou", "-o", file("有.docx"), "--force")).code, 0);
  assert.ok((await names("有.docx")).length > 0);

  await dabiao("write", file("鄂州.json"), "--form", "ezhou", "--to", "html", "--split", file("半"));
  const [first, ...others] = (await readdir(file("半"))).sort();
  for (const other of others) await rm(file(`半/${other}`));
  assert.equal((await dabiao("write", file("鄂州.json"), "--form", "tianjin", "--to", "html", "--split", file("半"))).code, 1);
  assert.deepEqual(await readdir(file("半")), [first]);
});

test("JSON of another shape: every error with its path, in Chinese, and no file", async () => {
  const data = JSON.parse(await readFile(file("鄂州.json"), "utf8"));
  data.documents[0].declarations[0].funding.total = { text: "", yuan: "一万" };
  data.documents[0].declarations[1].goals[0].scope = "someday";
  delete data.documents[0].declarations[1].notes;
  await writeFile(file("坏.json"), JSON.stringify(data));
  const { code, stderr } = await dabiao("write", file("坏.json"), "--form", "ezhou", "-o", file("坏.docx"));
  assert.equal(code, 2);
  for (const at of ["documents[0].declarations[0].funding.total.text", "documents[0].declarations[0].funding.total.yuan", "documents[0].declarations[1].goals[0].scope", "documents[0].declarations[1].notes"]) assert.ok(stderr.includes(`${at}：`), `${at} in\n${stderr}`);
  assert.doesNotMatch(stderr, /\b(?:expected|received|Invalid|undefined)\b/);
  assert.equal(existsSync(file("坏.docx")), false);
});

test("wrong words: no form, no such format, no place to write to", async () => {
  for (const words of [["--to", "docx", "-o", "x"], ["--form", "北京", "--to", "docx", "-o", "x"], ["--form", "generic", "--to", "docx", "-o", "x"], ["--form", "ezhou", "--to", "doc", "-o", "x"], ["--form", "ezhou", "--to", "docx"], ["--form", "ezhou", "--to", "docx", "-o", "x", "--split", "y"]]) {
    assert.equal((await dabiao("write", file("鄂州.json"), ...words)).code, 2, words.join(" "));
  }
  assert.match((await dabiao("write", path.join(samples, "ezhou.txt"), "--form", "ezhou", "-o", "x.docx")).stderr, /CLI-06.*\n.*dabiao convert/);
});

test("a folder that cannot be written to leaves nothing behind", async () => {
  await writeFile(file("不是文件夹"), "");
  const { code, stderr } = await dabiao("write", file("鄂州.json"), "--form", "ezhou", "-o", file("不是文件夹/x.docx"));
  assert.equal(code, 1);
  assert.match(stderr, /OUTPUT-03/);
  assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith(".part")), []);
});

test("a document goes straight to another form; one that holds none is told of, the others are written", async () => {
  await writeFile(file("信.txt"), "今天天气很好。\n");
  const { code, stderr } = await dabiao("convert", path.join(samples, "zaozhuang.md"), file("信.txt"), "--form", "central-approval", "-o", file("批复.xlsx"));
  assert.equal(code, 1);
  assert.match(stderr, /READ-19.*信\.txt/);
  assert.deepEqual(await names("批复.xlsx"), (await readDocument(await readFile(path.join(samples, "zaozhuang.md")), "z.md")).declarations.map(({ project }) => project.name));
});

test("a workbook to be filled in is made, and its marked copy; both are there or not at all", async () => {
  assert.equal((await dabiao("blank", "社保卡制卡", "--from", path.join(samples, "tianjin.txt"), "--unit", "某县社保中心", "--year", "2026", "-o", file("填报.xlsx"))).code, 0);
  assert.equal((await names("填报.xlsx")).at(-1), "社保卡制卡");
  const { code, stderr } = await dabiao("mark", file("填报.xlsx"), "-o", file("标注.xlsx"));
  assert.equal(code, 1);
  assert.match(stderr, /标注了 \d+ 处/);
  assert.deepEqual(await names("标注.xlsx"), await names("填报.xlsx"));
  assert.equal((await dabiao("blank", "-o", file("无.xlsx"))).code, 1);
  assert.equal(existsSync(file("无.xlsx")), false);
  assert.equal((await dabiao("mark", path.join(samples, "tianjin.txt"), "-o", file("无.xlsx"))).code, 1);
});
