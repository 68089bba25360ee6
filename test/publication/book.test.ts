// The book of a year: what stands in it, its figures, its page numbers, and that it is read again.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { unzipSync } from "fflate";
import type { Declaration, SourceDocument } from "../../src/declaration/schema.ts";
import { entriesOf } from "../../src/formats/docx/write.ts";
import { pagesOfBook } from "../../src/formats/pdf/write.ts";
import { forms } from "../../src/forms/list.ts";
import { readDocument, wholeTextsOf, writeBook } from "../../src/index.ts";
import { bookOf, coverageOf } from "../../src/publication/book.ts";
import { engines, printers } from "../../src/server/reading/engines.ts";

const samples = path.join(import.meta.dirname, "../../samples");
const read = async (name: string): Promise<SourceDocument> => await readDocument(readFileSync(path.join(samples, name)), name);
const namesOf = (declarations: readonly Declaration[]) => declarations.map(({ project }) => project.name);

test("part one says what the documents say of the whole, under their headings; part two has all tables, numbered", async () => {
  const document = await read("nanpu.txt");
  const whole = wholeTextsOf([document]);
  assert.ok(whole.overall.length > 0 && whole.safeguards.length > 0, JSON.stringify(whole));
  assert.deepEqual([...whole.overall, ...whole.items].filter((text) => document.overallGoals.includes(text)).length > 0, true);
  const { book } = bookOf(document.declarations, whole, "nanpu", null);
  assert.deepEqual(book.parts.map(({ title }) => title), ["第一部分　部门整体绩效目标", "第二部分　预算项目绩效目标"]);
  assert.equal(book.parts[0]?.chapters.at(-1)?.title.endsWith("绩效目标编报情况"), true);
  assert.deepEqual(book.parts[1]?.sheets.map(({ title }) => title.split(".")[0]), document.declarations.map((_, at) => String(at + 1)));
});

test("coverage counts projects and exact money; an unknown amount is told, not guessed", async () => {
  const [one] = (await read("tianjin.txt")).declarations;
  assert.ok(one);
  const with_ = (yuan: string | null, goals: Declaration["goals"]): Declaration => ({ ...one, goals, funding: { ...one.funding, total: yuan === null ? null : { text: "x", yuan }, annualTotal: null } });
  const set = [with_("9791106.31", one.goals), with_("0.02", []), with_(null, one.goals)];
  assert.deepEqual(coverageOf(set), { projects: 3, covered: 2, yuan: "9791106.33", coveredYuan: "9791106.31", withoutAmount: 1 });
  const { book } = bookOf(set, { overall: [], items: [], safeguards: [] }, "tianjin", null);
  assert.equal(book.parts[0]?.chapters[0]?.paragraphs[0], "编报绩效目标的项目3个，预算金额合计979.110633万元（另有1个项目的金额不明，未计入）。目标和指标齐全的项目2个、979.110631万元，绩效目标覆盖率按项目数为66.67%，按金额为100%。");
});

test("as Word and as PDF, on every form's paper, the book is read again with all its tables", async () => {
  for (const file of readdirSync(samples).filter((name) => /\.(?:txt|md)$/.test(name))) {
    const document = await read(file);
    for (const { id } of forms) {
      for (const format of ["docx", "pdf"] as const) {
        const { bytes } = writeBook(document.declarations, wholeTextsOf([document]), { form: id, format, title: null }, printers);
        const back = await readDocument(new Uint8Array(bytes), `汇编.${format}`, engines);
        assert.deepEqual(namesOf(back.declarations), namesOf(document.declarations), `${file} on ${id} as ${format}`);
        assert.deepEqual(back.declarations.map(({ indicators }) => indicators.length > 0), document.declarations.map(() => true));
      }
    }
  }
});

test("the contents name every part, chapter and form with its page, the same in Word as on the printed pages", async () => {
  const document = await read("zaozhuang.md");
  const { book } = bookOf(document.declarations, wholeTextsOf([document]), "zaozhuang", "某单位绩效目标");
  const pages = pagesOfBook(book, printers.pdf());
  const entries = entriesOf(book);
  assert.equal(pages.length, entries.length);
  assert.deepEqual(pages, [...pages].sort((a, b) => a - b));
  assert.equal(pages[0], 1);
  const { bytes } = writeBook(document.declarations, wholeTextsOf([document]), { form: "zaozhuang", format: "docx", title: "某单位绩效目标" }, printers);
  const xml = new TextDecoder().decode(unzipSync(bytes)["word/document.xml"]);
  assert.deepEqual([...xml.matchAll(/PAGEREF _Toc\d+ \\h "><w:r><w:t>(\d+)<\/w:t>/g)].map(([, page]) => Number(page)), pages);
});
