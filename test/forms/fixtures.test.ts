import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";
import { engines } from "../../src/server/reading/engines.ts";
import { goldFacts, labelledDocuments, readFacts } from "./gold.ts";

const acceptance = process.env.DABIAO_ACCEPTANCE ?? path.join(import.meta.dirname, "../../../shared");
const regions = ["tianjin", "nanpu", "shanghai", "zaozhuang", "ezhou"];

describe("the published documents as Word, Excel, PDF and web pages", () => {
  const folder = path.join(acceptance, "fixtures");
  if (!existsSync(folder)) {
    it("are read when they are there", (t) => {
      t.diagnostic(`验收材料不在 ${folder}，没有读取；可用 DABIAO_ACCEPTANCE 指定。`);
      assert.ok(!existsSync(folder));
    });
    return;
  }
  const golds = labelledDocuments(path.join(acceptance, "samples"));
  for (const [index, region] of regions.entries()) {
    for (const name of readdirSync(path.join(folder, region)).sort()) {
      it(`${name} reads as its gold, and no span that the file states is a doubt`, async () => {
        const { gold } = golds[index] ?? assert.fail();
        const read = await readDocument(readFileSync(path.join(folder, region, name)), name, engines);
        assert.deepEqual(readFacts(read, gold), goldFacts(gold));
        assert.equal(read.verdict, "form");
        assert.deepEqual(read.declarations.flatMap(({ doubts }) => doubts.filter(({ reason }) => reason === "carried")), []);
      });
    }
  }
});

describe("forms of other regions", () => {
  const folder = path.join(acceptance, "more-forms");
  if (!existsSync(folder)) {
    it("are read when they are there", (t) => {
      t.diagnostic(`验收材料不在 ${folder}，没有读取。`);
      assert.ok(!existsSync(folder));
    });
    return;
  }
  for (const { name, file, bytes, gold } of labelledDocuments(folder)) {
    it(`${name} reads as its gold`, async () => {
      const read = await readDocument(bytes, file);
      const got = readFacts(read, gold);
      const wanted = goldFacts(gold);
      // Where the document breaks off, rows and fields beyond the gold are not wrong.
      const known = Object.fromEntries(Object.keys(wanted).map((path) => [path, got[path]]));
      assert.deepEqual(known, wanted);
    });
  }
});
