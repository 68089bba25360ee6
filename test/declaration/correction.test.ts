import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { applyCorrections, correct, moneyUnitOf } from "../../src/declaration/correction.ts";
import { money } from "../../src/declaration/money.ts";
import { Declaration } from "../../src/declaration/schema.ts";
import { textAt, valuePaths } from "../../src/declaration/values.ts";
import { readDocument } from "../../src/index.ts";
import { DabiaoError } from "../../src/problem.ts";
import { declaration as madeUp, indicator } from "../store/made-up.ts";

const folders = ["../../samples", "../documents"].map((folder) => path.join(import.meta.dirname, folder));
const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => /\.(?:txt|md)$/.test(name)).map((name) => path.join(folder, name)));
const read = (await Promise.all(files.map(async (file) => (await readDocument(readFileSync(file), path.basename(file))).declarations.slice(0, 3)))).flat();

const anyDeclaration = fc.constantFrom(...read);
const anyPath = fc.tuple(anyDeclaration, fc.nat()).map(([declaration, n]) => {
  const paths = valuePaths(declaration);
  return { declaration, path: paths[n % paths.length] ?? "" };
});
const typed = fc.oneof(
  fc.constantFrom("", " ", "100", "1,324.00", "14万元", "25%", "≥95%", "2026", "2026年度", "元", "万元", "12月底前", "三个小时内", "annual", "output.quality", "数量指标", "中 文\n两行"),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const refused = (code: string) => (error: unknown) => error instanceof DabiaoError && error.code === code;

describe("a correction", () => {
  it("with the text that stands there changes nothing, at any value of any document", () => {
    assert.ok(read.length > 60);
    for (const declaration of read) {
      for (const one of valuePaths(declaration)) {
        assert.equal(correct(declaration, { path: one, text: textAt(declaration, one) }), declaration, one);
      }
    }
  });

  it("is refused, or gives a declaration that fits the schema and shows the text", () => {
    fc.assert(fc.property(anyPath, typed, ({ declaration, path: one }, text) => {
      let after: Declaration;
      try {
        after = correct(declaration, { path: one, text });
      } catch (error) {
        assert.ok(refused("CHECK-02")(error), String(error));
        return;
      }
      assert.deepEqual(Declaration.parse(after), after);
      const shown = textAt(after, one);
      if (one === "year") assert.equal(shown, text.normalize("NFKC").match(/\d{4}/)?.[0] ?? null);
      else assert.equal((shown ?? "").replace(/\s/g, ""), text.replace(/\s/g, ""));
    }), { numRuns: 2000 });
  });

  it("leaves the declaration it was given as it was", () => {
    fc.assert(fc.property(anyPath, typed, ({ declaration, path: one }, text) => {
      const before = JSON.stringify(declaration);
      try {
        correct(declaration, { path: one, text });
      } catch {}
      assert.equal(JSON.stringify(declaration), before);
    }), { numRuns: 500 });
  });

  it("and back to the original text gives the original declaration, wherever the reader itself typed it", () => {
    fc.assert(fc.property(anyPath, typed, ({ declaration, path: one }, text) => {
      const original = textAt(declaration, one);
      assert.deepEqual(applyCorrections(declaration, [{ path: one, text: original }]), declaration);
      if (one === "funding.currency" && original === null) return;
      try {
        assert.deepEqual(correct(correct(declaration, { path: one, text }), { path: one, text: original }, moneyUnitOf(declaration)), declaration);
      } catch (error) {
        // Amounts and figures that the document itself prints as words cannot be typed in again, only be taken back.
        assert.ok(refused("CHECK-02")(error), String(error));
      }
    }), { numRuns: 1000 });
  });

  it("gives the same together with others in any order", () => {
    const base = { ...madeUp("图书馆"), indicators: [{ ...indicator("新增图书", "≥5000"), unit: "册" }] };
    const corrections = [
      { path: "funding.currency", text: "元" },
      { path: "funding.total", text: "100" },
      { path: "indicators[0].unit", text: "种" },
      { path: "indicators[0].target", text: "≥6000" },
      { path: "indicators[0].level2", text: "质量指标" },
      { path: "indicators[0].class", text: "output.timeliness" },
    ];
    const want = applyCorrections(base, corrections);
    assert.deepEqual(want.funding.total, { text: "100", yuan: "100.00" });
    assert.deepEqual(want.indicators[0]?.target, { text: "≥6000", kind: "number", comparator: "≥", value: "6000", unit: "种", period: null });
    assert.equal(want.indicators[0]?.class, "output.timeliness");
    fc.assert(fc.property(fc.shuffledSubarray(corrections, { minLength: 6 }), (order) => assert.deepEqual(applyCorrections(base, order), want)));
  });

  it("reads what hangs on the value anew: amounts on the currency, targets on the unit column, the class on the levels", () => {
    const base = { ...madeUp("图书馆"), indicators: [{ ...indicator("新增图书", "≥5000"), unit: "册" }] };
    assert.equal(correct(base, { path: "funding.currency", text: "元" }).funding.total?.yuan, "979.11");
    assert.equal(correct(base, { path: "indicators[0].level2", text: "质量指标" }).indicators[0]?.class, "output.quality");
    const target = correct(base, { path: "indicators[0].unit", text: "种" }).indicators[0]?.target;
    assert.equal(target?.kind === "number" && target.unit, "种");
  });

  it("of an amount uses the unit that the form is known to use, told from its other amounts", () => {
    const base = madeUp("图书馆");
    const unprinted = { ...base, funding: { ...base.funding, currency: null, fiscal: money("10", "万元") } };
    assert.equal(correct(unprinted, { path: "funding.total", text: "2.5" }).funding.total?.yuan, "25000.00");
    const alone = { ...base, funding: { ...base.funding, currency: null, total: null } };
    assert.equal(correct(alone, { path: "funding.total", text: "2.5" }).funding.total?.yuan, null);
    assert.equal(correct(alone, { path: "funding.total", text: "2.5万元" }).funding.total?.yuan, "25000.00");
  });

  it("empties a cell, but not one that every entry must have", () => {
    const base = madeUp("图书馆");
    assert.equal(correct(base, { path: "indicators[0].target", text: null }).indicators[0]?.target, null);
    assert.equal(correct(base, { path: "department", text: "  " }).department, null);
    assert.throws(() => correct(base, { path: "goals[0].text", text: "" }), refused("CHECK-02"));
  });

  it("refuses a path that leads to no single value", () => {
    const base = madeUp("图书馆");
    for (const one of ["", "funding", "indicators", "indicators[0]", "indicators[1].target", "indicators[00].target", "problems[0]", "doubts", "constructor", "__proto__.x", "indicators[0].target.text"])
      assert.throws(() => correct(base, { path: one, text: "1" }), refused("CHECK-01"), one);
  });

  it("refuses a text that does not fit, and says what would", () => {
    const base = { ...madeUp("图书馆"), spendingPlan: [{ by: "3月底", percent: { text: "25%", value: "25" } }] };
    for (const [one, text, told] of [
      ["funding.total", "约三百", /金额/], ["year", "二〇二五", /四位数字/], ["year", "1800", /./], ["funding.currency", "美元", /金额单位/],
      ["indicators[0].class", "数量", /类别/], ["indicators[0].weight", "十", /数值/], ["spendingPlan[0].percent", "", /不能为空/], ["form", "北京", /表样/],
    ] as const)
      assert.throws(() => correct(base, { path: one, text }), (error) => refused("CHECK-02")(error) && told.test((error as Error).message), `${one} ${text}`);
  });
});
