import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readTarget } from "../../src/declaration/read-target.ts";
import { Target } from "../../src/declaration/target.ts";

interface GoldTarget {
  text: string;
  unitColumn: string | null;
  note?: string;
  uncertain?: boolean;
}

const own = path.join(import.meta.dirname, "..", "targets.gold.json");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(import.meta.dirname, "../../../shared"), "samples", "targets.gold.json");

for (const file of [own, acceptance]) {
  describe(`the typed examples of ${path.basename(path.dirname(file))}/${path.basename(file)}`, () => {
    it("are all typed right", (t) => {
      if (!existsSync(file)) {
        t.diagnostic(`验收材料不在 ${file}，没有检查。`);
        return;
      }
      const gold: GoldTarget[] = JSON.parse(readFileSync(file, "utf8"));
      for (const { text, unitColumn, note: _, uncertain, ...want } of gold) {
        const got = readTarget(text, unitColumn);
        Target.parse(got);
        if (!uncertain) assert.deepEqual({ ...got, text: undefined }, { ...want, text: undefined, ...(got.kind === "duration" && !("parts" in want) ? { parts: got.parts } : {}) }, text);
      }
      assert.ok(gold.length > 90);
    });
  });
}

describe("a target value", () => {
  const figure = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.option(fc.integer({ min: 0, max: 999 }))).map(([whole, part]) => `${whole}${part === null ? "" : `.${part}`}`);

  it("keeps every digit of a figure, however long", () => {
    fc.assert(fc.property(figure, fc.constantFrom("≥", "≤", "=", ">", "<"), fc.constantFrom("%", "次", "万元", "个分中心"), (value, sign, unit) => {
      assert.deepEqual(readTarget(`${sign}${value}${unit}`), { text: `${sign}${value}${unit}`, kind: "number", comparator: sign, value: value.replace(/^0+(?=\d)/, ""), unit, period: null });
    }));
  });

  it("is never lost and always fits the schema, whatever the cell holds", () => {
    const pieces = fc.constantFrom("≥", "<=", "100", "3.5", "%", "万", "元", "/", "年", "月", "底", "前", "内", "个", "小时", "三", "半", "-", "至", "；", "完成", "百分之", "每", "$", "（", "）", " ");
    const text = fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), fc.array(pieces, { minLength: 1, maxLength: 9 }).map((list) => list.join("")));
    fc.assert(fc.property(text, fc.option(fc.string({ maxLength: 6 })), (cell, unit) => {
      const target = readTarget(cell, unit);
      assert.equal(target.text, cell);
      Target.parse(target);
    }), { numRuns: 3000 });
  });

  it("is the same with full-width and half-width signs and figures", () => {
    for (const [wide, narrow] of [["≥９５％", "≥95%"], ["＞＝１００次", ">=100次"], ["≤３万元", "≤3万元"]] as const) {
      assert.deepEqual({ ...readTarget(wide), text: "" }, { ...readTarget(narrow), text: "" });
    }
  });
});
