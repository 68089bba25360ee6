// Editing a draft: rows, cells, blocks from Excel, undo. Properties over declarations that nobody wrote.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { correct } from "../../src/declaration/correction.ts";
import type { IndicatorClass } from "../../src/declaration/framework.ts";
import { readTarget } from "../../src/declaration/read-target.ts";
import { Declaration, type Indicator } from "../../src/declaration/schema.ts";
import { textAt } from "../../src/declaration/values.ts";
import { cellsOfClip, clipOf } from "../../src/drafting/clipboard.ts";
import { classify, edit } from "../../src/drafting/edit.ts";
import { begun, redone, stepped, undone } from "../../src/drafting/history.ts";
import { fillDown, paste, textOf } from "../../src/drafting/paste.ts";
import { insertRows, moveRows, removeRows, repeatRows, rowLike } from "../../src/drafting/rows.ts";
import { blankDraft, copiedTo } from "../../src/drafting/start.ts";
import { weightsOf } from "../../src/drafting/weights.ts";
import { forms } from "../../src/forms/list.ts";
import { madeUp } from "../forms/made-up.ts";

const row = (own: IndicatorClass, name: string, target: string): Indicator => ({ ...rowLike(undefined, []), class: own, level3: name, target: readTarget(target, null) });
const declaration = madeUp(12);
const picks = fc.array(fc.nat(11), { minLength: 1, maxLength: 5 });
const names = ({ indicators }: Declaration): (string | null)[] => indicators.map(({ level3 }) => level3);
const placed = (one: Declaration): Declaration => ({
  ...one,
  places: Object.fromEntries(one.indicators.map((_, index) => [`indicators[${index}].level3`, [{ page: null, sheet: null, table: 1, row: index + 1, column: 1, line: null, from: null, to: null, label: "" }]])),
});
/** Each row's own name and the row of the source that its place says. */
const origins = (one: Declaration): [string | null, number | null][] => one.indicators.map(({ level3 }, index) => [level3, one.places[`indicators[${index}].level3`]?.[0]?.row ?? null]);

describe("rows of a draft", () => {
  it("move as a block, lose none, and take their places along", () => {
    fc.assert(
      fc.property(declaration, picks, fc.integer({ min: -15, max: 15 }), (made, wanted, steps) => {
        const before = placed(made);
        const rows = wanted.filter((one) => one < before.indicators.length);
        const after = moveRows(before, rows, steps);
        assert.deepEqual(names(after).toSorted(), names(before).toSorted());
        const known = origins(before).map((one) => JSON.stringify(one));
        for (const origin of origins(after)) assert.ok(known.includes(JSON.stringify(origin)), `${JSON.stringify(origin)} stood nowhere before`);
        assert.ok(Declaration.safeParse(after).success);
      }),
    );
  });

  it("that are put in stand in the class of the row above; taken out again, nothing has changed", () => {
    fc.assert(
      fc.property(declaration, fc.integer({ min: -1, max: 11 }), fc.integer({ min: 1, max: 3 }), (made, wanted, count) => {
        const before = placed(made);
        const behind = Math.min(wanted, before.indicators.length - 1);
        const grown = insertRows(before, behind, count);
        assert.equal(grown.indicators.length, before.indicators.length + count);
        const like = before.indicators[behind] ?? before.indicators[0];
        for (let more = 1; more <= count; more++) {
          assert.equal(grown.indicators[behind + more]?.class, like?.class ?? null);
          assert.equal(grown.indicators[behind + more]?.target, null);
        }
        const fresh = Array.from({ length: count }, (_, more) => behind + 1 + more);
        assert.deepEqual(removeRows(grown, fresh), before);
      }),
    );
  });

  it("repeated stand right behind", () => {
    const [first] = fc.sample(madeUp(6), { numRuns: 1, seed: 3 });
    assert.ok(first && first.indicators.length > 1);
    const twice = repeatRows(first, [0, 1]);
    assert.deepEqual(names(twice).slice(0, 4), [...names(first).slice(0, 2), ...names(first).slice(0, 2)]);
  });
});

describe("cells of a draft", () => {
  it("take what is typed as the reader types it", () => {
    fc.assert(
      fc.property(declaration.filter(({ indicators }) => indicators.length > 0), fc.constantFrom("≥95%", "不少于12万张", "2026年12月底前", "有效改善", ""), (made, text) => {
        const path = "indicators[0].target";
        assert.deepEqual(edit(made, { path, text }), correct(made, { path, text: text || null }));
      }),
    );
  });

  it("keep an amount and points that are no numbers, without a value", () => {
    const [made] = fc.sample(madeUp(6), { numRuns: 1, seed: 5 });
    assert.ok(made && made.indicators.length > 0);
    assert.deepEqual(edit(made, { path: "funding.total", text: "待定" }).funding.total, { text: "待定", yuan: null });
    assert.deepEqual(edit(made, { path: "indicators[0].weight", text: "较高" }).indicators[0]?.weight, { text: "较高", value: null });
    assert.deepEqual(edit(made, { path: "indicators[0].weight", text: "7.5分" }).indicators[0]?.weight, { text: "7.5分", value: "7.5" });
    assert.throws(() => edit(made, { path: "year", text: "明年" }), { code: "CHECK-02" });
  });

  it("are put into a class in the words of the form", () => {
    for (const form of forms) {
      const draft = blankDraft(form, { unit: { code: null, name: "甲县社会保险中心" }, department: null, year: 2026 });
      for (const wanted of ["output.quality", "satisfaction.served"] as const) {
        const put = classify(draft, [0], wanted, form.wording);
        assert.equal(put.indicators[0]?.class, wanted, form.id);
        assert.equal(put.indicators[0]?.level1, form.wording[wanted]?.[0], form.id);
      }
    }
  });
});

describe("a block from Excel or WPS", () => {
  it("comes back as it was put on the clipboard", () => {
    const text = fc.string({ maxLength: 12 }).map((one) => one.replace(/\r/g, "").trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 8 }), (rows) => {
        fc.pre(rows.some((one) => one.some((cell) => cell !== "")) && rows.at(-1)?.some((cell) => cell !== "") === true);
        assert.deepEqual(cellsOfClip({ html: "", text: clipOf(rows) }), rows);
      }),
    );
  });

  it("fills merged cells into every row that they cover", () => {
    const html = `<html><body><!--StartFragment--><table><tr><td rowspan=2>产出指标</td><td rowspan="2">数量指标</td><td>制卡数量</td><td>≥12万张</td></tr><tr><td>发卡数量</td><td>≥11万张</td></tr><tr><td colspan=2>满意度指标</td><td>持卡人满意度</td><td>≥90%</td></tr></table><!--EndFragment--></body></html>`;
    assert.deepEqual(cellsOfClip({ html, text: "ignored" }), [
      ["产出指标", "数量指标", "制卡数量", "≥12万张"],
      ["产出指标", "数量指标", "发卡数量", "≥11万张"],
      ["满意度指标", "", "持卡人满意度", "≥90%"],
    ]);
  });

  it("goes into the table from a cell on, adds rows at the end, and tells what does not fit", () => {
    const draft: Declaration = { ...emptyDraft(), indicators: [row("output.quantity", "制卡数量", "≥10万张"), row("output.quality", "合格率", "≥98%")] };
    const { declaration: pasted, rows, refused } = paste(draft, [0, 1], ["level1", "level2", "level3", "target"], { row: 1, column: "level2" }, [
      ["质量指标", "卡片合格率", "≥99%", "beyond the last column"],
      ["时效指标", "制卡时限", "3日内"],
    ]);
    assert.deepEqual(rows, [1, 2]);
    assert.deepEqual(refused, []);
    assert.deepEqual(pasted.indicators.map(({ level3, target, class: own }) => [level3, target?.text, own]), [
      ["制卡数量", "≥10万张", "output.quantity"],
      ["卡片合格率", "≥99%", "output.quality"],
      ["制卡时限", "3日内", "output.timeliness"],
    ]);
  });

  it("what one cell holds is filled into those below", () => {
    const draft: Declaration = { ...emptyDraft(), indicators: [row("output.quantity", "甲", "≥1次"), row("output.quantity", "乙", "≥2次"), row("output.quantity", "丙", "≥3次")] };
    const filled = fillDown(draft, [0, 1, 2], ["target"]);
    assert.deepEqual([0, 1, 2].map((at) => textOf(filled, at, "target")), ["≥1次", "≥1次", "≥1次"]);
    assert.equal(textAt(filled, "indicators[2].level3"), "丙");
  });
});

it("undo and redo lead back and forth through every state", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 30 }), (states) => {
      const steps = states.filter((one, at) => one !== (at === 0 ? -0.5 : states[at - 1]));
      const end = steps.reduce(stepped<number>, begun(-0.5));
      const start = steps.reduce((one) => undone(one), end);
      assert.equal(start.now, -0.5);
      assert.equal(steps.reduce((one) => redone(one), start).now, end.now);
    }),
  );
});

it("points are added exactly, and rows without any are counted", () => {
  const weighed = (weight: Indicator["weight"]): Indicator => ({ ...row("output.quantity", "甲", "≥1次"), weight });
  const draft: Declaration = { ...emptyDraft(), indicators: [weighed({ text: "33.3", value: "33.3" }), weighed({ text: "33.3", value: "33.3" }), weighed({ text: "33.4分", value: "33.4" }), weighed(null)] };
  assert.deepEqual(weightsOf(draft, "annual"), { total: "100", without: 1 });
  assert.equal(weightsOf(draft, "longTerm"), null);
});

it("a blank draft has a row for each class of its form; last year's table loses what was reached", () => {
  for (const form of forms) {
    const draft = Declaration.parse(blankDraft(form, { unit: { code: "301", name: "甲县社会保险中心" }, department: "甲县人力资源和社会保障局", year: 2026 }));
    assert.deepEqual(draft.indicators.map(({ class: own }) => own), Object.keys(form.wording));
    assert.ok(draft.printed.columns.includes("target"), form.id);
  }
  const [made] = fc.sample(madeUp(5), { numRuns: 1, seed: 8 });
  assert.ok(made);
  const last: Declaration = { ...made, indicators: made.indicators.map((one) => ({ ...one, actual: one.target, score: { text: "10", value: "10" } })) };
  const told = { ...last, extra: [{ label: "年度资金总额·执行率", text: "97.70%" }, { label: "项目负责人", text: "丁一" }, { label: "总分·得分", text: "99.40" }], printed: { ...last.printed, columns: ["level3", "target", "actual", "score"] } };
  const next = copiedTo(told, 2027);
  assert.deepEqual([next.printed.columns, next.extra.map(({ label }) => label)], [["level3", "target"], ["项目负责人"]]);
  assert.deepEqual(copiedTo({ ...told, indicators: made.indicators.map((one) => ({ ...one, actual: null, score: null })) }, 2027).extra, told.extra, "a table of targets may have such lines of its own");
  assert.equal(next.year, 2027);
  assert.ok(next.indicators.every(({ actual, score }) => actual === null && score === null));
  assert.deepEqual(names(next), names(last));
});

function emptyDraft(): Declaration {
  const [form] = forms;
  assert.ok(form);
  return { ...blankDraft(form, { unit: { code: null, name: "甲" }, department: null, year: 2026 }), indicators: [] };
}
