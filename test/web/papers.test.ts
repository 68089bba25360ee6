// Forms on paper in a real Chromium: preview, what does not fit, downloads, print, the archive of many.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { readDocument } from "../../src/index.ts";
import { engines } from "../../src/server/reading/engines.ts";
import type { Served, Visit } from "./house.ts";
import { held, importSamples, introduce, serveWithBrowser, takePictures, textOf, visit } from "./house.ts";

let served: Served;
let browser: Browser;
let seen: Visit;
let page: Page;
let tables: { id: string; form: string; projectName: string }[];

before(async () => {
  [served, browser] = await serveWithBrowser();
  await introduce(served.address, "张敏");
  await importSamples(served.address);
  seen = await visit(browser, served.address);
  page = seen.page;
  tables = ((await (await fetch(`${served.address}api/declarations?limit=50`)).json()) as { items: typeof tables }).items;
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const ezhou = () => tables.find(({ form }) => form === "ezhou") ?? assert.fail("no table of Ezhou among the samples");

test("from a table to its paper: the form itself, on its own region's paper first", async () => {
  await page.goto(`${served.address}declarations/${ezhou().id}`);
  await page.getByRole("button", { name: "打印与导出" }).click();
  assert.equal(await textOf(page.locator(".paper-sheet h2")), "项目支出绩效目标批复表");
  assert.match(await textOf(page.locator(".paper-sheet")), new RegExp(ezhou().projectName));
  await takePictures(page, "paper");
});

test("another region's paper shows what it has no place for", async () => {
  await page.goto(`${served.address}declarations/${ezhou().id}/paper?form=shanghai`);
  await held(async () => assert.equal(await textOf(page.locator(".paper-sheet h2")), "财政项目支出绩效目标申报表"));
  assert.match(await textOf(page.getByRole("alert")), /此表样没有“指标值确定依据”/);
});

test("a click downloads the file, and the file reads as the table", async () => {
  for (const [name, format] of [["Word", "docx"], ["PDF", "pdf"]] as const) {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name }).click();
    const file = await (await download).path();
    const [back] = (await readDocument(new Uint8Array(await readFile(file)), `x.${format}`, engines)).declarations;
    assert.deepEqual([back?.form, back?.project.name], ["shanghai", ezhou().projectName]);
  }
});

test("printed from the browser, the page is the form and nothing else", async () => {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const [back] = (await readDocument(new Uint8Array(pdf), "x.pdf", engines)).declarations;
  assert.deepEqual([back?.form, back?.project.name], ["shanghai", ezhou().projectName]);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button", { name: "打印" }).isVisible(), false);
  await page.emulateMedia({ media: "screen" });
});

test("all tables of the list come as one archive, with progress", async () => {
  await page.goto(`${served.address}declarations?form=tianjin`);
  await page.getByRole("button", { name: "批量导出" }).click();
  await page.getByText("Excel", { exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "开始导出" }).click();
  const names = Object.keys(unzipSync(new Uint8Array(await readFile(await (await download).path()))));
  const expected = tables.filter(({ form }) => form === "tianjin");
  assert.equal(names.filter((name) => name.endsWith(".xlsx")).length, expected.length);
  await page.getByText(`写好了，共 ${expected.length} 张`).waitFor();
});

test("nothing left the machine, nothing was complained about", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints, []);
});
