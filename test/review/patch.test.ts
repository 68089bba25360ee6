import assert from "node:assert/strict";
import { test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import { patched } from "../../src/review/patch.ts";
import type { PatchStep } from "../../src/review/rule.ts";
import { declarationOf, row } from "../../src/review/sketch.ts";

const [lamps, trees, seats] = ["路灯盏数", "苗木数量", "座椅数量"].map((name) => row("output.quantity", name, "≥9"));
const declaration = declarationOf({ name: "道路绿化", notes: "说明", rows: [lamps, trees].flatMap((one) => one ?? []) });
const [third] = declarationOf({ name: null, rows: [seats].flatMap((one) => one ?? []) }).indicators;
const after = (...steps: readonly PatchStep[]) => patched(declaration, steps);
const names = (...steps: readonly PatchStep[]) => after(...steps).indicators.map(({ level3 }) => level3);

test("steps put in, replace and take out, one after the other, and the given declaration stays as it is", () => {
  const before = structuredClone(declaration);
  assert.equal(after({ op: "replace", path: "/notes", value: "无" }).notes, "无");
  assert.equal(after({ op: "replace", path: "/indicators/1/level3", value: "树" }).indicators[1]?.level3, "树");
  assert.equal(after({ op: "replace", path: "/notes", value: "无" }, { op: "replace", path: "/notes", value: null }).notes, null);
  assert.deepEqual(names({ op: "add", path: "/indicators/0", value: third }), ["座椅数量", "路灯盏数", "苗木数量"]);
  assert.deepEqual(names({ op: "add", path: "/indicators/2", value: third }), ["路灯盏数", "苗木数量", "座椅数量"]);
  assert.deepEqual(names({ op: "add", path: "/indicators/-", value: third }), ["路灯盏数", "苗木数量", "座椅数量"]);
  assert.deepEqual(names({ op: "replace", path: "/indicators/1", value: third }), ["路灯盏数", "座椅数量"]);
  assert.deepEqual(names({ op: "remove", path: "/indicators/0" }), ["苗木数量"]);
  assert.deepEqual(names({ op: "remove", path: "/indicators/1" }), ["路灯盏数"]);
  assert.deepEqual(declaration, before);
});

test("keys with / and ~ are written ~1 and ~0", () => {
  const places = after({ op: "add", path: "/places/a~1b~01", value: [] }, { op: "add", path: "/places/c", value: [] }).places;
  assert.deepEqual(places, { "a/b~1": [], c: [] });
  assert.deepEqual(after({ op: "add", path: "/places/c", value: [] }, { op: "remove", path: "/places/c" }).places, {});
});

test("a step that leads nowhere, or to something that is no declaration, is refused as a whole", () => {
  const nowhere: readonly PatchStep[] = [
    { op: "replace", path: "", value: {} },
    { op: "replace", path: "/no/notes", value: "无" },
    { op: "replace", path: "/toString/name", value: "无" },
    { op: "replace", path: "/nothing", value: "无" },
    { op: "remove", path: "/nothing" },
    { op: "replace", path: "/notes/0", value: "无" },
    { op: "add", path: "/indicators/3", value: third },
    { op: "replace", path: "/indicators/2", value: third },
    { op: "remove", path: "/indicators/2" },
    { op: "replace", path: "/indicators/-", value: third },
    { op: "remove", path: "/indicators/-" },
    { op: "replace", path: "/indicators/x1", value: third },
    { op: "replace", path: "/indicators/1x", value: third },
    { op: "replace", path: "/indicators/10", value: third },
    { op: "remove", path: "/notes" },
    { op: "replace", path: "/notes", value: 3 },
  ];
  for (const step of nowhere) assert.throws(() => after(step), (error) => error instanceof DabiaoError && error.code === "REVIEW-01" && error.message.includes(`“${step.path}”`) && (error.hint ?? "").includes("重新审核"), JSON.stringify(step));
  assert.throws(() => after({ op: "replace", path: "/notes", value: 3 }, { op: "remove", path: "/year" }), /“\/notes、\/year”/);
});
