import { DabiaoError } from "../../problem.ts";
import { belongingOfFinding, reviewDeclaration } from "../../store/reviews/reviews.ts";
import { allWaivers, endWaiver, keepWaiver, ownersOfWaiver } from "../../store/reviews/waivers.ts";
import { authorise } from "../../store/goals/authority.ts";
import { roleFor } from "../../store/goals/doer.ts";
import { permissions } from "../../workflow/permissions.ts";
import type { RoleId } from "../../workflow/roles.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { DeclarationReview, Waiver, WaiverList, WaiverWish } from "./contract.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { witnessOf } from "../witness.ts";
import { today } from "../today.ts";

const tags = ["审核"];

export function addReviewRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations/:id/review",
    config: { action: "review.read" },
    schema: {
      tags,
      summary: "一张目标表的审核：问题和每条规则的结论；同一文件和同一单位的其他表放在一起看",
      operationId: "reviewDeclaration",
      params: IdParams,
      response: { 200: DeclarationReview.describe("审核结果"), default: problemAnswer },
    },
    handler: async (request) => found(await reviewDeclaration(db, request.params.id, today()), "目标表"),
  });
  app.route({
    method: "POST",
    url: "/api/declarations/:id/waivers",
    config: { action: "review.waive" },
    schema: {
      tags,
      summary: "把一个问题设为不再提示，写明理由、范围和期限",
      operationId: "waiveFinding",
      params: IdParams,
      body: WaiverWish,
      response: { 201: Waiver.describe("这次设定"), default: problemAnswer },
    },
    async handler(request, reply) {
      await authorise(db, doerOf(request), "review.waive", request.params.id);
      const { rule, path, message, ...told } = request.body;
      const belonging = await belongingOfFinding(db, request.params.id, { rule, path, message }, today());
      if (!belonging) throw new DabiaoError("REVIEW-02", { message: "这个问题已经不在了：表格或规则刚刚改过。", hint: "请刷新后再看。" });
      return await reply.code(201).send(await keepWaiver(db, request.params.id, belonging, { ...told, message, person: request.actor.name }, witnessOf(request, "review.waive")));
    },
  });
  app.route({
    method: "GET",
    url: "/api/waivers",
    config: { action: "review.read" },
    schema: { tags, summary: "全部不再提示的设定，新的在前；已取消的也在内", operationId: "listWaivers", response: { 200: WaiverList.describe("设定"), default: problemAnswer } },
    handler: async () => ({ items: await allWaivers(db) }),
  });
  app.route({
    method: "DELETE",
    url: "/api/waivers/:id",
    config: { action: "review.waive" },
    schema: { tags, summary: "取消一个不再提示的设定，问题重新提示", operationId: "endWaiver", params: IdParams, response: { 200: Waiver.describe("取消的设定"), default: problemAnswer } },
    async handler(request) {
      const owned = found(await ownersOfWaiver(db, request.params.id), "设定");
      roleFor(doerOf(request), permissions["review.waive"].who as readonly RoleId[], owned);
      return found(await endWaiver(db, request.params.id, request.actor.name, witnessOf(request, "review.waive")), "设定");
    },
  });
}
