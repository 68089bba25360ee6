// The pictures of the manual can be taken: the walk goes through the product as the manual tells it, and makes the
// pictures that are in its folder. They go to a folder of their own: only `npm run manual` writes into the manual.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { take } from "./take.ts";
import { picturesOf, type walks } from "./walks/list.ts";

const pictures = fileURLToPath(new URL("../../docs/manual/pictures", import.meta.url));

export function walkHolds(name: keyof typeof walks): void {
  test(`the walk “${name}” still goes, and makes its pictures of the manual`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "dabiao-manual-"));
    try {
      const { taken, foreign, complaints } = await take(name, folder);
      assert.deepEqual((await readdir(folder)).sort(), [...taken].sort());
      assert.deepEqual(taken, picturesOf[name].map((picture) => `${picture}.png`));
      const there = await readdir(pictures);
      assert.deepEqual(taken.filter((picture) => !there.includes(picture)), [], "npm run manual");
      assert.deepEqual(foreign, []);
      assert.deepEqual(complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
