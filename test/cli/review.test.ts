// `dabiao review` and `dabiao rules`: formats, exit codes, what is said of the same table as document and as data.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { readDocument } from "../../src/index.ts";
import { Review } from "../../src/review/rule.ts";
import { rules } from "../../src/review/rules/list.ts";
import { dabiao as run } from "./command.ts";

async function dabiao(words: readonly string[]) {
  const { status, stdout, stderr } = await run(words);
  return { code: status, stdout: stdout.toString(), stderr };
}

let folder: string;
const file = (name: string) => path.join(folder, name);
const table = (cost: string, project = "泵站大修") => `# 项目支出绩效目标表

| 项目名称 | ${project} |
|---|---|
| 预算单位 | 县水务局 |
| 预算总额（万元） | 80 |
| 年度绩效目标 | 完成3座泵站大修，汛前投用，验收合格率100%。 |

| 一级指标 | 二级指标 | 三级指标 | 指标值 |
|---|---|---|---|
| 产出指标 | 数量指标 | 泵站大修座数 | ≥3座 |
| 产出指标 | 质量指标 | 大修验收合格率 | =100% |
| 产出指标 | 时效指标 | 大修完成时间 | 5月底前 |
| 产出指标 | 成本指标 | 大修工程成本 | ${cost} |
| 效益指标 | 社会效益指标 | 受益农田面积 | ≥2000亩 |
| 满意度指标 | 服务对象满意度指标 | 受益农户满意度 | ≥90% |
`;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dabiao-review-"));
  await writeFile(file("错.md"), table("≥95%"));
  await writeFile(file("对.md"), table("≤80万元"));
});
after(async () => await rm(folder, { recursive: true, force: true }));

test("a right table has no error, exit 0; a wrong one has, exit 1", async () => {
  const right = await dabiao(["review", file("对.md"), "--format", "json"]);
  assert.equal(right.code, 0, right.stdout);
  assert.deepEqual(Review.parse(JSON.parse(right.stdout)).findings.filter(({ severity }) => severity !== "advice"), []);
  const wrong = await dabiao(["review", file("错.md")]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stdout, /必须修改 APP-01.*\n.*大修工程成本.*≥95%/);
});

test("every rule has an outcome for every table; data that `read` printed gives the same", async () => {
  const { stdout } = await dabiao(["review", file("错.md"), "--format", "json"]);
  const { outcomes } = Review.parse(JSON.parse(stdout));
  assert.equal(outcomes.length, rules.length);
  await writeFile(file("错.json"), (await dabiao(["read", file("错.md")])).stdout);
  assert.equal((await dabiao(["review", file("错.json"), "--format", "json"])).stdout, stdout);
  const [document] = (JSON.parse(await readFile(file("错.json"), "utf8")) as { documents: { declarations: unknown[] }[] }).documents;
  await writeFile(file("裸.json"), JSON.stringify(document?.declarations));
  assert.equal((await dabiao(["review", file("裸.json"), "--format", "json"])).stdout, stdout);
});

test("a file that cannot be read: exit 3, the others are reviewed; no file or no such format: exit 2", async () => {
  await writeFile(file("坏.docx"), "PK\u0003\u0004 no archive");
  const { code, stdout, stderr } = await dabiao(["review", file("坏.docx"), file("错.md")]);
  assert.equal(code, 3);
  assert.match(stdout, /APP-01/);
  assert.match(stderr, /错误/);
  assert.equal((await dabiao(["review"])).code, 2);
  assert.equal((await dabiao(["review", file("错.md"), "--format", "pdf"])).code, 2);
  await writeFile(file("别的.json"), '{"documents":[{"file":1}]}');
  const other = await dabiao(["review", file("别的.json")]);
  assert.match(other.stderr, /CLI-06/);
});

test("a table of which too little was read is not one without problems, and a text without a table is said to be none", async () => {
  await writeFile(file("缺指标.csv"), "泵站大修项目绩效目标表\n项目名称,泵站大修,预算单位,县水务局\n负责人,某某,联系电话,无\n备注,无,,\n填表人,某某,填表日期,3月\n");
  const little = await dabiao(["review", file("缺指标.csv")]);
  assert.equal(little.code, 1);
  assert.match(little.stdout, /必须修改 COMP-10\n\s+表中没有读出绩效指标、预算金额和绩效目标，无法审核。/);
  assert.match(little.stdout, /因资料不足未能判断/);
  await writeFile(file("通知.txt"), "关于召开会议的通知\n请各单位参加。\n");
  const none = await dabiao(["review", file("通知.txt"), file("对.md")]);
  assert.equal(none.code, 3);
  assert.match(none.stdout, /通知\.txt\n\n {2}没有读出绩效目标表，无法审核/);
  assert.match(none.stderr, /READ-13/);
  for (const { stdout } of [little, none]) assert.doesNotMatch(stdout.split("对.md")[0] ?? "", /没有发现问题/);
});

test("a goal whose cell stands empty is missing, in a table as it is read", async () => {
  await writeFile(file("缺目标.md"), table("≤80万元").replace("完成3座泵站大修，汛前投用，验收合格率100%。", ""));
  const { findings } = Review.parse(JSON.parse((await dabiao(["review", file("缺目标.md"), "--format", "json"])).stdout));
  assert.deepEqual(findings.filter(({ rule }) => rule === "COMP-05").map(({ severity, path: at, message }) => [severity, at, message]), [["error", "goals", "绩效目标为空。"]]);
});

test("workbook, page and review form are written, with the texts of the document escaped", async () => {
  await writeFile(file("标签.md"), table("≥95%", "<script>alert(1)</script>泵站"));
  await dabiao(["review", file("标签.md"), "--format", "html", "-o", file("报告.html")]);
  const page = await readFile(file("报告.html"), "utf8");
  assert.match(page, /APP-01/);
  assert.doesNotMatch(page, /<script/);
  assert.doesNotMatch(page, /https?:\/\//);
  await dabiao(["review", file("错.md"), "--format", "xlsx", "-o", file("问题.xlsx")]);
  const book = await readFile(file("问题.xlsx"));
  assert.equal(book.subarray(0, 2).toString(), "PK");
  await dabiao(["review", file("错.md"), "--opinion", "--format", "xlsx", "-o", file("意见.xlsx")]);
  const { format } = await readDocument(await readFile(file("意见.xlsx")), "意见.xlsx");
  assert.equal(format, "xlsx");
});

test("the catalogue, one rule's page, and a rule that is none", async () => {
  const all = await dabiao(["rules"]);
  for (const { id } of rules) assert.match(all.stdout, new RegExp(id));
  assert.match((await dabiao(["rules", "fund-02"])).stdout, /^# FUND-02 /);
  const none = await dabiao(["rules", "FUND-99"]);
  assert.equal(none.code, 2);
});
