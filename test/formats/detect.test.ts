import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { strToU8, zipSync } from "fflate";
import { detectKind } from "../../src/formats/detect.ts";
import { filesIn, readDocument } from "../../src/index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("the kind of a file", () => {
  it("is told by its content, whatever its name says", () => {
    assert.equal(detectKind(bytes("%PDF-1.7 …"), "a.txt"), "pdf");
    assert.equal(detectKind(bytes("\n<!-- saved --><!DOCTYPE html><html>"), "a.doc"), "html");
    assert.equal(detectKind(bytes("项目名称\t甲"), "a.xlsx"), "text");
    assert.equal(detectKind(zipSync({ "word/document.xml": strToU8("<x/>") }), "a.zip"), "docx");
    assert.equal(detectKind(zipSync({ "xl/workbook.xml": strToU8("<x/>") }), "a.zip"), "xlsx");
    assert.equal(detectKind(zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.text"), "content.xml": strToU8("<x/>") }), "a"), "odt");
    assert.equal(detectKind(zipSync({ "表.txt": strToU8("x") }), "a.docx"), "archive");
  });

  it("is a web page where a part of one was saved, but not where Markdown begins with a tag", () => {
    assert.equal(detectKind(bytes("<p>2025年项目支出绩效目标表</p>\n<table><tr><td>项目名称</td></tr></table>"), "a.htm"), "html");
    assert.equal(detectKind(bytes("<h2 align=center>绩效目标表</h2><p>项目名称：甲</p>"), "a.htm"), "html");
    assert.equal(detectKind(bytes("<p align=center>2025年项目支出绩效目标表</p>\n\n| 项目名称 | 甲 |\n| --- | --- |\n"), "a.md"), "text");
    assert.equal(detectKind(bytes("<p>是一个标签"), "a.txt"), "text");
  });

  it("of a picture or a program is refused by name, while a text that begins like one is read", () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
    assert.throws(() => detectKind(png, "表.txt"), { code: "READ-01" });
    assert.equal(detectKind(bytes("BMI 指标说明"), "说明.txt"), "text");
  });
});

describe("an archive", () => {
  const text = "项目支出绩效目标表\n\n项目名称\t甲项目\n";

  it("gives its files under its own name, without what systems add", () => {
    const archive = zipSync({ "一季度/表.txt": strToU8(text), "__MACOSX/表.txt": strToU8("x"), ".DS_Store": strToU8("x"), "../../etc/表.txt": strToU8(text) });
    assert.deepEqual([...filesIn(archive, "全部.zip")].map(({ name }) => name), ["全部.zip!/一季度/表.txt", "全部.zip!/../../etc/表.txt"]);
  });

  it("inside an archive is refused with a sentence", async () => {
    const archive = zipSync({ "里.zip": zipSync({ "表.txt": strToU8(text) }) });
    const [inner] = [...filesIn(archive, "外.zip")];
    assert.ok(inner);
    await assert.rejects(readDocument(inner.bytes, inner.name), { code: "READ-15" });
  });

  it("with a file that claims a gigabyte says so of that file alone", () => {
    const archive = zipSync({ "大.txt": strToU8(text), "小.txt": strToU8(text) });
    const view = new DataView(archive.buffer);
    for (let at = 0; at < archive.length - 46; at++) {
      if (view.getUint32(at, true) !== 0x02014b50) continue;
      view.setUint32(at + 24, 1 << 30, true);
      break;
    }
    const [large, small] = [...filesIn(archive, "a.zip")];
    assert.throws(() => large?.bytes, { code: "READ-12" });
    assert.equal(new TextDecoder().decode(small?.bytes), text);
  });
});
