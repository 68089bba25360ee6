import assert from "node:assert/strict";
import { test } from "node:test";
import { Collection } from "../../src/review/collection.ts";
import { documentOf, row, type Sketch } from "../../src/review/sketch.ts";

const lamps = row("output.quantity", "路灯 盏数", "≥9盏");
const collection = (...documents: readonly (readonly Sketch[])[]) => new Collection(documents.map((projects) => documentOf(projects)));
/** The projects beside the first one. */
const siblings = (all: Collection) => all.siblingsOf(all.declarations[0] as never).map(({ name }) => name);

test("beside a project lie those of its document and of its unit, each once, never itself", () => {
  assert.deepEqual(siblings(collection([{ name: "甲", unit: "水务局" }, { name: "乙", unit: "水务局" }, { name: "丙" }], [{ name: "丁", unit: "水务局" }, { name: "戊", unit: "林业局" }, { name: "己" }])), ["乙", "丙", "丁"]);
  assert.deepEqual(siblings(collection([{ name: "甲" }], [{ name: "乙" }])), []);
  const sameCode = collection([{ name: "甲", unit: "水务局" }], [{ name: "乙", unit: "水利局" }], [{ name: "丙", unit: "水务局" }]);
  for (const [at, { declaration }] of sameCode.declarations.entries()) declaration.unit.code = ["107", "107", "108"][at] ?? null;
  assert.deepEqual(siblings(sameCode), ["乙"], "the code goes before the name");
});

test("the twins of a row read the same in class, name, description and target, whatever the blanks in the name", () => {
  const rows = [lamps, { ...lamps, name: "路灯盏数" }, { ...lamps, class: "output.quality" as const }, { ...lamps, class: null }, { ...lamps, name: "路灯杆数" }, { ...lamps, description: "全城" }, { ...lamps, target: "9盏" }];
  const all = collection(rows.map((one, at) => ({ name: `项目${at}`, rows: [one] })));
  const twins = (at: number) => all.twinsOf(all.declarations[at]?.rows[0] as never).map(({ facts }) => facts.index);
  assert.deepEqual([twins(0), twins(1), twins(2), twins(3), twins(6)], [[0, 1], [0, 1], [2], [3], [6]]);
  const [stranger] = collection([{ name: "生人", rows: [{ ...lamps, name: "座椅" }] }]).declarations;
  assert.deepEqual(all.twinsOf(stranger?.rows[0] as never), []);
});
