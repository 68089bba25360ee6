import { endOpinion, keepOpinion, opinionOfDeclaration } from "../../store/reviews/opinions.ts";
import { deskOf, writingDesk } from "../../store/goals/authority.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { KeptOpinion, OpinionAnswer, OpinionParams, OpinionWish } from "./contract.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { witnessOf } from "../witness.ts";
import { today } from "../today.ts";

const tags = ["审核"];

/** 审核意见表: proposed from the findings, changed by a person. */
export function addOpinionRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations/:id/opinion",
    config: { action: "opinion.read" },
    schema: {
      tags,
      summary: "一张目标表的审核意见表：推算的建议、审核人保存的意见、保存以后问题的变化和历次保存",
      operationId: "getOpinion",
      params: IdParams,
      response: { 200: OpinionAnswer.describe("审核意见表"), default: problemAnswer },
    },
    handler: async (request) => found(await opinionOfDeclaration(db, request.params.id, today(), await deskOf(db, doerOf(request), request.params.id)), "目标表"),
  });
  app.route({
    method: "POST",
    url: "/api/declarations/:id/opinions",
    config: { action: "opinion.write" },
    schema: {
      tags,
      summary: "保存审核意见表：得分和意见；合计和等级按得分计算。seen 已有变化时答复 409",
      operationId: "keepOpinion",
      params: IdParams,
      body: OpinionWish,
      response: { 201: KeptOpinion.describe("保存的意见"), default: problemAnswer },
    },
    async handler(request, reply) {
      const { opinion, seen } = request.body;
      const { name, account } = request.actor;
      const level = await writingDesk(db, doerOf(request), request.params.id);
      return await reply.code(201).send(found(await keepOpinion(db, request.params.id, { ...opinion, seen, person: name, account, level }, today(), witnessOf(request, "opinion.write")), "目标表"));
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/declarations/:id/opinions/:opinionId",
    config: { action: "opinion.write" },
    schema: {
      tags,
      summary: "不再采用有效的意见，恢复为建议；留在历次保存里",
      operationId: "endOpinion",
      params: OpinionParams,
      response: { 200: KeptOpinion.describe("不再采用的意见"), default: problemAnswer },
    },
    async handler(request) {
      const { id, opinionId } = request.params;
      const level = await writingDesk(db, doerOf(request), id);
      return found(await endOpinion(db, id, opinionId, request.actor.name, level, witnessOf(request, "opinion.write")), "意见");
    },
  });
}
