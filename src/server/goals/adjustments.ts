import { adjustmentsOf, findAdjustment, saveAdjustment, startAdjustment } from "../../store/goals/adjustments.ts";
import { actOnAdjustment, waysOfAdjustment } from "../../store/goals/adjustment-steps.ts";
import { once } from "../../store/carried-out.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { Adjustment, AdjustmentDraft, AdjustmentList, AdjustmentStepWish, AdjustmentWish, SeenHeaders, WayList } from "./contract.ts";
import { conflictAnswer, draftAtMost } from "./drafts.ts";
import { doerOf, etagOf, keyed, seenBy } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { today } from "../today.ts";

const tags = ["调整"];
const one = Adjustment.describe("调整：前后两份和逐项的不同");

export function addAdjustmentRoutes(app: App, house: House): void {
  addReading(app, house);
  addWriting(app, house);
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
