import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readPdf } from "../../src/formats/pdf/read.ts";
import { DabiaoError } from "../../src/problem.ts";
import { pdfEngine } from "../../src/server/reading/pdf-engine.ts";
import { drawn } from "./packages.ts";
import { type Extras, madePdf, table, text } from "./pdf-maker.ts";

const engine = await pdfEngine();
const page = { content: table(60, 100, [80, 60], [["项目名称", "甲"]]) };
const made = (extras: Extras) => readPdf(madePdf([page], extras), engine);
const scan = { content: "q 595 0 0 842 0 0 cm /Scan Do Q\n" };

describe("a PDF that cannot be read", () => {
  it("because it is a scan is said to be one, even with printed page numbers", async () => {
    await assert.rejects(readPdf(madePdf([scan]), engine), { code: "FORMAT-55", message: /这是扫描件/ });
    await assert.rejects(readPdf(madePdf([{ content: scan.content + text(280, 820, "— 1 —") }]), engine), { code: "FORMAT-55" });
  });

  it("in part names the pages that are pictures", async () => {
    const { blocks, problems } = await readPdf(madePdf([page, scan, scan, page, scan]), engine);
    assert.deepEqual(problems.map(({ code, message, at }) => [code, message, at?.page]), [["FORMAT-58", "PDF 的第 2–3、5 页是图片（扫描件），上面的文字没有读。", 2]]);
    assert.equal(blocks.filter(({ kind }) => kind === "table").length, 2);
  });

  it("because it is blank is said to be blank; a blank page among others is no problem", async () => {
    await assert.rejects(readPdf(madePdf([{ content: "" }]), engine), { code: "FORMAT-60" });
    assert.deepEqual((await readPdf(madePdf([page, { content: "q 0 0 595 842 re W n Q" }]), engine)).problems, []);
  });

  it("because its letters are drawings is said to be a picture", async () => {
    const letters = Array.from({ length: 100 }, (_, at) => `${50 + 5 * at} 700 m ${52 + 5 * at} 710 ${54 + 5 * at} 710 ${54 + 5 * at} 700 c f\n`);
    await assert.rejects(readPdf(madePdf([{ content: letters.join("") }]), engine), { code: "FORMAT-55" });
  });

  it("because the characters of its font are unknown is never silently empty", async () => {
    await assert.rejects(readPdf(madePdf([page]), { ...engine, cMapUrl: "/nowhere/" }), { code: "FORMAT-56" });
  });

  it("because it is locked with a password says so; one that only forbids changes is read", async () => {
    const file = (name: string) => new Uint8Array(readFileSync(new URL(`files/${name}`, import.meta.url)));
    await assert.rejects(readPdf(file("locked.pdf"), engine), { code: "FORMAT-52", message: /密码/ });
    assert.deepEqual(drawn(await readPdf(file("locked-against-changes.pdf"), engine)), ["@0 项目名称 | @1 甲"]);
  });

  it("because its pages lie in a circle is refused or reported", async () => {
    await assert.rejects(made({ objects: { 2: "<</Type/Pages/Count 3/Kids[2 0 R 7 0 R]>>", 7: "<</Type/Pages/Count 2/Parent 2 0 R/Kids[2 0 R]>>" } }), DabiaoError);
  });

  it("because it has more pages than any set of forms is refused", async () => {
    const kids = Array.from({ length: 3001 }, () => "10 0 R").join(" ");
    await assert.rejects(made({ objects: { 2: `<</Type/Pages/Count 3001/Kids[${kids}]>>` } }), { code: "FORMAT-53" });
  });

  it("because a page draws without end is refused", async () => {
    await assert.rejects(readPdf(madePdf([{ content: "0 0 m 1 1 l S\n".repeat(300_100) }]), engine), { code: "FORMAT-54" });
  });
});

describe("a PDF with something wrong in it", () => {
  it("whose table of places is broken is read all the same", async () => {
    const bytes = madePdf([page]);
    const file = new TextDecoder("latin1").decode(bytes).replace(/startxref\n\d+/, "startxref\n7").replace(/xref\n0/, "xxxx\n0");
    assert.deepEqual(drawn(await readPdf(Uint8Array.from(file, (character) => character.charCodeAt(0)), engine)), ["@0 项目名称 | @1 甲"]);
  });

  it("that claims a million pages is read as far as it has any", async () => {
    assert.deepEqual(drawn(await made({ objects: { 2: "<</Type/Pages/Count 1000000/Kids[10 0 R]>>" } })), ["@0 项目名称 | @1 甲"]);
  });

  it("that brings a script is read without running it", async () => {
    const script = "/OpenAction<</S/JavaScript/JS(globalThis.ran = true; app.alert\\(1\\))>>";
    assert.deepEqual(drawn(await made({ catalog: script })), ["@0 项目名称 | @1 甲"]);
    assert.equal("ran" in globalThis, false);
  });

  it("that draws itself within itself ends", async () => {
    const objects = { 6: "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Scan 6 0 R>>>>/Length 8>>\nstream\n/Scan Do\nendstream" };
    assert.deepEqual(drawn(await readPdf(madePdf([{ content: `${page.content}/Scan Do\n` }], { objects }), engine)), ["@0 项目名称 | @1 甲"]);
  });

  it("gives a grid or a DabiaoError, whatever its bytes", async () => {
    const good = madePdf([page]);
    const damaged = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }).map((changes) => {
      const bytes = good.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
    const any = fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged, fc.nat(good.length).map((length) => good.slice(0, length)));
    await fc.assert(
      fc.asyncProperty(any, async (bytes) => {
        const read = await readPdf(bytes, engine).catch((error: unknown) => error);
        assert.ok(read instanceof DabiaoError || (read !== null && typeof read === "object" && "blocks" in read), String(read));
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});
