// A short run of the drill that `npm run kill` makes long: each thing is killed at least once while people write.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drill } from "./kill/drill.ts";

test("killed again and again while people write, it loses nothing acknowledged, leaves nothing half-done and needs no hand", { skip: process.platform !== "linux" && "needs the embedded database" }, async () => {
  const { kills, acknowledged, lost, half, repairs, surprises } = await drill(12, () => undefined);
  assert.deepEqual({ lost, half, repairs, surprises }, { lost: [], half: [], repairs: [], surprises: [] });
  assert.ok(Object.values(kills).every((number) => number > 0));
  assert.ok(Object.values(acknowledged).reduce((sum, number) => sum + number, 0) > 0);
});
