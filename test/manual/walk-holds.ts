// The pictures of the manual can be taken: the walk goes through the product as the manual tells it, comes to where the
// manual says it does, and makes the pictures that are in its folder. They go to a folder of their own: only
// `npm run manual` writes into the manual.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { laptop } from "../web/house.ts";
import { coloursOf, sizeOf, withPalette } from "./png.ts";
import { take } from "./take.ts";
import { picturesOf, type walks } from "./walks/list.ts";

const pictures = fileURLToPath(new URL("../../docs/manual/pictures", import.meta.url));

/** Letters alone, with their soft edges, are more colours than this; a page in which nothing stands is one or two. */
const fewColours = 40;

/** @param comesTo what the walk ends with, in words @param end what must stand on its last page */
export function walkHolds(name: keyof typeof walks, comesTo: string, end: RegExp): void {
  test(`the walk “${name}”: ${comesTo}; each picture of the manual is a whole screen with something on it`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "dabiao-manual-"));
    try {
      const told = await take(name, folder, (png) => png);
      assert.match(told.end, end);
      assert.deepEqual(told.taken, picturesOf[name].map((picture) => `${picture}.png`));
      assert.deepEqual((await readdir(folder)).sort(), [...told.taken].sort());
      const made = await Promise.all(told.taken.map(async (picture) => await readFile(path.join(folder, picture))));
      for (const [nth, png] of made.entries()) {
        assert.deepEqual(sizeOf(png), laptop, told.taken[nth]);
        assert.ok(coloursOf(png) > fewColours, `${told.taken[nth]} has ${coloursOf(png)} colours`);
      }
      // As the manual keeps them.
      assert.deepEqual(sizeOf(withPalette(made.at(-1) ?? assert.fail())), laptop);
      const there = await readdir(pictures);
      assert.deepEqual(told.taken.filter((picture) => !there.includes(picture)), [], "npm run manual");
      assert.deepEqual(told.foreign, []);
      assert.deepEqual(told.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
