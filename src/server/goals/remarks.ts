import { correctionOf } from "../../store/goals/corrections.ts";
import { askedInReturn, reply } from "../../store/goals/remarks.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { CorrectionAnswer, RemarkAnswer, ReplyParams, ReplyWish } from "./remarks-contract.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";

const tags = ["办理"];
const answers = { 200: RemarkAnswer.describe("最近一次退回的意见"), default: problemAnswer };

/** What was asked item by item when a table was returned, and what the unit says to it. */
export function addRemarkRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations/:id/remarks",
    config: { action: "version.read" },
    schema: { tags, summary: "最近一次退回的逐条意见和答复", operationId: "listRemarks", params: IdParams, response: answers },
    handler: async (request) => found(await askedInReturn(db, request.params.id), "目标表"),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/correction",
    config: { action: "version.read" },
    schema: { tags, summary: "审核人提请单位确认的修改：逐项的不同，和单位的答复。提请、撤回、同意、不同意都是办理的一步（takeStep）", operationId: "getCorrection", params: IdParams, response: { 200: CorrectionAnswer.describe("修改建议"), default: problemAnswer } },
    handler: async (request) => found(await correctionOf(db, request.params.id), "目标表"),
  });
  app.route({
    method: "PUT",
    url: "/api/declarations/:id/remarks/:position",
    config: { action: "declaration.edit" },
    schema: { tags, summary: "单位答复一条意见；重新送审时随表送出", operationId: "replyToRemark", params: ReplyParams, body: ReplyWish, response: answers },
    handler: async (request) => found(await reply(db, doerOf(request), request.params.id, { position: request.params.position, ...request.body }), "目标表"),
  });
}
