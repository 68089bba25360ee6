import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readDocument } from "../../src/index.ts";

const form = (first: string, second: string) =>
  new TextEncoder().encode(`项目支出绩效目标表\n填报单位：${first}\n项目名称\t河道清淤\t实施单位\t${second}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t清淤长度\t≥12公里\n`);

describe("a form that prints two units", () => {
  it("keeps both, and says that a person must choose", async () => {
    const { declarations } = await readDocument(form("青禾县水利局", "青禾县河道管理所"), "表.txt");
    assert.equal(declarations[0]?.unit.name, "青禾县水利局");
    assert.deepEqual(declarations[0]?.extra, [{ label: "实施单位", text: "青禾县河道管理所" }]);
    assert.deepEqual(declarations[0]?.doubts.map(({ path, reason }) => [path, reason]), [["unit.name", "conflict"]]);
  });

  it("is no matter when both are one, and the code printed with either is kept", async () => {
    const { declarations } = await readDocument(form("青禾县水利局", "418003青禾县水利局"), "表.txt");
    assert.deepEqual(declarations[0]?.unit, { code: "418003", name: "青禾县水利局" });
    assert.deepEqual(declarations[0]?.doubts, []);
  });
});
