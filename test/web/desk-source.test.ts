// A table that came from a file, on the reviewer's desk in a real Chromium: its source stands beside it once all of the
// file was handed on; until then it is said calmly that it does not, and nothing is offered that would be refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { wordForm } from "../forms-as-files.ts";
import { be, held, inTrial, page, seen, served, takePictures, textOf } from "./house.ts";
import { troublesOf } from "./looks.ts";
import { ask } from "./walks.ts";

inTrial();

const table = (name: string): string => `# ${name}项目支出绩效目标表\n\n| 项目名称 | ${name} |\n|---|---|\n| 预算单位 | 云渚市社会保险中心 |\n| 年度 | 2027 |\n| 预算总额（万元） | 80 |\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n|---|---|---|---|\n| 产出指标 | 数量指标 | ${name}次数 | ≥3次 |\n`;
const json = (method: string, body: object, revision?: number) => ({ method, headers: { "content-type": "application/json", ...(revision !== undefined && { "if-match": `"${revision}"` }) }, body: JSON.stringify(body) });

interface Imported {
  declarations: { id: string }[];
}

/** Imports a file as whoever is signed in. */
async function take(name: string, bytes: Uint8Array): Promise<string[]> {
  const { id } = await ask<{ id: string }>(page, "imports", { method: "POST" });
  const content = Buffer.from(bytes).toString("base64");
  const told = (await page.evaluate(`(() => {
    const form = new FormData();
    form.append("file", new Blob([Uint8Array.from(atob("${content}"), (one) => one.charCodeAt(0))]), "${name}");
    return fetch("/api/imports/${id}/files", { method: "POST", body: form }).then((answer) => answer.json());
  })()`)) as Imported;
  return told.declarations.map((one) => one.id);
}

async function step(id: string, action: string): Promise<void> {
  const { revision } = await ask<{ revision: number }>(page, `declarations/${id}`);
  const { state } = await ask<{ state?: string }>(page, `declarations/${id}/steps`, json("POST", { action, opinion: "", remarks: [], replies: [], approval: null }, revision));
  assert.ok(state, action);
}

/** The clerk gives reasons for what the rules find, and hands the table in; the unit's head reports it. */
async function handOn(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { findings } = await ask<{ findings: { rule: string; path: string; message: string; severity: string }[] }>(page, `declarations/${id}/review`);
    for (const { rule, path, message } of findings.filter(({ severity }) => severity === "error")) await ask(page, `declarations/${id}/waivers`, json("POST", { rule, path, message, scope: "cell", reason: "已经核实" }));
    await step(id, "submit");
  }
  await be("李国强");
  for (const id of ids) await step(id, "report");
}

const source = () => page.locator(".source");

test("while a file holds a table that was not handed on, its source stays with the unit, and that is no error", async () => {
  await be("张敏");
  const [first = ""] = await take("两张.md", Buffer.from(`${table("窗口服务评价")}\n${table("档案数字化")}`));
  await handOn([first]);
  await be("马立群", `${served.address}desk/${first}?pane=source`);
  await source().getByText("只有编制单位可以打开").waitFor();
  assert.deepEqual([await page.getByRole("alert").count(), await source().getByText("下载").count(), await page.getByRole("button", { name: "重试" }).count()], [0, 0, 0]);
  await page.locator(".value[data-path='indicators[0].target']").click();
  await source().getByText("绩效指标第1行 · 指标值").waitFor();
  assert.equal(await page.getByRole("button", { name: /更正|确认/ }).count(), 0, "a reviewer corrects nothing that was read");
  assert.equal(await page.evaluate("document.scrollingElement.scrollHeight - innerHeight"), 0, "the page fits into its window, whatever stands above it");
  await takePictures(page, "desk-source-closed");
  assert.deepEqual(await troublesOf(page), []);
});

test("a file that was handed on as a whole stands beside its table, the selected value at its place", async () => {
  await be("张敏");
  const ids = await take("清淤.docx", wordForm());
  await handOn(ids);
  await be("马立群", `${served.address}desk/${ids[0]}?pane=source`);
  await source().locator("td").first().waitFor();
  await page.locator(".value[data-path='indicators[1].target']").click();
  await held(async () => assert.equal(await textOf(source().locator("mark")), "100%"));
  assert.equal(await source().getByText("下载").count(), 1);
  await takePictures(page, "desk-source");
  assert.deepEqual(await troublesOf(page), []);
});

test("the unit's clerk corrects what was read until the table is handed in, not afterwards", async () => {
  await be("张敏");
  const [id = ""] = await take("还没报.md", Buffer.from(table("自助设备更新")));
  for (const [offered, before] of [[1, async () => await Promise.resolve()], [0, async () => await handOn([id])]] as const) {
    await before();
    await be("张敏", `${served.address}declarations/${id}?value=indicators[0].target`);
    await source().getByText("绩效指标第1行 · 指标值").waitFor();
    assert.equal(await source().getByRole("button", { name: /更正/ }).count(), offered);
  }
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/status of 40[0-9]/.test(one)), []);
});
