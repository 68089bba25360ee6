// Forms that people taught the house: what was mapped once in one document reads the others of that layout.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Declaration } from "../../src/declaration/schema.ts";
import { fitted } from "../../src/forms/fit.ts";
import { type FormDefinition, cellsOf, costUnderOutput } from "../../src/forms/form.ts";
import { forms } from "../../src/forms/list.ts";
import { type LaidBlock, type Mapping, definitionOf, lacking } from "../../src/forms/mapping.ts";
import { OwnDefinition, canBePrinted, ownForm } from "../../src/forms/own.ts";
import { proposalOf } from "../../src/forms/propose.ts";
import { readDocument, readGrid, writeDocument } from "../../src/index.ts";
import { blocksOf } from "../../src/server/declarations/grid.ts";
import { madeUp } from "./made-up.ts";

const page = (title: string, rows: readonly string[]): Uint8Array => new TextEncoder().encode(`<html><body><p>${title}</p><table border="1">${rows.map((row) => `<tr>${row}</tr>`).join("")}</table></body></html>`);
const td = (text: string, span = 1, down = 1): string => `<td colspan="${span}" rowspan="${down}">${text}</td>`;

/** A layout that no vocabulary knows: not one of its labels and heads is an official term. */
const odd = (project: string, amount: string, rows: readonly (readonly [string, string, string, string, string])[]): Uint8Array =>
  page("重点事项资金使用效果一览", [
    td("事项") + td(project, 2) + td("承办股室") + td("桥头镇农业服务中心"),
    td("账上安排（万元）") + td(amount, 2) + td("其中本级") + td(amount),
    td("预期成效") + td("完成渠道清淤，保障灌溉。", 4),
    td("考核方面") + td("考核类别") + td("考核要点") + td("标准") + td("分数"),
    ...rows.map((row) => row.map((text) => td(text)).join("")),
  ]);

const rows = [["产出指标", "数量指标", "清淤长度", "≥12公里", "40"], ["效益指标", "社会效益指标", "受益农户", "≥300户", "50"]] as const;

/** What a person says of it, clicking cells. */
async function mapped(bytes: Uint8Array): Promise<{ blocks: LaidBlock[]; mapping: Mapping }> {
  const blocks = blocksOf((await readGrid(bytes, "x.html")).grid);
  const block = blocks.findIndex(({ kind }) => kind === "table");
  const proposed = proposalOf(blocks);
  const mark = (row: number, cell: number, label: string, field: Mapping["labels"][number]["field"]) => ({ block, row, cell, label, field, value: "right" as const });
  const heads = ["level1", "level2", "level3", "target", "weight"] as const;
  const labels = ["考核方面", "考核类别", "考核要点", "标准", "分数"];
  return {
    blocks,
    mapping: {
      ...proposed,
      title: "重点事项资金使用效果一览",
      currency: "万元",
      labels: [mark(0, 0, "事项", "project.name"), mark(0, 2, "承办股室", "unit"), mark(1, 0, "账上安排（万元）", "funding.total"), mark(1, 2, "其中本级", "funding.fiscal"), mark(2, 0, "预期成效", "goals.annual")],
      heads: [{ block, row: 3, scope: "annual", heading: null, columns: heads.map((column, cell) => ({ cell, label: labels[cell] ?? "", column, scope: null })) }],
    },
  };
}

describe("a layout without one official term", () => {
  it("is no form before, and after it was mapped in one document another is read without asking", async () => {
    const first = odd("东干渠清淤", "36.50", rows);
    assert.equal((await readDocument(first, "一.html")).verdict, "none");
    const { blocks, mapping } = await mapped(first);
    assert.deepEqual(lacking(mapping), []);
    const { definition, layout } = definitionOf(blocks, mapping);
    assert.equal(layout, "printed");
    const form = ownForm("own-000000000001", OwnDefinition.parse(definition));
    const other = odd("西干渠维修", "128.00", [["产出指标", "时效指标", "完工时间", "2025年9月底前", "30"], ["满意度指标", "服务对象满意度指标", "农户满意度", "≥90%", "10"]]);
    const read = await readDocument(other, "二.html", undefined, [form]);
    const [one] = read.declarations;
    assert.ok(one);
    assert.equal(read.verdict, "form");
    assert.equal(one.form, form.id);
    assert.deepEqual([one.project.name, one.unit.name, one.funding.total?.yuan, one.funding.fiscal?.yuan], ["西干渠维修", "桥头镇农业服务中心", "1280000.00", "1280000.00"]);
    assert.deepEqual(one.goals, [{ scope: "annual", text: "完成渠道清淤，保障灌溉。" }]);
    assert.deepEqual(one.indicators.map(({ level2, level3, target, weight, class: name }) => [level2, level3, target?.text, weight?.value, name]), [["时效指标", "完工时间", "2025年9月底前", "30", "output.timeliness"], ["服务对象满意度指标", "农户满意度", "≥90%", "10", "satisfaction.served"]]);
    assert.deepEqual(read.problems, []);
    assert.deepEqual(one.doubts, []);
  });

  it("teaches only labels: nothing that the document says is in the definition", async () => {
    const { blocks, mapping } = await mapped(odd("东干渠清淤", "36.50", rows));
    const told = JSON.stringify(definitionOf(blocks, mapping).definition);
    for (const said of ["东干渠", "36.50", "桥头镇", "清淤", "12公里"]) assert.ok(!told.includes(said), said);
  });

  it("can be printed on its own paper and is read back from it", async () => {
    const { blocks, mapping } = await mapped(odd("东干渠清淤", "36.50", rows));
    const form = ownForm("own-000000000001", OwnDefinition.parse(definitionOf(blocks, mapping).definition));
    const [one] = (await readDocument(odd("东干渠清淤", "36.50", rows), "一.html", undefined, [form])).declarations;
    assert.ok(one);
    const { bytes, losses } = await writeDocument([one], { form, format: "xlsx", title: null });
    assert.deepEqual(losses, []);
    const [back] = (await readDocument(bytes, "一.xlsx", undefined, [form])).declarations;
    assert.deepEqual(back && said(back), said(one));
  });

  it("does not change how documents of described forms are read", async () => {
    const { blocks, mapping } = await mapped(odd("东干渠清淤", "36.50", rows));
    const own = ownForm("own-000000000001", OwnDefinition.parse(definitionOf(blocks, mapping).definition));
    for (const form of forms) {
      const [made] = fc.sample(madeUp(12), { numRuns: 1, seed: 7 });
      const { bytes } = await writeDocument([made as Declaration], { form: form.id, format: "html", title: null });
      assert.deepEqual(await readDocument(bytes, "x.html", undefined, [own]), await readDocument(bytes, "x.html"));
    }
  });
});

const said = ({ places: _, doubts: __, printed: ___, form: ____, ...values }: Declaration) => values;

/** Words that no form prints, for labels of made-up layouts. */
const pool = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥乾坤坎离震巽艮兑".split("");
const words = fc.shuffledSubarray(pool, { minLength: pool.length, maxLength: pool.length }).map((all) => Array.from({ length: 15 }, (_, nth) => `${all[nth * 2]}${all[nth * 2 + 1]}栏`));

/** Layouts that nobody described: the same places with labels that mean nothing. */
const layouts = words.map((names): FormDefinition => {
  const [name, code, unit, department, total, fiscal, other, goal, notes, ...heads] = names as [string, string, string, string, string, string, string, string, string, ...string[]];
  return ownForm("own-00000000000z", OwnDefinition.parse({
    region: "", title: `${name}一览`, currency: "万元", wording: costUnderOutput, grid: [26, 26, 30, 30, 26, 20], above: [],
    rows: [
      [{ label: name, field: "project.name", value: 2 }, { label: code, field: "project.code", value: 2 }],
      [{ label: unit, field: "unit", value: 2 }, { label: department, field: "department", value: 2 }],
      [{ label: `${total}（万元）`, field: "funding.total" }, { label: fiscal, field: "funding.fiscal" }, { label: other, field: "funding.other" }],
      [{ label: goal, field: "goals.annual", span: 6, value: "below" }],
      [{ field: "goals.annual", span: 6 }],
    ],
    tables: [{ heading: null, scope: "annual", columns: (["level1", "level2", "level3", "target", "basis", "weight"] as const).map((column, nth) => ({ label: heads[nth] ?? "", column })) }],
    below: [[{ label: notes, field: "notes", value: 5 }]],
  }));
});

/** Says of each cell of a document what a person knows who knows the layout. */
function byHand(blocks: readonly LaidBlock[], form: FormDefinition): Mapping {
  const same = (a: string, b: string) => a.replace(/\s/g, "") === b.replace(/\s/g, "");
  const labels: Mapping["labels"] = [];
  const heads: Mapping["heads"] = [];
  blocks.forEach((block, nth) => {
    if (block.kind !== "table") return;
    block.rows.forEach((cells, row) => {
      const table = form.tables.find(({ columns }) => columns.every(({ label }, at) => same(label, cells[at]?.text ?? "")));
      if (table) heads.push({ block: nth, row, scope: table.scope, heading: null, columns: table.columns.map(({ label, column, scope }, cell) => ({ cell, label, column, scope })) });
      else cells.forEach((cell, at) => {
        const known = cellsOf(form).find(({ label }) => label !== null && same(label, cell.text));
        if (known?.label) labels.push({ block: nth, row, cell: at, label: known.label, field: known.field, value: known.value === "below" ? "below" : "right" });
      });
    });
  });
  return { title: form.title, region: "", currency: form.currency, labels, heads };
}

describe("a definition learnt from one document", () => {
  for (const format of ["html", "xlsx", "docx"] as const) {
    it(`reads every other document of a made-up layout at full recall, as ${format}`, async () => {
      await fc.assert(
        fc.asyncProperty(layouts, madeUp(3), fc.array(madeUp(20), { minLength: 1, maxLength: 3 }), async (layout, first, others) => {
          const taught = (await writeDocument([first], { form: layout, format, title: null })).bytes;
          const blocks = blocksOf((await readGrid(taught, `x.${format}`)).grid);
          const { definition, layout: kind } = definitionOf(blocks, byHand(blocks, layout));
          assert.equal(kind, "printed");
          const form = ownForm("own-000000000001", OwnDefinition.parse(definition));
          assert.ok(canBePrinted(form));
          const set = others.map((one) => ({ ...one, year: null }));
          const { bytes } = await writeDocument(set, { form: layout, format, title: null });
          const back = await readDocument(bytes, `y.${format}`, undefined, [form]);
          assert.equal(back.verdict, "form");
          assert.deepEqual(back.declarations.map(said), set.map((one) => said(fitted(one, layout).declaration)));
        }),
        { numRuns: 20 },
      );
    });
  }
});
