import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";
import { ReadOutput } from "../../src/declaration/schema.ts";
import { placeTexts } from "./places.ts";
import { goldFacts, labelledDocuments, readFacts } from "./gold.ts";

const project = path.join(import.meta.dirname, "..", "..");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(project, "..", "shared"), "samples");

const folders = [
  { what: "the product's own samples", folder: path.join(project, "samples") },
  { what: "documents named after their trouble", folder: path.join(project, "test", "documents") },
  ...(existsSync(acceptance) ? [{ what: "the published documents of the acceptance material", folder: acceptance }] : []),
];

for (const { what, folder } of folders) {
  describe(what, () => {
    for (const { name, file, bytes, gold } of labelledDocuments(folder)) {
      it(`reads ${name} as a careful reader does`, async () => {
        assert.deepEqual(readFacts(await readDocument(bytes, file), gold), goldFacts(gold));
      });

      it(`gives ${name} in the shape that the contract promises, with every value at its place`, async () => {
        const read = await readDocument(bytes, file);
        assert.deepEqual(ReadOutput.parse({ documents: [read] }).documents[0], read);
        // A web page has no lines: its places are tables and cells.
        if (file.endsWith(".html")) assert.ok(read.declarations.every(({ places }) => Object.values(places).flat().every(({ label }) => label !== "")));
        else for (const { path, value, atPlace } of placeTexts(read, bytes)) assert.equal(atPlace, value, path);
      });
    }
  });
}

describe("the acceptance material", () => {
  it("is read when it is there", (t) => {
    if (!existsSync(acceptance)) t.diagnostic(`验收材料不在 ${acceptance}，没有读取；可用 DABIAO_ACCEPTANCE 指定。`);
    assert.equal(folders.length, existsSync(acceptance) ? 3 : 2);
  });
});

describe("doubts", () => {
  it("stand on at most one value in twenty of the published documents", async (t) => {
    if (!existsSync(acceptance)) {
      t.diagnostic("验收材料不在，没有检查。");
      return;
    }
    for (const { name, file, bytes } of labelledDocuments(acceptance)) {
      const { declarations } = await readDocument(bytes, file);
      const values = declarations.reduce((sum, { places }) => sum + Object.keys(places).length, 0);
      const doubts = declarations.reduce((sum, declaration) => sum + declaration.doubts.length, 0);
      assert.ok(doubts <= values / 20, `${name}: ${doubts} doubts on ${values} values`);
    }
  });
});
