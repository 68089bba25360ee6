import { ownForm } from "../../forms/own.ts";
import { findSource } from "../../store/declarations/sources.ts";
import { candidates, keepReread } from "../../store/declarations/reread.ts";
import { formsFor } from "../../store/forms/forms.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { CandidateList, CandidateQuery, RereadAnswer, TrialAnswer, TrialWish } from "./contract.ts";

const tags = ["表样"];

/** Under this id a definition is tried that nobody has saved yet. */
const onTrial = "own-000000000000";

/**
 * Mapping the layout of an imported document. A definition is tried here and not in the page: here is the grid with all
 * that reading needs (characters, stored numbers, pages), and a thread with limits that a large file cannot take along.
 */
export function addMappingRoutes(app: App, { db, importer }: House): void {
  app.route({
    method: "POST",
    url: "/api/documents/:id/trial",
    config: { action: "form.map" },
    schema: { tags, summary: "用一个还没有保存的表样试读来源文件；什么都不保存", operationId: "tryForm", params: IdParams, body: TrialWish, response: { 200: TrialAnswer.describe("试读的结果"), default: problemAnswer } },
    async handler(request) {
      const { bytes, file } = found(await findSource(db, request.params.id), "来源文件");
      const { declarations, problems } = await importer.read(bytes, file, [ownForm(onTrial, request.body.definition)]);
      return { recognised: declarations.filter(({ form }) => form === onTrial).length, declarations, problems };
    },
  });
  app.route({
    method: "GET",
    url: "/api/forms/candidates",
    config: { action: "form.map" },
    schema: { tags, summary: "没有认出表样的来源文件，可以用自有表样重读", operationId: "listRereadCandidates", querystring: CandidateQuery, response: { 200: CandidateList.describe("来源文件"), default: problemAnswer } },
    handler: async ({ query }) => ({ items: await candidates(db, query.beside ?? null) }),
  });
  app.route({
    method: "POST",
    url: "/api/documents/:id/reread",
    config: { action: "form.map" },
    schema: { tags, summary: "用现在的表样重新读取一份来源文件；有人核对、修改或办理过的不重读", operationId: "rereadDocument", params: IdParams, response: { 200: RereadAnswer.describe("重读的结果"), default: problemAnswer } },
    async handler(request) {
      const { id } = request.params;
      const { bytes, file, unitId } = found(await findSource(db, id), "来源文件");
      const read = await importer.read(bytes, file, await formsFor(db, unitId));
      const form = read.declarations.find((one) => one.form.startsWith("own-"))?.form ?? null;
      if (form === null) return { outcome: "none" as const, form, declarations: read.declarations.length };
      return { form, ...found(await keepReread(db, doerOf(request), id, read), "来源文件") };
    },
  });
}
