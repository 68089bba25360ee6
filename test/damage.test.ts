import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { madeDocuments, textDocuments } from "./damage/documents.ts";
import { someCases } from "./damage/run.ts";

/** Printed with every failure, so that it can be repeated: `npm run damage -- --operator … --document … --seed …`. */
const seed = 1;

describe("damaged documents", () => {
  const { documents } = madeDocuments(textDocuments());

  it("are made of every form in every layout", () => {
    assert.ok(documents.length > 200, `${documents.length} documents`);
  });

  for (const { operator, says, cases } of someCases(documents, seed, 12)) {
    it(`are read the same or with a warning after ${operator}`, () => {
      const silent = cases.filter(({ outcome }) => outcome === "silent");
      const told = silent.flatMap(({ document, silent: facts }) => facts.map(({ path, wanted, got }) => `${operator} on “${document}”, seed ${seed}: ${path} was ${wanted}, is read as ${got}`));
      assert.deepEqual(told, [], says);
    });
  }
});
