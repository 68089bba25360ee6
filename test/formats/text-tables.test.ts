// Tables that stand in a text as the tags of a web page, drawn with characters, or with commas between their cells.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readText } from "../../src/formats/text/read.ts";

const blocks = (text: string) => readText(text).grid.blocks.filter(({ kind }) => kind !== "break").map((block) => (block.kind === "table" ? block.rows.map((row) => row.map(({ text: cell, column, rowSpan, colSpan }) => `${column}${rowSpan > 1 || colSpan > 1 ? `/${rowSpan}x${colSpan}` : ""}:${cell}`)) : block.kind === "paragraph" ? block.text : ""));

test("a table in tags states its merged cells, keeps its caption, and what stands before and behind it", () => {
  assert.deepEqual(blocks("前\n<table class=\"a\"><caption>单位：万元</caption><tr><td rowspan=2>甲</td><td colspan='2'>乙<br>丙</td></tr>\n<tr><td>丁</td><td>&lt;5</td></tr></table>后\n末"), ["前", "单位：万元", [["0/2x1:甲", "1/1x2:乙\n丙"], ["1:丁", "2:<5"]], "后", "末"]);
});

test("a table in tags that holds a text outside its cells, or another table, or never ends, loses nothing", () => {
  for (const text of ["<table><tr>外<td>内</td></tr></table>", "<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>", "<table><tr><td>外</td><td>内</td>"]) {
    const said = JSON.stringify(blocks(text));
    assert.ok(said.includes("外") && said.includes("内"), said);
  }
});

test("lines of a row drawn with characters are one row where borders stand between all rows, else a row each", () => {
  const boxed = "┌──┬──┐\n│甲 │一 │\n│乙 │   │\n├──┼──┤\n│丙 │二 │\n├──┼──┤\n│丁 │三 │\n└──┴──┘";
  assert.deepEqual(blocks(boxed), [[["0:甲乙", "1:一"], ["0:丙", "1:二"], ["0:丁", "1:三"]]]);
  const plain = "+----+----+\n| 甲 | 乙 |\n+----+----+\n| 丙 | 一 |\n| 丁 | 二 |\n| 戊 | 三 |\n| 己 | 四 |\n+----+----+";
  assert.deepEqual(blocks(plain), [[["0:甲", "1:乙"], ["0:丙", "1:一"], ["0:丁", "1:二"], ["0:戊", "1:三"], ["0:己", "1:四"]]]);
});

test("commas part cells where nearly all lines have as many, quotes keep those of a text, and prose is no table", () => {
  const rows = Array.from({ length: 5 }, (_, nth) => `甲${nth},"一,二",`).join("\n");
  assert.deepEqual(blocks(rows), [Array.from({ length: 5 }, (_, nth) => [`0:甲${nth}`, "1:一,二", "2:"])]);
  const prose = "一，二\n三,四\n五\n六,七,八\n九";
  assert.deepEqual(blocks(prose), prose.split("\n"));
});
