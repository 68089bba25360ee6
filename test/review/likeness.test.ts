import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bare, likeness, pairsOf, sharedPairs } from "../../src/review/likeness.ts";

const names = fc.string({ unit: fc.constantFrom("道", "路", "苗", "木", "率"), maxLength: 9 });

test("likeness is one for the same text, nothing without a common character, and the same both ways", () => {
  fc.assert(fc.property(names, names, (a, b) => {
    const found = likeness(a, b);
    assert.equal(found, likeness(b, a));
    assert.ok(found >= 0 && found <= 1);
    assert.equal(found === 1, a === b && a !== "");
    assert.equal(found === 0, ![...a].some((character) => b.includes(character)));
  }));
});

test("a character left out or put in costs its share of the longer text", () => {
  fc.assert(fc.property(names, fc.nat({ max: 9 }), (text, at) => {
    const more = `${text.slice(0, at)}县${text.slice(at)}`;
    assert.equal(likeness(text, more), text.length / more.length);
  }));
  assert.equal(likeness("道路苗木", "苗木道路"), 0.5);
  assert.equal(likeness("道路两侧苗木", "道路两旁苗木"), 5 / 6);
});

test("width, punctuation and blanks do not matter", () => {
  assert.equal(bare(" ＡＢ（一）、约１０ ％＋ "), "AB一约10");
});

test("pairs are of neighbouring characters; Latin words are whole; stop words part their neighbours", () => {
  const pairs = (text: string, ...stop: readonly string[]) => [...pairsOf(text, stop)];
  assert.deepEqual(pairs("道路养护，率"), ["道路", "路养", "养护"]);
  assert.deepEqual(pairs("道路道路"), ["道路", "路道"]);
  assert.deepEqual(pairs("道路工作养护工作", "工作"), ["道路", "养护"]);
  assert.deepEqual(pairs("购置LED灯A盏12个5G基站"), ["购置", "led", "12", "5g", "基站"]);
  assert.deepEqual([...pairsOf("")], []);
  assert.equal(sharedPairs(pairsOf("道路养护"), pairsOf("路养护员")), 2);
  assert.equal(sharedPairs(pairsOf("路养护员与车辆"), pairsOf("道路养护")), 2);
  assert.equal(sharedPairs(pairsOf("道路"), pairsOf("")), 0);
});
