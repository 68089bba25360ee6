import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { crc32 } from "node:zlib";
import { ReadOutput } from "../../src/declaration/schema.ts";
import { endlessFont, entry, zipOf } from "../server/hostile.ts";
import { dabiao } from "./command.ts";

const sample = path.join(import.meta.dirname, "..", "..", "samples", "shanghai.txt");
const bytes = readFileSync(sample);
const withGb18030 = path.join(import.meta.dirname, "..", "documents", "nanpu-gb18030.txt");

const folder = mkdtempSync(path.join(os.tmpdir(), "dabiao-read-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a file into the folder of this test. @returns its path */
function file(name: string, content: string | Uint8Array): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

const prose = file("prose.txt", "关于做好预算编制工作的通知\n\n各单位要按时报送材料。\n");

describe("dabiao read prints", () => {
  it("one JSON object of the published shape, with as many declarations as the document has", async () => {
    const { status, stdout, stderr } = await dabiao(["read", sample]);
    assert.deepEqual([status, stderr], [0, ""]);
    const { documents } = ReadOutput.parse(JSON.parse(stdout.toString()));
    assert.deepEqual(
      documents.map((document) => [document.file, document.verdict, document.declarations.length]),
      [[sample, "form", 3]],
    );
  });

  it("ndjson: the document, each declaration and each problem on a line that says what it is", async () => {
    const { status, stdout } = await dabiao(["read", sample, "--format", "ndjson"]);
    assert.equal(status, 0);
    const lines = stdout.toString().trimEnd().split("\n").map((line) => JSON.parse(line) as { type: string; file: string });
    const { documents } = ReadOutput.parse(JSON.parse((await dabiao(["read", sample])).stdout.toString()));
    const problems = documents[0]?.problems ?? [];
    assert.deepEqual(
      lines.map(({ type }) => type),
      ["document", "declaration", "declaration", "declaration", ...problems.map(() => "problem")],
    );
    assert.ok(lines.every((line) => line.file === sample));
  });

  it("csv: a byte order mark, the columns that the help lists, and one line an indicator", async () => {
    const { status, stdout } = await dabiao(["read", sample, "--format=csv"]);
    assert.equal(status, 0);
    assert.deepEqual([...stdout.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const [head = "", ...lines] = stdout.toString().slice(1).trimEnd().split("\r\n");
    const help = (await dabiao(["read", "--help"])).stdout.toString();
    const listed = /csv 的各栏：([^。]+)。/.exec(help)?.[1]?.replace(/\s/g, "");
    assert.equal(listed?.replaceAll("、", ","), head);
    const { documents } = ReadOutput.parse(JSON.parse((await dabiao(["read", sample])).stdout.toString()));
    assert.equal(lines.length, documents.flatMap(({ declarations }) => declarations.flatMap(({ indicators }) => indicators)).length);
  });

  it("csv: a target such as =3个 behind a quotation mark, so that no spreadsheet calculates with it", async () => {
    const { stdout } = await dabiao(["read", sample, "--format", "csv"]);
    const cells = stdout.toString().split(/[\r\n]+/).flatMap((line) => line.split(","));
    assert.ok(cells.includes("'=3个"), "'=3个");
    assert.deepEqual(cells.filter((cell) => /^[=+@]/.test(cell) && !/^=$/.test(cell)), []);
  });

  it("the comparator of a target in csv as text, not as the beginning of a formula", async () => {
    const { stdout } = await dabiao(["read", sample, "--format", "csv"]);
    const line = stdout.toString().split("\r\n").find((one) => one.includes("'=3个"));
    assert.match(line ?? "", /'=3个,number,'=,3,,个/);
  });

  it("several files in the order in which they were named, the unreadable ones left out", async () => {
    const { status, stdout } = await dabiao(["read", sample, file("empty-between.txt", ""), prose]);
    assert.equal(status, 1);
    const { documents } = ReadOutput.parse(JSON.parse(stdout.toString()));
    assert.deepEqual(documents.map(({ file: name, verdict }) => [name, verdict]), [[sample, "form"], [prose, "none"]]);
  });

  it("nothing more, and no error, when whoever reads the pipe has seen enough", async () => {
    const { status, stderr } = await dabiao(["read", ...Array.from({ length: 20 }, () => sample)], { closeAfter: 10 });
    assert.deepEqual([status, stderr], [0, ""]);
  });

  it("a text in GB18030 like one in UTF-8", async () => {
    const { status, stdout, stderr } = await dabiao(["read", withGb18030]);
    assert.deepEqual([status, stderr], [0, ""]);
    const { documents } = ReadOutput.parse(JSON.parse(stdout.toString()));
    assert.match(documents[0]?.declarations[0]?.project.name ?? "", /\p{Script=Han}/u);
  });

  it("the same declarations whatever the encoding of the text", async () => {
    const text = bytes.toString();
    const files = [
      file("utf-8-with-mark.txt", `\uFEFF${text}`),
      file("utf-16le.txt", Buffer.from(`\uFEFF${text}`, "utf16le")),
      file("utf-16be.txt", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()),
    ];
    const { status, stdout } = await dabiao(["read", sample, ...files]);
    assert.equal(status, 0);
    const [first, ...others] = ReadOutput.parse(JSON.parse(stdout.toString())).documents;
    for (const other of others) assert.deepEqual(other.declarations, first?.declarations, other.file);
  });

  it("the files of an archive that is larger than any document may be, those that are none left out", async () => {
    const picture = Buffer.alloc(40 * 1024 * 1024);
    picture.write("89504e470d0a1a0a0000000d49484452", "hex");
    const stored = (name: string) => ({ name, packed: picture, unpacked: picture.length, crc: crc32(picture), method: 0 as const });
    const archive = file("全部.zip", zipOf([stored("一.png"), entry("上海.txt", bytes), stored("二.png")]));
    const { status, stdout, stderr } = await dabiao(["read", archive, sample]);
    assert.equal(status, 1);
    const { documents } = ReadOutput.parse(JSON.parse(stdout.toString()));
    assert.deepEqual(documents.map(({ file: name, declarations }) => [name, declarations.length]), [[`${archive}!/上海.txt`, 3], [sample, 3]]);
    assert.match(stderr, /READ-01：.*一\.png[\s\S]*READ-01：.*二\.png/);
  });

  it("the other files, when one keeps its reader busy without end", async () => {
    const { status, stdout, stderr } = await dabiao(["read", file("字宽.pdf", endlessFont()), sample]);
    assert.equal(status, 1);
    assert.match(stderr, /^错误 IMPORT-03：.*字宽\.pdf/);
    assert.deepEqual(ReadOutput.parse(JSON.parse(stdout.toString())).documents.map(({ file: name }) => name), [sample]);
  });

  it("a file whose name begins with a hyphen, behind --", async () => {
    file("--json", bytes);
    const { status, stdout, stderr } = await dabiao(["read", "--", "--json"], { cwd: folder });
    assert.deepEqual([status, stderr], [0, ""]);
    assert.equal(ReadOutput.parse(JSON.parse(stdout.toString())).documents[0]?.file, "--json");
  });
});

describe("dabiao read says in Chinese, with a code, what it cannot read: exit 1, and only data on standard output", () => {
  const huge = file("huge.txt", "");
  truncateSync(huge, 200 * 1024 * 1024);
  mkdirSync(path.join(folder, "folder.txt"));
  const cases: readonly (readonly [what: string, file: string, code: string, says: RegExp])[] = [
    ["a file that is missing", path.join(folder, "missing.txt"), "READ-14", /没有这个文件/],
    ["a folder", path.join(folder, "folder.txt"), "READ-14", /文件夹/],
    ["an empty file", file("empty.txt", ""), "READ-11", /空文件/],
    ["a file of blanks", file("blanks.txt", " \n\t\n"), "READ-11", /没有文字/],
    ["a PNG picture named .txt", file("png.txt", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")), "READ-01", /PNG 图片/],
    ["a JPEG picture named .txt", file("jpeg.txt", Buffer.from("ffd8ffe000104a46494600010100", "hex")), "READ-01", /JPEG 图片/],
    ["UTF-8 that is broken in the middle of a character", file("cut.txt", bytes.subarray(0, 801)), "READ-02", /编码无法辨认/],
    ["UTF-8 with bytes of something else in it", file("mixed.txt", Buffer.concat([bytes.subarray(0, 300), Buffer.from("fffe8081", "hex"), bytes.subarray(300, 900)])), "READ-02", /编码无法辨认/],
    ["a text of 200 MB", huge, "READ-12", /200 MB.*上限/],
    ["a text without a form", prose, "READ-13", /没有找到绩效目标表/],
  ];

  for (const [what, name, code, says] of cases) {
    it(what, async () => {
      const { status, stdout, stderr } = await dabiao(["read", name]);
      assert.equal(status, 1);
      const { documents } = ReadOutput.parse(JSON.parse(stdout.toString()));
      assert.deepEqual(documents.flatMap(({ declarations }) => declarations), []);
      assert.ok(stderr.startsWith(`错误 ${code}：`), stderr);
      assert.match(stderr, says);
      assert.match(stderr, /\n {2}\S/, "says what to do");
    });
  }

  it("as one JSON object an error with --json, wherever the switch stands", async () => {
    for (const words of [["read", "--json", prose], ["--json", "read", prose], ["read", prose, "--json"]]) {
      const { status, stderr } = await dabiao(words);
      assert.equal(status, 1);
      const { error } = JSON.parse(stderr) as { error: Record<string, string> };
      assert.deepEqual(Object.keys(error), ["code", "message", "hint"]);
      assert.equal(error.code, "READ-13");
    }
  });

  it("a disk that is full", { skip: process.platform !== "linux" && "needs /dev/full" }, async () => {
    const { status, stderr } = await dabiao(["read", sample], { into: "/dev/full" });
    assert.equal(status, 1);
    assert.match(stderr, /^错误 OUTPUT-01：.*磁盘已满/);
  });

  it("a device that never ends", { skip: process.platform !== "linux" && "needs /dev/zero" }, async () => {
    const { status, stderr } = await dabiao(["read", "/dev/zero"]);
    assert.equal(status, 1);
    assert.match(stderr, /^错误 READ-12：/);
  });
});

describe("dabiao says in Chinese how it is used", () => {
  const wrong: readonly (readonly [what: string, words: readonly string[], code: string])[] = [
    ["a command that does not exist", ["lesen"], "CLI-01"],
    ["an option that does not exist", ["read", sample, "--formt", "csv"], "CLI-02"],
    ["an option without its value", ["read", sample, "--format"], "CLI-02"],
    ["a word too many", ["schema", "all"], "CLI-02"],
    ["a format that does not exist", ["read", sample, "--format", "xml"], "CLI-03"],
    ["no file", ["read"], "CLI-04"],
  ];
  for (const [what, words, code] of wrong) {
    it(`${what} is wrong usage: exit 2, nothing on standard output`, async () => {
      const { status, stdout, stderr } = await dabiao([...words, "--json"]);
      assert.deepEqual([status, stdout.toString()], [2, ""]);
      assert.equal((JSON.parse(stderr) as { error: { code: string } }).error.code, code);
    });
  }

  it("help of the program and of every command it lists, with an example each", async () => {
    const { status, stdout } = await dabiao(["--help"]);
    assert.equal(status, 0);
    const commands = [...stdout.toString().matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = ""]) => name);
    assert.ok(commands.includes("read") && commands.includes("schema"), commands.join());
    for (const words of [[], ...commands.map((name) => [name])]) {
      const help = await dabiao([...words, "--help"]);
      assert.deepEqual([help.status, help.stderr], [0, ""], words.join(" "));
      assert.match(help.stdout.toString(), /^[^\n]*[\s\S]*用法：dabiao[\s\S]*\n例：\n {2}\S/, words.join(" "));
    }
  });

  it("no command at all is wrong usage, answered with the help", async () => {
    const { status, stdout } = await dabiao([]);
    assert.equal(status, 2);
    assert.match(stdout.toString(), /用法：dabiao/);
  });
});
