import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readTarget } from "../../src/declaration/read-target.ts";
import { Target } from "../../src/declaration/target.ts";

describe("a target value", () => {
  it("is never lost and always fits the schema, whatever the cell holds", () => {
    const pieces = fc.constantFrom("≥", "<=", "100", "3.5", "%", "万", "元", "/", "年", "月", "底", "前", "内", "个", "小时", "三", "半", "-", "至", "；", "完成", "百分之", "每", "$", "（", "）", " ");
    const text = fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), fc.array(pieces, { minLength: 1, maxLength: 9 }).map((list) => list.join("")));
    fc.assert(fc.property(text, fc.option(fc.string({ maxLength: 6 })), (cell, unit) => {
      const target = readTarget(cell, unit);
      assert.equal(target.text, cell);
      Target.parse(target);
    }), { numRuns: 3000 });
  });
});
