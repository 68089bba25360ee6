import { findDeclaration } from "../../store/declarations/declarations.ts";
import { listFilters } from "../../store/declarations/filters.ts";
import { listDeclarations } from "../../store/declarations/list.ts";
import { findDocument } from "../../store/declarations/documents.ts";
import { toldChecks } from "./checks.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { countedAtMost, DeclarationAnswer, DeclarationFilters, DeclarationList, DeclarationQuery, textsCountedAtMost } from "./contract.ts";
import { etagOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";

export function addDeclarationRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations",
    config: { action: "declaration.read" },
    schema: {
      tags: ["目标表"],
      summary: "目标表列表：后导入的在前，同一文件里按原来的次序",
      operationId: "listDeclarations",
      querystring: DeclarationQuery,
      response: { 200: DeclarationList.describe("一页目标表"), default: problemAnswer },
    },
    // Asked more often than all else together, and typed from the query to here: checking every value of every row again
    // costs a tenth of the answer. Tests read it with the schema.
    serializerCompiler: () => (answer) => JSON.stringify(answer),
    async handler(request) {
      const { after, limit, order, count, ...filter } = request.query;
      return await listDeclarations(db, filter, { after, limit }, order, count === "no" ? null : filter.text === undefined ? countedAtMost : textsCountedAtMost);
    },
  });
  app.route({
    method: "GET",
    url: "/api/declarations/filters",
    config: { action: "declaration.read" },
    schema: {
      tags: ["目标表"],
      summary: "列表可以按哪些年度、单位和表样筛选",
      operationId: "getDeclarationFilters",
      response: { 200: DeclarationFilters.describe("可选的值"), default: problemAnswer },
    },
    handler: async () => await listFilters(db),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id",
    config: { action: "declaration.read" },
    schema: {
      tags: ["目标表"],
      summary: "一份目标表和它的来源文件",
      operationId: "getDeclaration",
      params: IdParams,
      response: { 200: DeclarationAnswer.describe("目标表"), default: problemAnswer },
    },
    async handler(request, reply) {
      // Over one connection: each that is taken has to be told anew for whom it asks.
      const { documentId: _, document, ...told } = await db.connection().execute(async (on) => {
        const one = found(await findDeclaration(on, request.params.id), "目标表");
        return { ...one, document: one.documentId === null ? null : found(await findDocument(on, one.documentId), "来源文件") };
      });
      void reply.header("etag", etagOf(told.revision));
      return { ...told, checks: toldChecks(told.checks, request.actor), document };
    },
  });
}
