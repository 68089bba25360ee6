import { z } from "zod";
import { readableText } from "../../index.ts";
import { DabiaoError } from "../../problem.ts";
import { findDocument } from "../../store/declarations/documents.ts";
import { findSource, type StoredSource } from "../../store/declarations/sources.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { DocumentAnswer, SourceGrid, SourceText } from "./documents-contract.ts";
import { found, problemAnswer } from "../problems.ts";

export function addDocumentRoutes(app: App, { db, readGrid }: House): void {
  app.route({
    method: "GET",
    url: "/api/documents/:id",
    config: { action: "declaration.read" },
    schema: {
      tags: ["来源文件"],
      summary: "一份来源文件：标题、读取时的问题和其中的目标表",
      operationId: "getDocument",
      params: IdParams,
      response: { 200: DocumentAnswer.describe("来源文件"), default: problemAnswer },
    },
    handler: async (request) => found(await findDocument(db, request.params.id), "来源文件"),
  });
  app.route({
    method: "GET",
    url: "/api/documents/:id/text",
    config: { action: "declaration.read" },
    schema: {
      tags: ["来源文件"],
      summary: "来源文件的文字（只有文本和 Markdown 有）",
      operationId: "getDocumentText",
      params: IdParams,
      response: { 200: SourceText.describe("解码后的文字"), default: problemAnswer },
    },
    async handler(request) {
      const source = found(await findSource(db, request.params.id), "来源文件");
      return { documentId: request.params.id, format: source.format, text: textOf(source) };
    },
  });
  app.route({
    method: "GET",
    url: "/api/documents/:id/grid",
    config: { action: "declaration.read" },
    schema: {
      tags: ["来源文件"],
      summary: "来源文件的版面：段落、表格、单元格和分页",
      operationId: "getDocumentGrid",
      params: IdParams,
      response: { 200: SourceGrid.describe("按阅读顺序的段落和表格"), default: problemAnswer },
    },
    async handler(request, reply) {
      const { file, format, bytes } = found(await findSource(db, request.params.id), "来源文件");
      // Many thousand cells are made JSON where they are read; here they only pass, so that other requests need not wait.
      const json = `{"documentId":${JSON.stringify(request.params.id)},"format":${JSON.stringify(format)},"blocks":${await readGrid(bytes, file)}}`;
      return await reply.type("application/json; charset=utf-8").send(json as unknown as z.infer<typeof SourceGrid>);
    },
  });
  app.route({
    method: "GET",
    url: "/api/documents/:id/source",
    config: { action: "declaration.export" },
    schema: {
      tags: ["来源文件"],
      summary: "下载来源文件，一字节不变",
      operationId: "getDocumentSource",
      params: IdParams,
      response: {
        200: {
          description: "文件的字节",
          content: { "application/octet-stream": { schema: z.string().meta({ format: "binary" }) } },
        },
        default: problemAnswer,
      },
    },
    async handler(request, reply) {
      const source = found(await findSource(db, request.params.id), "来源文件");
      return await reply
        .type("application/octet-stream")
        .header("content-disposition", attachment(source.file))
        // A buffer goes out as it is; the schema only describes it.
        .send(source.bytes as unknown as string);
    },
  });
}

function textOf(source: StoredSource): string {
  if (source.format === "text" || source.format === "markdown") return readableText(source.bytes, source.file);
  throw new DabiaoError("API-09", {
    message: `“${source.file}”不是文本文件，没有可以直接显示的文字。`,
    hint: "请下载原文件查看。",
  });
}

/** RFC 6266 with an RFC 5987 name; old clients get one of ASCII letters. */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const ascii = name.replace(/[^\w.-]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
