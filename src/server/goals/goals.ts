import { DabiaoError } from "../../problem.ts";
import { once } from "../../store/carried-out.ts";
import { setControl, setSecondLevel, setSecret } from "../../store/goals/marks.ts";
import { act, errorsAhead, type StepDone, waysOf } from "../../store/goals/goals.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { BatchAnswer, type BatchWish, BatchWish as BatchBody, ControlWish, OnceHeaders, SecondLevelWish, SecretWish, SeenHeaders, StepAnswer, StepWish, WayList } from "./contract.ts";
import { doerOf, etagOf, keyed, seenBy } from "../preconditions.ts";
import { found, problemAnswer, problemOf } from "../problems.ts";
import { today } from "../today.ts";
import { noteRefusal } from "../traces.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Db } from "../../store/database.ts";

const tags = ["办理"];
const done = { 200: StepAnswer.describe("办理以后"), default: problemAnswer };

export function addGoalRoutes(app: App, house: House): void {
  addSteps(app, house);
  addMarks(app, house);
}

function addSteps(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations/:id/ways",
    config: { action: "declaration.read" },
    schema: { tags, summary: "现在可以办理什么，还缺什么", operationId: "listWays", params: IdParams, response: { 200: WayList.describe("可以办理的"), default: problemAnswer } },
    async handler(request, reply) {
      const ways = found(await waysOf(db, doerOf(request), request.params.id, today()), "目标表");
      void reply.header("etag", etagOf(ways.revision));
      return ways;
    },
  });
  app.route({
    method: "POST",
    url: "/api/declarations/:id/steps",
    config: { action: "goal.act" },
    schema: { tags, summary: "办理一步：送审、退回、转报、通过、批复、公开等。缺条件时答复 422，逐项说明", operationId: "takeStep", params: IdParams, headers: SeenHeaders, body: StepWish, response: done },
    async handler(request, reply) {
      const revision = seenBy(request.headers);
      return await told(reply, await once(db, keyed(request), async (on) => await act(on, doerOf(request), request.params.id, { ...request.body, revision }, today())));
    },
  });
  app.route({
    method: "POST",
    url: "/api/steps",
    bodyLimit: 1024 * 1024,
    config: { action: "goal.act" },
    schema: { tags, summary: "成批办理，最多 1000 张；每张各自办成或不成，各有结果", operationId: "takeSteps", headers: OnceHeaders, body: BatchBody, response: { 200: BatchAnswer.describe("每一张的结果"), default: problemAnswer } },
    handler: async (request) => await batch(db, request, request.body),
  });
}

async function told(reply: FastifyReply, step: StepDone | undefined): Promise<StepDone> {
  const answer = found(step, "目标表");
  void reply.header("etag", etagOf(answer.revision));
  return await Promise.resolve(answer);
}

/** Errors are counted together for so many declarations of a batch. */
const countedAtOnce = 100;

/** Each item in a transaction and under a key of its own: a batch that is sent again goes on where it stopped. */
async function batch(db: Db, request: FastifyRequest, { items: wanted, ...wish }: BatchWish): Promise<BatchAnswer> {
  const [doer, { account, key }] = [doerOf(request), keyed(request)];
  const items: BatchAnswer["items"] = [];
  for (let from = 0; from < wanted.length; from += countedAtOnce) {
    const some = wanted.slice(from, from + countedAtOnce);
    const known = await errorsAhead(db, wish.action, some.map(({ id }) => id), today());
    for (const { id, revision, yuan } of some) {
      const own = { ...wish, revision, approval: wish.approval && { ...wish.approval, yuan: yuan ?? wish.approval.yuan } };
      try {
        const one = { account, key: key === null ? null : `${key}/${id}`, request: own };
        const step = found(await once(db, one, async (on) => await act(on, doer, id, own, today(), known.get(id))), "目标表");
        items.push({ id, state: step.state, revision: step.revision, problem: null });
      } catch (error) {
        if (!(error instanceof DabiaoError)) throw error;
        const problem = problemOf(error, null);
        noteRefusal(request, problem, id);
        items.push({ id, state: null, revision: null, problem });
      }
    }
  }
  const finished = items.filter(({ problem }) => problem === null).length;
  return { done: finished, refused: items.length - finished, items };
}

function addMarks(app: App, { db }: House): void {
  app.route({
    method: "PUT",
    url: "/api/declarations/:id/control",
    config: { action: "goal.control" },
    schema: { tags, summary: "下达一下控制数", operationId: "setControl", params: IdParams, headers: SeenHeaders, body: ControlWish, response: done },
    async handler(request, reply) {
      const seen = seenBy(request.headers);
      return await told(reply, await once(db, keyed(request), async (on) => await setControl(on, doerOf(request), request.params.id, seen, request.body.yuan)));
    },
  });
  app.route({
    method: "PUT",
    url: "/api/declarations/:id/second-level",
    config: { action: "goal.level" },
    schema: { tags, summary: "定为二级项目（由主管部门批复）或一级项目", operationId: "setSecondLevel", params: IdParams, headers: SeenHeaders, body: SecondLevelWish, response: done },
    async handler(request, reply) {
      const seen = seenBy(request.headers);
      return await told(reply, await once(db, keyed(request), async (on) => await setSecondLevel(on, doerOf(request), request.params.id, seen, request.body.secondLevel)));
    },
  });
  app.route({
    method: "PUT",
    url: "/api/declarations/:id/secret",
    config: { action: "declaration.secret" },
    schema: { tags, summary: "标记或取消涉密；涉密的不公开、不入册、不成批导出", operationId: "setSecret", params: IdParams, headers: SeenHeaders, body: SecretWish, response: done },
    async handler(request, reply) {
      const seen = seenBy(request.headers);
      return await told(reply, await once(db, keyed(request), async (on) => await setSecret(on, doerOf(request), request.params.id, seen, request.body.secret)));
    },
  });
}
