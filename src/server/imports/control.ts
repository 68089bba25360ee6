import { findRun } from "../../store/imports/runs.ts";
import { moveRun, undoRun } from "../../store/imports/control.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { ImportRun } from "./contract.ts";
import { found, problemAnswer } from "../problems.ts";
import { witnessOf } from "../witness.ts";

const tags = ["导入"];
const params = IdParams;

const moves = {
  pause: { summary: "暂停导入；正在读的文件读完为止", operationId: "pauseImport" },
  resume: { summary: "继续导入", operationId: "resumeImport" },
  cancel: { summary: "取消导入：还没有读的文件不再读，已导入的保留", operationId: "cancelImport" },
} as const;

/** Pausing, resuming, cancelling and undoing a run. */
export function addImportControlRoutes(app: App, { db, wakeWorkers }: House): void {
  const runNow = async (exists: boolean, id: string) => found(exists ? await findRun(db, id) : undefined, "导入");
  for (const move of ["pause", "resume", "cancel"] as const) {
    app.route({
      method: "POST",
      url: `/api/imports/:id/${move}`,
      config: { action: "import.write" },
      schema: { tags, ...moves[move], params, response: { 200: ImportRun.describe("现在的导入"), default: problemAnswer } },
      async handler(request) {
        const { id } = request.params;
        const exists = await moveRun(db, id, move, witnessOf(request, "import.write"));
        wakeWorkers();
        return await runNow(exists, id);
      },
    });
  }
  app.route({
    method: "DELETE",
    url: "/api/imports/:id",
    config: { action: "import.write" },
    schema: {
      tags,
      summary: "撤销导入：删除它带来的全部目标表；已有内容建立在上面时拒绝（409）",
      operationId: "undoImport",
      params,
      response: { 200: ImportRun.describe("已撤销的导入"), default: problemAnswer },
    },
    handler: async (request) => await runNow(await undoRun(db, request.params.id, witnessOf(request, "import.write")), request.params.id),
  });
}
