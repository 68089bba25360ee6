import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Bytes } from "../../src/formats/bytes.ts";
import { readDoc } from "../../src/formats/doc/read.ts";
import { shapeOf } from "../../src/formats/doc/row-shape.ts";
import { type TextRow, tableOf } from "../../src/formats/doc/table.ts";
import { gridOf } from "../../src/formats/flow.ts";
import { CellCount } from "../../src/formats/limits.ts";
import { DabiaoError } from "../../src/problem.ts";
import { drawn } from "./packages.ts";
import { u16 } from "./workbooks.ts";

const file = () => new Uint8Array(readFileSync(new URL("files/document.doc", import.meta.url)));

/** The code with which bytes are refused; “read” where they are not. Anything but a DabiaoError fails. */
function refusal(bytes: Uint8Array): string {
  try {
    readDoc(bytes);
  } catch (error) {
    if (!(error instanceof DabiaoError)) throw error;
    assert.match(error.message, /[\u4e00-\u9fff]/);
    assert.ok(error.hint, error.code);
    return error.code;
  }
  return "read";
}

/** The file with two bytes changed in its file information block, which begins with EC A5. */
function changed(offset: number, change: (value: number) => number): Uint8Array {
  const bytes = file();
  const view = new DataView(bytes.buffer);
  let start = 512;
  while (view.getUint16(start, true) !== 0xa5ec) start += 512;
  view.setUint16(start + offset, change(view.getUint16(start + offset, true)), true);
  return bytes;
}

/** A row of cells between borders; `merged` marks cells: → first, ← joined to the left, ↓ first, ↑ joined to the one above. */
function row(edges: readonly number[], texts: readonly string[], merged = ""): TextRow {
  const marks: Readonly<Record<string, { horizontal: 0 | 1 | 2; vertical: "none" | "first" | "rest" }>> = {
    "→": { horizontal: 1, vertical: "none" },
    "←": { horizontal: 2, vertical: "none" },
    "↓": { horizontal: 0, vertical: "first" },
    "↑": { horizontal: 0, vertical: "rest" },
  };
  const cells = texts.map((_, nth) => marks[merged.charAt(nth)] ?? { horizontal: 0 as const, vertical: "none" as const });
  return { cells: texts.map((text) => [{ kind: "paragraph", text, heading: null, page: null }]), shape: { edges, cells } };
}

const table = (...rows: readonly TextRow[]) => drawn(gridOf([tableOf(rows, new CellCount())], { problems: [], paged: false }));

describe("a document that LibreOffice wrote", () => {
  it("gives headings, list numbers, page breaks and tables with their merged cells", () => {
    assert.deepEqual(drawn(readDoc(file())), [
      "# 第一部分 绩效目标",
      "## 一、说明",
      "本站建有书架，面积30m²，见网页。",
      "1.购书",
      "2.开放",
      "---",
      "社区图书角绩效目标表",
      "@0 项目名称 | @1→3 社区图书角",
      "@0 一级指标 | @1 二级指标 | @2 三级指标 | @3 指标值",
      "@0↓2 产出指标 | @1 数量指标 | @2 图书册数 | @3 2000册",
      "@1 质量指标 | @2 完好率 | @3",
      "@0 说明 | @1→3 第一行\n第二行",
      "两表之间",
      "@0 外一 | @1 前\n里一\t里二\n后",
      "@0 外三 | @1 外四",
      "表后",
    ]);
  });

  it("leaves out deleted and hidden text and the instructions of fields", () => {
    const text = JSON.stringify(readDoc(file()).blocks);
    for (const hidden of ["删掉的话", "藏着的话", "HYPERLINK", "example.org"]) assert.ok(!text.includes(hidden), hidden);
  });
});

describe("notes and text boxes of a doc", () => {
  it("are quoted, since they stand beside the text", () => {
    assert.deepEqual(
      readDoc(file()).problems.map(({ code, message }) => `${code} ${message}`),
      ["脚注", "尾注", "文本框"].map((what) => `FORMAT-23 ${what}里的文字没有读取：“${what === "文本框" ? "框里" : what}的话”。`),
    );
  });
});

describe("the rows of a table in a doc", () => {
  it("get their columns from the borders of all rows", () => {
    assert.deepEqual(table(row([0, 1000, 4000], ["甲", "乙"]), row([0, 1000, 2000, 4000], ["一", "二", "三"]), row([0, 4000], ["尾"])), [
      "@0 甲 | @1→2 乙",
      "@0 一 | @1 二 | @2 三",
      "@0→3 尾",
    ]);
  });

  it("of two column grids that touch each other stay in line among themselves", () => {
    const rows = table(row([0, 1500, 4000], ["名称", "图书角"]), row([0, 1000, 2000, 4000], ["一级", "二级", "值"]), row([0, 1000, 2000, 4000], ["产出", "数量", "5"]));
    assert.deepEqual(rows, ["@0→2 名称 | @2→2 图书角", "@0 一级 | @1→2 二级 | @3 值", "@0 产出 | @1→2 数量 | @3 5"]);
  });

  it("take borders that were drawn by hand nearly in line for one", () => {
    assert.deepEqual(table(row([0, 1000, 4000], ["甲", "乙"]), row([-8, 1012, 4005], ["丙", "丁"])), ["@0 甲 | @1 乙", "@0 丙 | @1 丁"]);
    assert.deepEqual(table(row([0, 1000, 4000], ["甲", "乙"]), row([0, 1080, 4000], ["丙", "丁"])), ["@0 甲 | @1 乙", "@0 丙 | @1 丁"]);
    assert.deepEqual(table(row([0, 20, 4000], ["甲", "乙"]), row([0, 4000], ["丙"])), ["@0 甲 | @1 乙", "@0→2 丙"]);
  });

  it("join cells that are marked as merged, whichever of the two marks stands first", () => {
    assert.deepEqual(table(row([0, 1000, 2000, 3000, 4000], ["甲", "", "乙", ""], "→←→←")), ["@0 甲 | @1 乙"]);
    assert.deepEqual(table(row([0, 1000, 2000, 3000], ["甲", "", "乙"], "←→"), row([0, 1000, 2000, 3000], ["一", "二", "三"])), ["@0→2 甲 | @2 乙", "@0 一 | @1 二 | @2 三"]);
  });

  it("join cells downwards as far as their borders agree", () => {
    assert.deepEqual(table(row([0, 1000, 2000], ["产出", "一"], "↓"), row([0, 1000, 2000], ["", "二"], "↑"), row([0, 1500, 2000], ["另", "三"], "↑")), ["@0↓2 产出 | @1→2 一", "@1→2 二", "@0→2 另 | @2 三"]);
  });

  it("without borders in the file stand side by side", () => {
    const bare = (...texts: readonly string[]): TextRow => ({ ...row([], texts), shape: null });
    assert.deepEqual(table(bare("甲", "乙"), bare("丙", "丁")), ["@0 甲 | @1 乙", "@0 丙 | @1 丁"]);
  });

  it("have the shape that the last definition and later merges say", () => {
    const cell = (flags: number) => [...u16(flags, 0), ...new Array<number>(16).fill(0)];
    const operand = [2, ...u16(0, 1000, 2000), ...cell(0x60), ...cell(0x20)];
    const changes = [...u16(0x2417), 1, ...u16(0xd608), ...u16(operand.length + 1), ...operand, ...u16(0xd62b), 2, 1, 0];
    assert.deepEqual(shapeOf([new Bytes(Uint8Array.from(changes))]), { edges: [0, 1000, 2000], cells: [{ horizontal: 0, vertical: "first" }, { horizontal: 0, vertical: "none" }] });
  });
});

describe("a doc that cannot be read", () => {
  it("is said to be encrypted, of Word 95, or no document at all", () => {
    assert.equal(refusal(changed(10, (flags) => flags | 0x0100)), "FORMAT-02");
    assert.equal(refusal(changed(2, () => 0x68)), "FORMAT-21");
    assert.equal(refusal(new Uint8Array(readFileSync(new URL("files/workbook.xls", import.meta.url)))), "FORMAT-22");
    assert.equal(refusal(new Uint8Array()), "FORMAT-01");
    assert.equal(refusal(new TextEncoder().encode("{\\rtf1 不是 doc}")), "FORMAT-01");
  });

  it("is never read as if it were whole when it was cut off", () => {
    for (const share of [0.1, 0.3, 0.5, 0.8]) assert.equal(refusal(file().subarray(0, file().length * share)), "FORMAT-01");
  });

  it("does not bring the reader down, whatever its bytes are", () => {
    const head = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (tail) => void refusal(Uint8Array.from([...head, ...tail]))), { numRuns: 200 });
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constantFrom(0, 1, 7, 13, 19, 127, 255)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(changes, (places) => {
        const bytes = file();
        for (const [at, byte] of places) bytes[Math.floor(at * bytes.length)] = byte;
        refusal(bytes);
      }),
      { numRuns: 600 },
    );
  });
});
