// What a document says between its title and its first table is the document's, not the first project's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readDocument } from "../../src/index.ts";

test("sentences under the title stand among the paragraphs and are no strange text of the first table", async () => {
  const table = (name: string) => [`## ${name}`, "", `| 项目名称 | ${name} |`, "|---|---|", "| 一级指标 | 二级指标 | 三级指标 | 指标值 |", "| 产出指标 | 数量指标 | 新增图书数量 | ≥2册 |", ""];
  const said = "2025年度，县图书馆纳入绩效目标管理的项目共2个，预算资金合计93.50万元。";
  const document = await readDocument(new TextEncoder().encode(["# 2025年度县图书馆项目支出绩效目标表", "", said, "", ...table("免费开放"), ...table("古籍修复")].join("\n")), "试.md");
  assert.deepEqual(document.declarations.map(({ project }) => project.name), ["免费开放", "古籍修复"]);
  assert.equal(document.title, "2025年度县图书馆项目支出绩效目标表");
  assert.ok(document.paragraphs.some(({ text }) => text === said));
  assert.deepEqual(document.problems.filter(({ code }) => code === "READ-03"), []);
});
