// How the grid of a source becomes paper: tables in pieces, and the cell or paragraph that a place means.
import assert from "node:assert/strict";
import { test } from "node:test";
import { place } from "../../src/place.ts";
import type { GridBlock, GridCell } from "../../src/server/declarations/documents-contract.ts";
import { beginOf, keyOf, paperOf } from "../../src/web/documents/layout.ts";
import { cellKey, rangeOf, spotOf } from "../../src/web/documents/positions.ts";
import { cutTable } from "../../src/web/documents/table-rows.ts";

const cell = (row: number, column: number, text: string, spans: { rowSpan?: number; colSpan?: number } = {}): GridCell => ({
  text,
  place: place({ page: 1, table: 1, row: row + 1, column: column + 1 }),
  column,
  rowSpan: 1,
  colSpan: 1,
  ...spans,
});
const paragraph = (text: string, page: number | null = null): GridBlock => ({ kind: "paragraph", text, place: place({ page }), heading: null });

test("a long table is cut between merged cells, and a merged cell that is too long goes on in the next piece", () => {
  const pairs = Array.from({ length: 100 }, (_, row) => [...(row % 2 === 0 ? [cell(row, 0, "两行", { rowSpan: 2 })] : []), cell(row, 1, `${row}`)]);
  assert.deepEqual(cutTable(pairs).pieces.map(({ rows }) => rows.length), [30, 30, 30, 10]);
  const long = Array.from({ length: 200 }, (_, row) => [...(row === 0 ? [cell(0, 0, "全部", { rowSpan: 200 })] : []), cell(row, 1, `${row}`)]);
  const { pieces } = cutTable(long);
  assert.deepEqual(pieces.map(({ rows }) => rows.length), [120, 80]);
  const firsts = pieces.map(({ rows }) => rows[0]?.[0]);
  assert.deepEqual(firsts.map((one) => [one?.text, one?.rowSpan]), [["全部", 120], ["", 80]]);
  assert.equal(firsts[0]?.key, firsts[1]?.key);
});

test("gaps are drawn, columns without any cell are not, and cells that lie upon each other are both there", () => {
  const { pieces, widths } = cutTable([[cell(0, 0, "甲"), cell(0, 9000, "乙")], [cell(1, 0, "丙", { colSpan: 9001 }), cell(1, 2, "丁")]]);
  assert.ok(widths.length <= 6);
  const texts = pieces.flatMap(({ rows }) => rows.map((row) => row.map(({ text }) => text).filter((text) => text !== "")));
  assert.deepEqual(texts, [["甲", "乙"], ["丙", "丁"]]);
});

test("a place means its cell, also when it names another page of the same table", () => {
  const paper = paperOf([{ kind: "table", rows: [[cell(0, 0, "甲")]] }]);
  const found = (parts: Parameters<typeof place>[0]) => keyOf(paper, { place: place(parts), text: null }, 0);
  assert.equal(found({ page: 1, table: 1, row: 1, column: 1 }), cellKey(cell(0, 0, "甲").place));
  assert.equal(found({ page: 2, table: 1, row: 1, column: 1 }), cellKey(cell(0, 0, "甲").place));
  assert.equal(found({ page: 1, table: 2, row: 1, column: 1 }), null);
});

test("a paragraph is found by its text, nearest above the form; a page by what it begins with", () => {
  const paper = paperOf([paragraph("（2024 年度）", 1), paragraph("（2024 年度）", 1), { kind: "break" }, paragraph("（2024年度）", 2)]);
  const keys = paper.paragraphs.map(({ key }) => key);
  assert.equal(keyOf(paper, { place: place({ page: 1 }), text: "2024" }, 1), keys[1]);
  assert.equal(keyOf(paper, { place: place({ page: 2 }), text: "2024" }, 0), keys[2]);
  assert.equal(keyOf(paper, { place: place({ page: 1 }), text: "2025" }, 0), null);
  assert.equal(beginOf(paper, { place: place({ page: 2 }), text: null }), keys[2]);
  assert.deepEqual(paper.sheets[0]?.parts[0]?.items.map(({ kind }) => kind), ["paragraph", "paragraph", "break", "paragraph"]);
});

test("a place with characters is their range; any other has a position of its own that no neighbour shares", () => {
  assert.deepEqual(rangeOf(place({ line: 1, from: 3, to: 5 }), null), { from: 3, to: 5 });
  const [one, same, other] = [[1, "甲"], [1, "乙"], [2, "甲"]].map(([row, text]) => rangeOf(place({ table: 7, row: Number(row), column: 1 }), String(text)));
  assert.ok(one && same && other && one.to <= 0);
  assert.deepEqual(one, same);
  assert.ok(Math.abs(one.from - other.from) >= 2);
  assert.equal(spotOf(one)?.place.table, 7);
});
