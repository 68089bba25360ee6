import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readOdt } from "../../src/formats/odt/read.ts";
import { drawn, odt } from "./packages.ts";

const read = (body: string, styles = "") => drawn(readOdt(odt(body, styles)));
const p = (text: string, more = "") => `<text:p${more}>${text}</text:p>`;
const cell = (text: string, more = "") => `<table:table-cell${more}>${p(text)}</table:table-cell>`;
const row = (...cells: readonly string[]) => `<table:table-row>${cells.join("")}</table:table-row>`;
const table = (...rows: readonly string[]) => `<table:table><table:table-column/>${rows.join("")}</table:table>`;
const covered = "<table:covered-table-cell/>";

describe("the tables of a Writer document", () => {
  it("hold a merged cell once, and count the covered ones as columns", () => {
    assert.deepEqual(read(table(row(cell("产出", ' table:number-rows-spanned="2"'), cell("宽", ' table:number-columns-spanned="2"'), covered, cell("末")), row(covered, cell("甲"), cell("乙"), cell("丙")))), [
      "@0↓2 产出 | @1→2 宽 | @3 末",
      "@1 甲 | @2 乙 | @3 丙",
    ]);
  });

  it("repeat cells and rows as often as they stand", () => {
    assert.deepEqual(read(table(`<table:table-row table:number-rows-repeated="2">${cell("空", ' table:number-columns-repeated="2"')}<table:covered-table-cell table:number-columns-repeated="3"/>${cell("末")}</table:table-row>`)), [
      "@0 空 | @1 空 | @5 末",
      "@0 空 | @1 空 | @5 末",
    ]);
  });

  it("have the rows of a repeated head first, and tables inside a cell as lines", () => {
    assert.deepEqual(read(`<table:table><table:table-header-rows>${row(cell("名称"))}</table:table-header-rows>${row(`<table:table-cell>${p("甲")}${table(row(cell("1"), cell("2")))}</table:table-cell>`, cell("乙"))}</table:table>`), ["@0 名称", "@0 甲\n1\t2 | @1 乙"]);
  });

  it("tell what text a merged cell swallowed", () => {
    const grid = readOdt(odt(table(row(cell("甲", ' table:number-columns-spanned="2"'), `<table:covered-table-cell>${p("看不见")}</table:covered-table-cell>`))));
    assert.match(grid.problems[0]?.message ?? "", /看不见/);
  });
});

describe("the text of a Writer document", () => {
  it("has spaces, tabs and breaks as characters, and collapses other white space", () => {
    assert.deepEqual(read(p('甲<text:s text:c="2"/>乙<text:tab/>丙<text:line-break/>\n  丁 <text:span>  戊</text:span>')), ["甲  乙\t丙\n丁 戊"]);
  });

  it("leaves notes, comments, deleted and hidden text out", () => {
    const styles = '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>';
    const deleted = `<text:tracked-changes><text:changed-region><text:deletion>${p("旧")}</text:deletion></text:changed-region></text:tracked-changes>`;
    assert.deepEqual(read(`${deleted}${p(`正文<text:note><text:note-body>${p("脚注")}</text:note-body></text:note><office:annotation>${p("批注")}</office:annotation><text:span text:style-name="T1">藏</text:span>m<text:span text:style-name="T2">2</text:span>`)}`, styles), ["正文m²"]);
  });

  it("knows headings, text boxes and breaks", () => {
    const styles = '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>';
    assert.deepEqual(read(`<text:h text:outline-level="2">标题</text:h>${p(`<draw:frame><draw:text-box>${p("框里")}</draw:text-box></draw:frame>框外`)}${p("新页", ' text:style-name="P1"')}${p("<text:soft-page-break/>又一页")}`, styles), [
      "## 标题", "框里", "框外", "---", "新页", "---", "又一页",
    ]);
  });

  it("prints the numbers of lists", () => {
    const styles = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2" style:num-prefix="(" style:num-suffix=")" style:num-format="1" text:display-levels="2"/></text:list-style>';
    const item = (...inside: readonly string[]) => `<text:list-item>${inside.join("")}</text:list-item>`;
    const list = (items: string, more = "") => `<text:list text:style-name="L"${more}>${items}</text:list>`;
    assert.deepEqual(read(`${list(item(p("甲"), p("又"), `<text:list>${item(p("a"))}${item(p("b"))}</text:list>`) + item(p("乙")))}${p("间")}${list(item(p("丙")), ' text:continue-numbering="true"')}${list(item(p("丁")))}`, styles), [
      "一、 甲", "又", "(一.1) a", "(一.2) b", "二、 乙", "间", "三、 丙", "一、 丁",
    ]);
  });
});
