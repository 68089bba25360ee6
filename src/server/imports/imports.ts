import { unitFor } from "../../store/goals/drafts.ts";
import { findRun, findRunHead, listFiles, listRuns, startRun } from "../../store/imports/runs.ts";
import { importFile } from "../../store/imports/imports.ts";
import { deliver } from "../../store/imports/jobs.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { Delivery, DeliveryQuery, ImportedFile, ImportedFileList, ImportedFileQuery, ImportRun, ImportRunList, ImportRunQuery, ImportStart, SampleParams } from "./contract.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { witnessOf } from "../witness.ts";
import { uploadedFile, uploadedFiles } from "./upload.ts";

const tags = ["导入"];
const importedFile = ImportedFile.describe("这个文件的结果；没有导入时 outcome 是 failed，error 说明原因");

export function addImportRoutes(app: App, { db, importer, samples, wakeWorkers }: House): void {
  app.route({
    method: "POST",
    url: "/api/imports",
    config: { action: "import.write" },
    schema: {
      tags,
      summary: "开始一次导入；随后逐个送文件",
      operationId: "startImport",
      body: ImportStart,
      response: { 201: ImportRun.describe("新的导入，还没有文件"), default: problemAnswer },
    },
    async handler(request, reply) {
      const { name, account } = request.actor;
      const office = { unitId: unitFor(doerOf(request), request.body?.unit ?? null), accountId: account };
      return await reply.code(201).send(await startRun(db, name, request.body?.expected ?? null, office, witnessOf(request, "import.write")));
    },
  });
  app.route({
    method: "GET",
    url: "/api/imports",
    config: { action: "import.read" },
    schema: {
      tags,
      summary: "导入记录，新的在前",
      operationId: "listImports",
      querystring: ImportRunQuery,
      response: { 200: ImportRunList.describe("一页导入记录"), default: problemAnswer },
    },
    handler: async (request) => await listRuns(db, request.query),
  });
  app.route({
    method: "GET",
    url: "/api/imports/:id",
    config: { action: "import.read" },
    schema: {
      tags,
      summary: "一次导入：进度、速度、剩余时间和文件的结果",
      operationId: "getImport",
      params: IdParams,
      response: { 200: ImportRun.describe("导入记录"), default: problemAnswer },
    },
    handler: async (request) => found(await findRun(db, request.params.id), "导入"),
  });
  app.route({
    method: "POST",
    url: "/api/imports/:id/files",
    config: { action: "import.write" },
    schema: {
      tags,
      summary: "送一个文件：multipart/form-data，一个名为 file 的部分",
      operationId: "importFile",
      consumes: ["multipart/form-data"],
      params: IdParams,
      response: { 201: importedFile, default: problemAnswer },
    },
    async handler(request, reply) {
      const run = found(await findRunHead(db, request.params.id), "导入");
      const { name, bytes } = await uploadedFile(request);
      return await reply.code(201).send(await importFile(importer, run, name, bytes));
    },
  });
  app.route({
    method: "POST",
    url: "/api/imports/:id/samples/:name",
    config: { action: "import.write" },
    schema: {
      tags,
      summary: "导入一份内置样例",
      operationId: "importSample",
      params: SampleParams,
      response: { 201: importedFile, default: problemAnswer },
    },
    async handler(request, reply) {
      const run = found(await findRunHead(db, request.params.id), "导入");
      const { name, bytes } = found(await samples.open(request.params.name), "样例");
      return await reply.code(201).send(await importFile(importer, run, name, bytes));
    },
  });
  app.route({
    method: "POST",
    url: "/api/imports/:id/queue",
    config: { action: "import.write" },
    schema: {
      tags,
      summary: "送一批文件（包括 zip）排队读取：multipart/form-data，若干个名为 file 的部分；要么全部收下，要么一个不收",
      operationId: "queueFiles",
      consumes: ["multipart/form-data"],
      params: IdParams,
      querystring: DeliveryQuery,
      response: { 202: Delivery.describe("已收下，正在排队"), default: problemAnswer },
    },
    async handler(request, reply) {
      const run = found(await findRunHead(db, request.params.id), "导入");
      const received = await deliver(db, run.id, request.query.key ?? null, uploadedFiles(request), witnessOf(request, "import.write"));
      wakeWorkers();
      return await reply.code(202).send({ received });
    },
  });
  app.route({
    method: "GET",
    url: "/api/imports/:id/files",
    config: { action: "import.read" },
    schema: {
      tags,
      summary: "一次导入的文件，按处理完的次序；可以只看未导入的",
      operationId: "listImportedFiles",
      params: IdParams,
      querystring: ImportedFileQuery,
      response: { 200: ImportedFileList.describe("一页文件"), default: problemAnswer },
    },
    async handler(request) {
      const run = found(await findRunHead(db, request.params.id), "导入");
      const { outcome, ...page } = request.query;
      return await listFiles(db, run.id, outcome, page);
    },
  });
}
