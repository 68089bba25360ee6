import { type Check as StoredCheck, checkHistory } from "../../store/checks/history.ts";
import { countQueue, listQueue } from "../../store/checks/queue.ts";
import { isOwnCheck, keepCheck, takeBackCheck } from "../../store/checks/checks.ts";
import { authorise } from "../../store/goals/authority.ts";
import { heldColumns, seesHandedOn } from "../../store/declarations/handed-on.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { Check, CheckCounts, CheckCountsQuery, CheckHistory, CheckParams, CheckQuery, CheckQueue, CheckWish } from "./checks-contract.ts";
import { doerOf } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { witnessOf } from "../witness.ts";

const tags = ["核对"];

/** A check as it is told to somebody. */
function toldCheck({ account, ...check }: StoredCheck, actor: Actor): Check {
  return { ...check, own: isOwnCheck({ account, person: check.person }, actor.account, actor.name) };
}

export const toldChecks = (checks: readonly StoredCheck[], actor: Actor): Check[] => checks.map((check) => toldCheck(check, actor));

export function addCheckRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/checks",
    config: { action: "check.read" },
    schema: {
      tags,
      summary: "待核对的值：后导入的在前，同一文件里按原来的次序",
      operationId: "listChecks",
      querystring: CheckQuery,
      response: { 200: CheckQueue.describe("一页待核对的值"), default: problemAnswer },
    },
    async handler(request) {
      const { after, limit, ...filter } = request.query;
      return await listQueue(db, filter, { after, limit });
    },
  });
  app.route({
    method: "GET",
    url: "/api/checks/counts",
    config: { action: "check.read" },
    schema: {
      tags,
      summary: "待核对的数目：合计、按原因、按来源文件",
      operationId: "countChecks",
      querystring: CheckCountsQuery,
      response: { 200: CheckCounts.describe("数目"), default: problemAnswer },
    },
    handler: async (request) => await countQueue(db, request.query),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/checks",
    config: { action: "check.read" },
    schema: {
      tags,
      summary: "一份目标表的核对记录，新的在前；被取代和撤回的也在内",
      operationId: "listChecksOfDeclaration",
      params: IdParams,
      response: { 200: CheckHistory.describe("核对记录"), default: problemAnswer },
    },
    async handler(request) {
      const { id } = request.params;
      const held = found(await db.selectFrom("declaration").select(heldColumns).where("id", "=", id).executeTakeFirst(), "目标表");
      // What the unit corrects while it works on it again is not for others to see.
      return { items: seesHandedOn(held) ? [] : toldChecks(await checkHistory(db, id), request.actor) };
    },
  });
  app.route({
    method: "POST",
    url: "/api/declarations/:id/checks",
    config: { action: "check.write" },
    schema: {
      tags,
      summary: "确认或更正一个值；seen 是核对人看到的值，已有变化时答复 409",
      operationId: "checkValue",
      params: IdParams,
      body: CheckWish,
      response: { 201: Check.describe("这次核对"), default: problemAnswer },
    },
    async handler(request, reply) {
      await authorise(db, doerOf(request), "check.write", request.params.id);
      const wish = { ...request.body, person: request.actor.name };
      const check = found(await keepCheck(db, request.params.id, wish, witnessOf(request, "check.write")), "目标表");
      return await reply.code(201).send(toldCheck(check, request.actor));
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/declarations/:id/checks/:checkId",
    config: { action: "check.write" },
    schema: {
      tags,
      summary: "撤回自己的一次核对，回到之前的值",
      operationId: "takeBackCheck",
      params: CheckParams,
      response: { 200: Check.describe("撤回的核对"), default: problemAnswer },
    },
    async handler(request) {
      const { id, checkId } = request.params;
      await authorise(db, doerOf(request), "check.write", id);
      return toldCheck(found(await takeBackCheck(db, id, checkId, request.actor.name, witnessOf(request, "check.write")), "核对"), request.actor);
    },
  });
}
