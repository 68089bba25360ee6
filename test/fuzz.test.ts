import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../src/index.ts";
import { engines } from "../src/server/reading/engines.ts";
import { fuzz } from "./fuzz/run.ts";
import { seeds } from "./fuzz/seeds.ts";

describe("mutated files", () => {
  for (const { name, bytes } of seeds.filter(({ readable }) => readable)) {
    it(`come from a right one: ${name}`, async () => {
      const { declarations } = await readDocument(bytes, name, engines);
      assert.equal(declarations[0]?.project.name, "乡村巡演经费");
    });
  }

  it("never crash the reader or make it hang (npm run fuzz reads many more)", async () => {
    const { failures } = await fuzz({ seed: 20, runs: 2000, threads: 2 });
    assert.deepEqual(failures.map(({ kind, index, error }) => `${kind}: npm run fuzz -- --seed 20 --only ${index}: ${error.slice(0, 300)}`), []);
  });
});
