// A table in a real Chromium from what a clerk has in Excel to the department and back: unit and department each on their
// own page; two editors at once, and a line that breaks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { become, browser, held, inTrial, page, seen, served, takePictures, textOf, visit } from "./house.ts";

let address = "";

const project = "残疾人职业技能竞赛";

inTrial();

const cell = (row: number, column: number, on = page) => on.locator(`.draft-grid [data-at="${row},${column}"]`);
const saved = async (on = page) => await held(async () => assert.match(await textOf(on.locator(".save-state")), /已保存/));
const press = async (name: string) => await page.getByRole("button", { name: new RegExp(`(?:^|\\s)${name}$`) }).click();
const panel = () => page.locator(".way-panel");
const give = async (label: string, text: string) => {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(label, { exact: true }).blur();
};

/** As somebody, the way of the table. */
async function openWay(who: string): Promise<void> {
  await become(page, served.address, who, `${address}?panel=way`);
  await panel().waitFor();
}

/** Takes a step, with an opinion where one is given; resolves when the panel shows the state it led to. */
async function step(name: string, state: RegExp, opinion?: string): Promise<void> {
  await press(name);
  if (opinion !== undefined) await page.getByLabel("意见", { exact: true }).fill(opinion);
  await press(name);
  await held(async () => assert.match(await textOf(panel().locator("p").first()), state));
}

/** What Excel for Windows puts on the clipboard for a marked block: a whole page with its comments, styles and merged cells. */
const excel = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Excel.Sheet><meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {mso-number-format:General; white-space:normal;} --></style></head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=512 style='border-collapse:collapse'>
<!--StartFragment-->
 <col width=96 span=5 style='mso-width-source:userset'>
 <tr height=19><td rowspan=4 height=76 class=xl65 width=96>产出指标</td><td rowspan=2 class=xl65>数量指标</td><td class=xl65>参赛选手<br style='mso-data-placement:same-cell;'>人数</td><td class=xl65>≥120人</td><td class=xl65 align=right>20</td></tr>
 <tr height=19><td class=xl65>竞赛项目数</td><td class=xl65>≥8个</td><td class=xl65 align=right>10</td></tr>
 <tr height=19><td class=xl65>质量指标</td><td class=xl65>竞赛评判合格率</td><td class=xl65 align=right>=100%</td><td class=xl65 align=right>10</td></tr>
 <tr height=19><td class=xl65>时效指标</td><td class=xl65>竞赛完成时间</td><td class=xl65>10月底前</td><td class=xl65 align=right>10</td></tr>
 <tr height=19><td class=xl65>成本指标</td><td class=xl65>经济成本指标</td><td class=xl65>竞赛组织成本</td><td class=xl65>≤30万元</td><td class=xl65 align=right>10</td></tr>
 <tr height=19><td class=xl65>效益指标</td><td class=xl65>社会效益指标</td><td class=xl65>参赛选手获证率</td><td class=xl65>≥80%</td><td class=xl65 align=right>20</td></tr>
 <tr height=19><td class=xl65>满意度指标</td><td class=xl65>服务对象满意度指标</td><td class=xl65>参赛选手满意度</td><td class=xl65>≥90%</td><td class=xl65 align=right>10</td></tr>
<!--EndFragment-->
</table></body></html>`;

test("a clerk begins a table and pastes the indicators from the clipboard of Excel, merged cells and all", async () => {
  await become(page, served.address, "王小云", `${served.address}declarations`);
  await press("新建目标表");
  await page.getByLabel("项目名称").fill(project);
  await press("开始编制");
  await page.getByRole("heading", { name: project }).waitFor();
  address = page.url().replace(/\/edit$/, "");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(served.address).origin });
  await page.evaluate(`navigator.clipboard.write([new ClipboardItem({ "text/html": new Blob([${JSON.stringify(excel)}], { type: "text/html" }), "text/plain": new Blob([""], { type: "text/plain" }) })])`);
  await cell(0, 0).click();
  await page.keyboard.press("Control+v");
  await held(async () => assert.deepEqual([await textOf(cell(1, 0)), await textOf(cell(1, 1)), await textOf(cell(1, 2)), await textOf(cell(3, 3))], ["产出指标", "数量指标", "竞赛项目数", "10月底前"]));
  assert.match(await textOf(cell(0, 2)), /^参赛选手\s*人数$/);
  // The form began with a row a class; what is left over is not wanted.
  await page.locator('.draft-grid [data-row="7"]').click();
  const rows = await page.locator(".draft-grid tbody tr").count();
  for (let row = 7; row < rows; row++) await page.keyboard.press("Control+-");
  await held(async () => assert.equal(await page.locator(".draft-grid tbody tr").count(), 7));
  await takePictures(page, "year-pasted");
});

test("while the line is broken one goes on writing, and nothing is lost when it is back", async () => {
  await page.context().setOffline(true);
  await give("预算总额", "30");
  await give("其中：财政资金", "30");
  await give("其他资金", "0");
  await give("年度绩效目标", "举办残疾人职业技能竞赛，参赛选手不少于120人，竞赛项目不少于8个，评判合格率100%，10月底前完成，组织成本不超过30万元，选手获证率不低于80%，满意度不低于90%。");
  await held(async () => assert.match(await textOf(page.locator(".save-state")), /连接不上服务，修改已留在这个浏览器里/));
  await page.context().setOffline(false);
  await saved();
  await page.reload();
  await held(async () => assert.equal(await page.getByLabel("预算总额").inputValue(), "30"));
  await held(async () => assert.equal(await page.locator(".draft-grid tbody tr").count(), 7));
});

test("two people have the same table open: the later one is shown both, and nothing is written over", async () => {
  const second = await visit(browser, served.address);
  try {
    await become(second.page, served.address, "王小云", `${address}/edit`);
    await cell(0, 3, second.page).click();
    await second.page.keyboard.type("≥150人");
    await second.page.keyboard.press("Enter");
    await saved(second.page);
    await cell(1, 3).click();
    await page.keyboard.type("≥9个");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("先保存了这张表").waitFor();
    await held(async () => assert.match(await textOf(dialog), /≥150人/));
    await dialog.getByRole("button", { name: "用我的" }).click();
    await saved();
    await held(async () => assert.equal(await textOf(cell(0, 3)), "≥120人"));
  } finally {
    await second.page.context().close();
  }
});

/** From the clerk to the department. */
async function toDepartment(how: "送审" | "重新送审"): Promise<void> {
  await openWay("王小云");
  await step(how, /单位审核/, how === "送审" ? undefined : "已按意见修改。");
  await openWay("陈志远");
  await step("上报主管部门", /主管部门审核/);
}

test("the clerk hands it in; the department returns it with an opinion; it is corrected and comes again", async () => {
  await toDepartment("送审");
  await openWay("马立群");
  await step("主管部门退回", /被退回/, "竞赛项目数请按实际申报数填写。");
  await openWay("王小云");
  await held(async () => assert.match(await textOf(panel()), /竞赛项目数请按实际申报数填写/));
  await page.goto(`${address}/edit`);
  await cell(1, 3).click();
  await page.keyboard.type("≥10个");
  await page.keyboard.press("Enter");
  await give("年度绩效目标", "举办残疾人职业技能竞赛，参赛选手不少于120人，竞赛项目不少于10个，评判合格率100%，10月底前完成，组织成本不超过30万元，选手获证率不低于80%，满意度不低于90%。");
  await saved();
  await toDepartment("重新送审");
});

test("no page asks another host, and the browser complains about nothing", () => {
  assert.deepEqual(seen.foreign, []);
  assert.deepEqual(seen.complaints.filter((one) => !/Failed to load resource|ERR_/.test(one)), []);
});
