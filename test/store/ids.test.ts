import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { idsAfter, newId } from "../../src/store/ids.ts";

test("ids are valid UUIDs of version 7, and a later one sorts after an earlier one, however fast they come", () => {
  const ids = Array.from({ length: 20_000 }, newId);
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids.slice(0, 100)) z.uuidv7().parse(id);
});

test("an id tells the moment it was made", () => {
  const id = newId();
  const moment = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  assert.ok(Math.abs(moment - Date.now()) < 5_000);
});

test("ids go on after those of a time when the clock was ahead", () => {
  const ahead = "ffff0000-0000-7000-8000-000000000000";
  idsAfter(ahead);
  const [one, two] = [newId(), newId()];
  assert.ok(ahead < one && one < two);
});
