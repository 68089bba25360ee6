import { parseArgs } from "node:util";
import { codesWorkbook, type HandedCode } from "../organisation/codes.ts";
import { calledOffice } from "../organisation/office.ts";
import { changeNames } from "../organisation/plan.ts";
import { officeWorkbook } from "../organisation/template.ts";
import { type Block, type Organisation, organisationIn, withoutPeople } from "../organisation/workbook.ts";
import { DabiaoError } from "../problem.ts";
import { startReader } from "../server/reading/reading.ts";
import { onTheMachine } from "../store/accounts/events.ts";
import { besideServer } from "../store/backup/beside.ts";
import { dataFolder } from "../store/data-folder.ts";
import { type Db, openDatabase } from "../store/database.ts";
import { readHouse } from "../store/house.ts";
import { runningInstance } from "../store/instance.ts";
import { importOffices, type ImportedOffices } from "../store/offices/import.ts";
import { treeOf } from "../store/offices/offices.ts";
import { openStore } from "../store/store.ts";
import { roleIds, roles } from "../workflow/roles.ts";
import { bytesOf } from "./files.ts";
import { Output } from "./output.ts";

export const help = `用法：dabiao offices import 文件 --year 年度 [--check] [--close-missing] [--codes 文件]
      dabiao offices template -o 文件 [--year 年度]

导入一个年度的组织（“单位”表：单位编码、单位名称、上级编码、类型、行政区划代码、原编码、并入编码）和
人员（“人员”表：登录名、姓名、单位编码、角色）。列按名称识别，顺序不限；有一处错误就什么也不写入。
以前年度的组织不变。新账号得到一次性登录码，只显示这一次。网页服务可以照常运行。

选项：
  --year 年度       这是哪一年的组织
  --check           只说明会有什么变化，不写入
  --close-missing   表中地区里没有列出的部门和单位，从该年度起撤销
  --codes 文件      把一次性登录码写成 Excel（否则打印出来）
  -o 文件           工作簿写到哪里；有 --year 时填好那一年的组织
  --force           文件已经存在时覆盖

退出码：0 已写入（或检查没有错误）；1 有错误，什么也没有写入；2 用法不对

例：
  dabiao offices template -o 组织和人员.xlsx
  dabiao offices import 组织和人员.xlsx --year 2026 --check
  dabiao offices import 组织和人员.xlsx --year 2026 --codes 登录码.xlsx
`;

const options = {
  year: { type: "string" },
  check: { type: "boolean", default: false },
  "close-missing": { type: "boolean", default: false },
  codes: { type: "string" },
  output: { type: "string", short: "o" },
  force: { type: "boolean", default: false },
} as const;

/** @returns the exit code: 1 when nothing was written because of errors */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [what, file, ...others] = positionals;
  const year = values.year === undefined ? null : yearOf(values.year);
  if (what === "template" && file === undefined && values.output !== undefined) return await writeTemplate(values.output, year, values.force);
  if (what === "import" && file !== undefined && others.length === 0) {
    if (year === null) throw new DabiaoError("CLI-03", { message: "没有写明是哪一年的组织（--year）。", hint: "例如：dabiao offices import 组织.xlsx --year 2026" });
    return await importFile(file, { year, check: values.check, closeMissing: values["close-missing"] }, { file: values.codes ?? null, force: values.force });
  }
  throw new DabiaoError("CLI-06", { message: "dabiao offices 后面写 import 文件，或 template -o 文件。", hint: "运行 dabiao offices --help 查看说明。" });
}

function yearOf(text: string): number {
  const year = Number(text);
  if (Number.isInteger(year) && year >= 1949 && year <= 2200) return year;
  throw new DabiaoError("CLI-03", { message: `“${text}”不是年度。`, hint: "请写四位数字，如 2026。" });
}

/** Works on the database beside the server that runs; else opens it, and makes it when there is none. */
async function withDatabase<Result>(use: (db: Db) => Promise<Result>): Promise<Result> {
  const report = (): void => undefined;
  if (!process.env.DATABASE_URL && runningInstance(dataFolder(process.env)) !== null) {
    return await besideServer(process.env, async (_client, url) => {
      const database = openDatabase(url, report, 2);
      try {
        return await use(database.db);
      } finally {
        await database.close();
      }
    });
  }
  const store = await openStore(process.env, report);
  try {
    return await use(store.db);
  } finally {
    await store.close();
  }
}

async function writeTemplate(file: string, year: number | null, force: boolean): Promise<number> {
  const files = new Output(force);
  await files.expect(file);
  const offices = year === null ? [] : await withDatabase(async (db) => await treeOf(db, year));
  await written(files, file, await officeWorkbook(offices, roleIds.filter((id) => id !== "public").map((id) => roles[id].zh)));
  return 0;
}

async function written(files: Output, file: string, bytes: Uint8Array): Promise<void> {
  try {
    await files.add(file, bytes);
    await files.finish();
  } catch (error) {
    await files.discard();
    throw error;
  }
}

async function importFile(file: string, choice: { year: number; check: boolean; closeMissing: boolean }, codes: { file: string | null; force: boolean }): Promise<number> {
  const files = new Output(codes.force);
  if (codes.file !== null) await files.expect(codes.file);
  const organisation = await readOrganisation(file);
  const told = await withDatabase(async (db) => {
    const { mode } = await readHouse(db);
    return await importOffices(db, mode === "local" ? withoutPeople(organisation, "单机使用没有账号。") : organisation, choice, { ...onTheMachine, regions: null }, new Date());
  });
  for (const line of linesOf(told)) process.stdout.write(`${line}\n`);
  const handed = codesOf(told);
  if (handed.length > 0 && codes.file !== null) {
    await written(files, codes.file, await codesWorkbook(handed));
    process.stdout.write(`一次性登录码写在 ${codes.file}，只有这一次，请当面交给本人。\n`);
  } else if (handed.length > 0) {
    process.stdout.write("一次性登录码，只显示这一次，请当面交给本人：\n");
    for (const { login, name, code, until } of handed) process.stdout.write(`  ${login}\t${name}\t${code}\t有效至 ${until}\n`);
  }
  return told.problems.some(({ severity }) => severity === "error") ? 1 : 0;
}

/** Read like every file: in a thread of its own, within limits of time and memory. */
async function readOrganisation(file: string): Promise<Organisation> {
  const reader = startReader();
  try {
    return organisationIn(JSON.parse(await reader.readGrid(await bytesOf(file), file)) as Block[]);
  } finally {
    await reader.close();
  }
}

const severities = { error: "错误", warning: "提醒", advice: "说明" };

function linesOf({ year, written, changes, problems, unchanged, missing, people }: ImportedOffices): string[] {
  const isWrong = problems.some(({ severity }) => severity === "error");
  return [
    ...problems.map(({ code, severity, message, at }) => `${severities[severity]} ${code} ${message}${at === null ? "" : `（${at.label}）`}`),
    ...changes.map(({ kinds: own, before, after, into }) => `${own.map((kind) => changeNames[kind]).join("、")}　${[before, after, into].filter((office) => office !== null).map(calledOffice).join(" → ")}`),
    ...people.items.map(({ login, name, isNew, roles: given }) => `${isNew ? "新账号" : "新角色"}　${login} ${name}　${given.map(({ role, office }) => `${roles[role].zh}（${office}）`).join("、")}`),
    `${year} 年：${changes.length} 处变化，${unchanged} 个不变${missing.length > 0 ? `，${missing.length} 个没有列出` : ""}；人员 ${people.items.length} 人有变化，${people.unchanged} 人不变。${written ? "已写入。" : isWrong ? "有错误，什么也没有写入。" : "只是检查，没有写入。"}`,
  ];
}

const moment = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" });

function codesOf({ people }: ImportedOffices): HandedCode[] {
  return people.items.flatMap(({ login, name, code, codeUntil, roles: given }) =>
    code === null || codeUntil === null ? [] : [{ login, name, code, until: moment.format(new Date(codeUntil)), roles: given.map(({ role, office }) => `${roles[role].zh}（${office}）`).join("、") }],
  );
}
