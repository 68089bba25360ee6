import { adjustmentsOf, findAdjustment, saveAdjustment, startAdjustment } from "../../store/goals/adjustments.ts";
import { actOnAdjustment, waysOfAdjustment } from "../../store/goals/adjustment-steps.ts";
import { once } from "../../store/carried-out.ts";
import { attach, detach, findAttachment } from "../../store/goals/attachments.ts";
import { contentHash } from "../../store/declarations/sources.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { Adjustment, AdjustmentDraft, AdjustmentList, AdjustmentWish, AttachmentParams } from "./adjustments-contract.ts";
import { AdjustmentStepWish, OnceHeaders, SeenHeaders, WayList } from "./contract.ts";
import { attachment } from "../declarations/documents.ts";
import { uploadedFile } from "../imports/upload.ts";
import { binary } from "../papers/papers.ts";
import { conflictAnswer, draftAtMost } from "./drafts.ts";
import { doerOf, etagOf, keyed, seenBy } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { today } from "../today.ts";

const tags = ["调整"];
const one = Adjustment.describe("调整：前后两份和逐项的不同");

export function addAdjustmentRoutes(app: App, house: House): void {
  addReading(app, house);
  addWriting(app, house);
  addFiles(app, house);
}

/** 附件: files that say why. */
function addFiles(app: App, { db }: House): void {
  app.route({
    method: "POST",
    url: "/api/adjustments/:id/attachments",
    config: { action: "declaration.edit" },
    schema: { tags, summary: "给调整加一个附件：multipart/form-data，一个名为 file 的部分，最多 20 MiB", operationId: "attachToAdjustment", consumes: ["multipart/form-data"], params: IdParams, headers: OnceHeaders, response: { 201: one, default: problemAnswer } },
    async handler(request, reply) {
      // Whoever does not see the adjustment is told so before any bytes are taken.
      found(await findAdjustment(db, request.params.id), "调整");
      const file = await uploadedFile(request);
      const asked = keyed(request);
      const told = { ...asked, request: { asked: asked.request, name: file.name, sha256: contentHash(file.bytes) } };
      const adjustment = found(await once(db, told, async (on) => await attach(on, doerOf(request), request.params.id, file)), "调整");
      return await reply.code(201).header("etag", etagOf(adjustment.revision)).send(adjustment);
    },
  });
  app.route({
    method: "GET",
    url: "/api/adjustments/:id/attachments/:attachment",
    config: { action: "declaration.export" },
    schema: { tags, summary: "下载调整的一个附件，一字节不变；涉密的只有编制单位可以", operationId: "downloadAttachment", params: AttachmentParams, response: { 200: binary(["application/octet-stream"]), default: problemAnswer } },
    async handler(request, reply) {
      const file = found(await findAttachment(db, request.params.id, request.params.attachment), "附件");
      return await reply.type("application/octet-stream").header("content-disposition", attachment(file.name)).send(file.bytes as unknown as string);
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/adjustments/:id/attachments/:attachment",
    config: { action: "declaration.edit" },
    schema: { tags, summary: "移除调整的一个附件；送审以后不能移除", operationId: "detachFromAdjustment", params: AttachmentParams, headers: OnceHeaders, response: { 200: one, default: problemAnswer } },
    async handler(request, reply) {
      const { id, attachment: file } = request.params;
      const adjustment = found(await once(db, keyed(request), async (on) => await detach(on, doerOf(request), id, file)), "调整");
      return await reply.header("etag", etagOf(adjustment.revision)).send(adjustment);
    },
  });
}

function addReading(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations/:id/adjustments",
    config: { action: "version.read" },
    schema: { tags, summary: "一张目标表的各次调整", operationId: "listAdjustments", params: IdParams, response: { 200: AdjustmentList.describe("各次调整"), default: problemAnswer } },
    handler: async (request) => ({ items: found(await adjustmentsOf(db, request.params.id), "目标表") }),
  });
  app.route({
    method: "GET",
    url: "/api/adjustments/:id",
    config: { action: "version.read" },
    schema: { tags, summary: "一份调整", operationId: "getAdjustment", params: IdParams, response: { 200: one, default: problemAnswer } },
    async handler(request, reply) {
      const adjustment = found(await findAdjustment(db, request.params.id), "调整");
      return await reply.header("etag", etagOf(adjustment.revision)).send(adjustment);
    },
  });
  app.route({
    method: "GET",
    url: "/api/adjustments/:id/ways",
    config: { action: "version.read" },
    schema: { tags, summary: "这份调整现在可以办理什么，还缺什么", operationId: "listAdjustmentWays", params: IdParams, response: { 200: WayList.describe("可以办理的"), default: problemAnswer } },
    handler: async (request) => found(await waysOfAdjustment(db, doerOf(request), request.params.id, today()), "调整"),
  });
}

function addWriting(app: App, { db }: House): void {
  app.route({
    method: "POST",
    url: "/api/declarations/:id/adjustments",
    bodyLimit: draftAtMost,
    config: { action: "declaration.edit" },
    schema: { tags, summary: "对已批复的目标提出调整，写明理由；同时只能有一份", operationId: "startAdjustment", params: IdParams, headers: SeenHeaders, body: AdjustmentWish, response: { 201: one, default: problemAnswer } },
    async handler(request, reply) {
      const seen = seenBy(request.headers);
      const adjustment = found(await once(db, keyed(request), async (on) => await startAdjustment(on, doerOf(request), request.params.id, seen, request.body)), "目标表");
      return await reply.code(201).header("etag", etagOf(adjustment.revision)).send(adjustment);
    },
  });
  app.route({
    method: "PUT",
    url: "/api/adjustments/:id/draft",
    bodyLimit: draftAtMost,
    config: { action: "declaration.edit" },
    schema: { tags, summary: "保存调整的草稿", operationId: "saveAdjustment", params: IdParams, headers: SeenHeaders, body: AdjustmentDraft, response: { 200: one, 412: conflictAnswer, default: problemAnswer } },
    async handler(request, reply) {
      const seen = seenBy(request.headers);
      const adjustment = found(await once(db, keyed(request), async (on) => await saveAdjustment(on, doerOf(request), request.params.id, seen, request.body)), "调整");
      return await reply.header("etag", etagOf(adjustment.revision)).send(adjustment);
    },
  });
  app.route({
    method: "POST",
    url: "/api/adjustments/:id/steps",
    config: { action: "adjustment.act" },
    schema: { tags, summary: "办理调整的一步；批准以后调整的内容生效", operationId: "takeAdjustmentStep", params: IdParams, headers: SeenHeaders, body: AdjustmentStepWish, response: { 200: one, default: problemAnswer } },
    async handler(request, reply) {
      const revision = seenBy(request.headers);
      const adjustment = found(await once(db, keyed(request), async (on) => await actOnAdjustment(on, doerOf(request), request.params.id, { ...request.body, revision }, today())), "调整");
      return await reply.header("etag", etagOf(adjustment.revision)).send(adjustment);
    },
  });
}
