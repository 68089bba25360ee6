import { type WriteSheet, writeXlsx } from "hucre/xlsx";
import { z } from "zod";
import type { Db } from "../../store/database.ts";
import { findRun, type ImportedFile, type ImportRun, listFiles } from "../../store/imports/runs.ts";
import type { Outcome } from "../../store/imports/runs-schema.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { ImportReport } from "./contract.ts";
import { attachment } from "../declarations/documents.ts";
import { found, problemAnswer } from "../problems.ts";

const tags = ["导入"];
const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** What came of a run, for programs and as a workbook. */
export function addImportReportRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/imports/:id/report.json",
    config: { action: "import.read" },
    schema: {
      tags,
      summary: "一次导入的汇总，和没有导入的每个文件及原因",
      operationId: "getImportReport",
      params: IdParams,
      response: { 200: ImportReport.describe("汇总和未导入的文件"), default: problemAnswer },
    },
    async handler(request) {
      const { files: _, ...run } = found(await findRun(db, request.params.id), "导入");
      const failures = [];
      for await (const { name, sha256, problems, error } of allFiles(db, run.id, "failed")) failures.push({ name, sha256, problems, error });
      return { run, failures };
    },
  });
  app.route({
    method: "GET",
    url: "/api/imports/:id/report.xlsx",
    config: { action: "import.read" },
    schema: {
      tags,
      summary: "同样的汇总，Excel 表格：汇总、未导入、全部文件",
      operationId: "downloadImportReport",
      params: IdParams,
      response: { 200: { description: "工作簿", content: { [xlsxType]: { schema: z.string().meta({ format: "binary" }) } } }, default: problemAnswer },
    },
    async handler(request, reply) {
      const run = found(await findRun(db, request.params.id), "导入");
      const bytes = await workbook(db, run);
      return await reply
        .type(xlsxType)
        .header("content-disposition", attachment(`导入汇总-${run.startedAt.slice(0, 10)}.xlsx`))
        // A buffer goes out as it is; the schema only describes it.
        .send(bytes as unknown as string);
    },
  });
}

/** All files of a run, a page of them at a time in memory. */
async function* allFiles(db: Db, runId: string, outcome?: Outcome): AsyncGenerator<ImportedFile> {
  let after: string | undefined;
  do {
    const page = await listFiles(db, runId, outcome, { after, limit: 500 });
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

const outcomes: Readonly<Record<Outcome, string>> = { imported: "已导入", unchanged: "未变化", failed: "未导入" };
const states: Readonly<Record<ImportRun["state"], string>> = { done: "已完成", running: "正在导入", paused: "已暂停", cancelled: "已取消", undone: "已撤销" };

type Cell = string | number;

async function workbook(db: Db, run: ImportRun): Promise<Buffer> {
  const failed: Cell[][] = [["文件", "编号", "原因", "怎么办"]];
  const all: Cell[][] = [["文件", "结果", "表样", "目标表份数", "问题数", "SHA-256"]];
  for await (const file of allFiles(db, run.id)) {
    if (file.error) failed.push([file.name, file.error.code, file.error.message, file.error.hint ?? ""]);
    all.push([file.name, outcomes[file.outcome], file.form ?? "", file.declarations.length, file.problems.length, file.sha256]);
  }
  const { counts } = run;
  const summary: Cell[][] = [
    ["导入时间（UTC）", run.startedAt],
    ["使用人", run.person ?? ""],
    ["状态", states[run.state]],
    ["已导入", counts.imported],
    ["未变化", counts.unchanged],
    ["未导入", counts.failed],
    ["等待读取", counts.waiting],
    ["目标表份数", counts.declarations],
  ];
  return Buffer.from(await writeXlsx({ sheets: [sheet("汇总", summary, [18, 40]), sheet("未导入", failed, [50, 12, 60, 50]), sheet("全部文件", all, [50, 10, 12, 12, 10, 66])] }));
}

/** Texts stay texts, whatever they begin with: the writer makes no formula of them. */
function sheet(name: string, rows: Cell[][], widths: number[]): WriteSheet {
  return { name, rows: rows.map((row) => row.map((value) => (typeof value === "string" ? value.slice(0, 32_000) : value))), columns: widths.map((width) => ({ width })) };
}
