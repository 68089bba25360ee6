import { blankWorkbook, markedWorkbook } from "../../index.ts";
import { listDeclarations } from "../../store/declarations/list.ts";
import { findDeclaration } from "../../store/declarations/declarations.ts";
import { leaving } from "../../store/declarations/secrecy.ts";
import { ruleSettings } from "../../store/reviews/rule-decisions.ts";
import { findSource } from "../../store/declarations/sources.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { BlankWish } from "./contract.ts";
import { attachment } from "../declarations/documents.ts";
import { noteLeaving } from "./leaving.ts";
import { aside, binary, paperTags, paperTypes } from "./papers.ts";
import { found, problemAnswer } from "../problems.ts";

/** How many sheets a workbook begins with at most. */
const sheetsAtMost = 500;

/** Workbooks that are filled in offline, and the copies in which what is wrong is marked. */
export function addWorkbookRoutes(app: App, { db, importer }: House): void {
  app.route({
    method: "POST",
    url: "/api/papers/blank",
    config: { action: "declaration.export" },
    schema: { tags: paperTags, summary: "一本可以离线填报的工作簿，每个项目一张工作表", operationId: "makeBlankWorkbook", body: BlankWish, response: { 200: binary([paperTypes.xlsx]), default: problemAnswer } },
    async handler(request, reply) {
      const { unit, year, projects, last } = request.body;
      const { items: before, leftOut } = leaving(last && unit !== null && year !== null ? (await listDeclarations(db, { unit, year: year - 1 }, { limit: sheetsAtMost })).items : []);
      const drafts = [];
      for (const { id } of before) drafts.push({ name: null, from: (await findDeclaration(db, id))?.declaration ?? null });
      const bytes = await blankWorkbook(unit, year, [...drafts, ...projects.map((name) => ({ name, from: null }))]);
      await noteLeaving(db, request, before.map(({ id }) => id), { together: "workbook", format: "xlsx" });
      return await reply
        .type(paperTypes.xlsx)
        .header("content-disposition", attachment(`绩效目标填报${year === null ? "" : `-${year}`}${aside(leftOut)}.xlsx`))
        .send(Buffer.from(bytes) as unknown as string);
    },
  });
  app.route({
    method: "GET",
    url: "/api/documents/:id/marked",
    config: { action: "declaration.export" },
    schema: { tags: ["来源文件"], summary: "来源工作簿的副本，要改的单元格标了颜色和批注", operationId: "downloadMarkedDocument", params: IdParams, response: { 200: binary([paperTypes.xlsx]), default: problemAnswer } },
    async handler(request, reply) {
      const source = found(await findSource(db, request.params.id), "来源文件");
      const { bytes } = await markedWorkbook(source.bytes, await importer.read(new Uint8Array(source.bytes), source.file), await ruleSettings(db));
      return await reply
        .type(paperTypes.xlsx)
        .header("content-disposition", attachment(source.file.replace(/(?:\.xlsx)?$/i, "-标注.xlsx")))
        .send(Buffer.from(bytes) as unknown as string);
    },
  });
}
