import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { readDocx } from "../../src/formats/docx/read.ts";
import { decodeHtml, readHtml } from "../../src/formats/html/read.ts";
import { readOdt } from "../../src/formats/odt/read.ts";
import { Zip } from "../../src/formats/zip.ts";
import { DabiaoError } from "../../src/problem.ts";
import { docx, odt, p, tbl, tc, tr, zip } from "./packages.ts";

/** The code with which bytes are refused; “read” where they are not. Anything but a DabiaoError fails. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DabiaoError)) throw error;
    assert.match(error.message, /[\u4e00-\u9fff]/);
    assert.ok(error.hint, error.code);
    return error.code;
  }
  return "read";
}

const good = docx(p("标题") + tbl(tr(tc("甲"), tc("乙"))));
const changed = (bytes: Uint8Array, change: (bytes: Uint8Array, view: DataView) => void) => {
  const copy = bytes.slice();
  change(copy, new DataView(copy.buffer));
  return copy;
};
const find = (bytes: Uint8Array, signature: number) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at + 4 <= bytes.length; at++) if (view.getUint32(at, true) === signature) return at;
  return -1;
};

describe("a package that is not what it should be", () => {
  it("is refused when it is no zip, or was cut off", () => {
    assert.equal(refusal(() => readDocx(strToU8("这不是压缩包"))), "FORMAT-01");
    assert.equal(refusal(() => readDocx(new Uint8Array())), "FORMAT-01");
    for (const part of [0.1, 0.5, 0.9, 0.99]) assert.equal(refusal(() => readDocx(good.subarray(0, good.length * part))), "FORMAT-01");
  });

  it("is refused when its data or their checksum were changed", () => {
    const entry = find(good, 0x02014b50);
    assert.equal(refusal(() => readDocx(changed(good, (_, view) => view.setUint32(entry + 16, 1, true)))), "FORMAT-01");
  });

  it("is refused when it is encrypted, in the way of Word, of zip or of Writer", () => {
    const ole = new Uint8Array(2048);
    ole.set([0xd0, 0xcf, 0x11, 0xe0]);
    ole.set([..."EncryptedPackage"].flatMap((character) => [character.charCodeAt(0), 0]), 1153);
    assert.equal(refusal(() => readDocx(ole)), "FORMAT-02");
    const entry = find(good, 0x02014b50);
    assert.equal(refusal(() => readDocx(changed(good, (bytes) => bytes.fill(1, entry + 8, entry + 9)))), "FORMAT-02");
    const manifest = '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    assert.equal(refusal(() => readOdt(zip({ "META-INF/manifest.xml": manifest, "content.xml": "\u0001\u0002" }))), "FORMAT-02");
  });

  it("is refused when it holds no document", () => {
    assert.equal(refusal(() => readDocx(zip({ "a.txt": "x" }))), "FORMAT-06");
    assert.equal(refusal(() => readOdt(zip({ "a.txt": "x" }))), "FORMAT-06");
  });

  it("is refused when it uses another compression", () => {
    const entry = find(good, 0x02014b50);
    assert.equal(refusal(() => readDocx(changed(good, (_, view) => view.setUint16(entry + 10, 14, true)))), "FORMAT-04");
  });

  it("is read behind other bytes, with a comment, and with names that have backslashes or GB18030", () => {
    const behind = new Uint8Array(good.length + 100);
    behind.set(good, 100);
    assert.equal(refusal(() => readDocx(behind)), "read");
    const gb18030 = changed(zip({ "abcd.txt": "x" }), (bytes) => bytes.set([0xbc, 0xa8, 0xd0, 0xa7], bytes.lastIndexOf(97)));
    assert.deepEqual([...new Zip(gb18030).entries.keys()], ["绩效.txt"]);
    assert.deepEqual([...new Zip(zip({ "word\\document.xml": "x" })).entries.keys()], ["word/document.xml"]);
  });
});

describe("a bomb", () => {
  it("is stopped where a little unpacks to very much", () => {
    const spaces = zipSync({ "word/document.xml": new Uint8Array(40 * 1024 * 1024).fill(32) }, { level: 9 });
    assert.equal(refusal(() => readDocx(spaces)), "FORMAT-03");
  });

  it("is not believed when it claims a gigabyte, nor when it claims too little", () => {
    const entry = find(good, 0x02014b50);
    for (const size of [0x40000000, 1]) assert.equal(refusal(() => readDocx(changed(good, (_, view) => view.setUint32(entry + 24, size, true)))), "read");
  });

  it("of entries nobody asks for is not unpacked", () => {
    const packed = zipSync({ "word/document.xml": strToU8('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'), "word/media/image1.png": new Uint8Array(50 * 1024 * 1024) });
    assert.equal(refusal(() => readDocx(packed)), "read");
  });

  it("of entities is refused", () => {
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>';
    assert.equal(refusal(() => readDocx(zip({ "word/document.xml": entities }))), "FORMAT-08");
    assert.equal(refusal(() => readOdt(zip({ "content.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>' }))), "FORMAT-08");
    assert.equal(refusal(() => readDocx(docx("<w:p>&unknown;</w:p>"))), "FORMAT-07");
  });

  it("of nesting is refused", () => {
    assert.equal(refusal(() => readDocx(docx("<w:p>".repeat(10_000)))), "FORMAT-09");
    assert.equal(refusal(() => readDocx(docx("<w:tbl><w:tr><w:tc>".repeat(3_000)))), "FORMAT-09");
    assert.equal(refusal(() => readOdt(odt("<text:p>".repeat(10_000)))), "FORMAT-09");
  });

  it("of cells, rows or columns is refused", () => {
    assert.equal(refusal(() => readOdt(odt('<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell/></table:table-row></table:table>'))), "FORMAT-10");
    assert.equal(refusal(() => readOdt(odt('<table:table><table:table-row><table:table-cell table:number-columns-repeated="99999999"/></table:table-row></table:table>'))), "FORMAT-11");
    assert.equal(refusal(() => readDocx(docx(tbl(tr(tc("a", '<w:gridSpan w:val="999999999"/>'), tc("b")))))), "FORMAT-11");
    assert.equal(refusal(() => readDocx(docx(tbl(tr(tc("a", '<w:gridSpan w:val="-3"/>'), tc("b", '<w:gridSpan w:val="x"/>')))))), "read");
  });

  it("of styles that are based on each other is no trouble", () => {
    const styles = '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>';
    assert.equal(refusal(() => readDocx(docx(p("x", '<w:pStyle w:val="a"/>'), { styles }))), "read");
  });
});

describe("arbitrary bytes", () => {
  const readers = [readDocx, readOdt, (bytes: Uint8Array) => readHtml(decodeHtml(bytes))];
  const quiet = (bytes: Uint8Array) => {
    for (const read of readers) refusal(() => read(bytes));
  };

  it("are read or refused, never a crash", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), quiet), { numRuns: 300 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (tail) => quiet(new Uint8Array([0x50, 0x4b, 3, 4, ...tail, 0x50, 0x4b, 5, 6, ...tail]))), { numRuns: 300 });
  });

  it("in a good file are read or refused, never a crash", () => {
    const files = [good, odt("<text:p>甲</text:p>"), strToU8("<table><tr><td rowspan=2>甲<td>乙</table>")];
    const place = fc.record({ file: fc.nat(files.length - 1), at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 5 }), (places) => {
        const file = files[places[0]?.file ?? 0] ?? good;
        const change = (bytes: Uint8Array) => {
          for (const { at, byte } of places) bytes[Math.floor(at * bytes.length)] = byte;
        };
        quiet(changed(file, change));
      }),
      { numRuns: 2_000 },
    );
  });

  it("as mark-up are read or refused, never a crash", () => {
    const elements = ["w:p", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:pPr", "w:sectPr", "w:r", "w:sdt", "w:sdtPr", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:trPr", "w:del", "w:body"];
    const empty = ['<w:vMerge/>', '<w:gridSpan w:val="3"/>', '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', '<w:br w:type="page"/>', "<w:lastRenderedPageBreak/>", '<w:type w:val="continuous"/>', "<w:showingPlcHdr/>", '<w:numId w:val="1"/>', "<w:t>字</w:t>"];
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof({ maxDepth: 8 }, fc.constantFrom(...empty), fc.tuple(fc.constantFrom(...elements), fc.array(tie("tree"), { maxLength: 4 })).map(([name, inside]) => `<${name}>${inside.join("")}</${name}>`)),
    }));
    fc.assert(fc.property(fc.array(tree, { maxLength: 5 }), (trees) => assert.match(refusal(() => readDocx(docx(trees.join("")))), /^(?:read|FORMAT-\d\d)$/)), { numRuns: 1_000 });
  });
});
