// A short run of the drill that `npm run kill` makes long: each thing is killed at least once while people write.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Chance } from "./kill/chance.ts";
import { drill } from "./kill/drill.ts";
import { OldHouses } from "./kill/upgrade.ts";

const skip = process.platform !== "linux" && "needs the embedded database";

test("killed again and again while people write, it loses nothing acknowledged, leaves nothing half-done and needs no hand", { skip }, async () => {
  const { kills, acknowledged, lost, half, repairs, surprises } = await drill(14, 7, () => undefined);
  assert.deepEqual({ lost, half, repairs, surprises }, { lost: [], half: [], repairs: [], surprises: [] });
  assert.ok(Object.values(kills).every((number) => number > 0));
  assert.ok((acknowledged.step ?? 0) > 0 && (acknowledged.draft ?? 0) > 0 && (acknowledged.import ?? 0) > 0, JSON.stringify(acknowledged));
});

test("killed while an older schema becomes the newest, the next start ends what was begun, and no row is lost", { skip }, async () => {
  const old = new OldHouses();
  try {
    await old.make([3, 8]);
    const chance = new Chance(1);
    for (let kills = 0; kills < 3; kills++) {
      const { lost, repairs } = await old.kill(chance);
      assert.deepEqual({ lost, repairs }, { lost: [], repairs: [] });
    }
  } finally {
    old.remove();
  }
});
