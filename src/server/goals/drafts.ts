import { DabiaoError } from "../../problem.ts";
import { once } from "../../store/carried-out.ts";
import { claim, listUnclaimed } from "../../store/declarations/claims.ts";
import { removeDraft, saveDraft, startDraft } from "../../store/goals/drafts.ts";
import { inScope } from "../../store/scope.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { Declaration } from "../../declaration/schema.ts";
import { BatchAnswer, ConflictDocument, OnceHeaders, SeenHeaders } from "./contract.ts";
import { ClaimWish, DraftAnswer, DraftWish, Removed, UnclaimedList, UnclaimedQuery } from "./drafts-contract.ts";
import { doerOf, etagOf, keyed, seenBy } from "../preconditions.ts";
import { found, problemAnswer, problemOf } from "../problems.ts";
import { noteRefusal } from "../traces.ts";

const tags = ["编制"];

/** A declaration with hundreds of rows and the places of each of its values. */
export const draftAtMost = 4 * 1024 * 1024;

export const conflictAnswer = { description: "已被别人修改：两份都在答复里", content: { "application/problem+json": { schema: ConflictDocument } } };

export function addDraftRoutes(app: App, house: House): void {
  addWriting(app, house);
  addClaims(app, house);
}

function addWriting(app: App, { db }: House): void {
  app.route({
    method: "POST",
    url: "/api/declarations",
    config: { action: "declaration.edit" },
    schema: { tags, summary: "编制一张目标表：空白的，或以另一张（如上年的）为底稿", operationId: "startDraft", headers: OnceHeaders, body: DraftWish, response: { 201: DraftAnswer.describe("新的草稿"), default: problemAnswer } },
    async handler(request, reply) {
      const draft = await once(db, keyed(request), async (on) => await startDraft(on, doerOf(request), request.body));
      return await reply.code(201).header("etag", etagOf(draft.revision)).send(draft);
    },
  });
  app.route({
    method: "PUT",
    url: "/api/declarations/:id/draft",
    bodyLimit: draftAtMost,
    config: { action: "declaration.edit" },
    schema: {
      tags, summary: "保存草稿：整张表。If-Match 是看到的修订号；别人先保存了答复 412，两份都在答复里", operationId: "saveDraft",
      params: IdParams, headers: SeenHeaders, body: Declaration, response: { 200: DraftAnswer.describe("保存好的草稿"), 412: conflictAnswer, default: problemAnswer },
    },
    async handler(request, reply) {
      const seen = seenBy(request.headers);
      const draft = found(await once(db, keyed(request), async (on) => await saveDraft(on, doerOf(request), request.params.id, seen, request.body)), "目标表");
      return await reply.header("etag", etagOf(draft.revision)).send(draft);
    },
  });
  app.route({
    method: "DELETE",
    url: "/api/declarations/:id/draft",
    config: { action: "declaration.edit" },
    schema: { tags, summary: "删除一张在系统里编制、还没有送审过的目标表", operationId: "removeDraft", params: IdParams, headers: SeenHeaders, response: { 200: Removed.describe("删除的目标表"), default: problemAnswer } },
    async handler(request) {
      const { id } = request.params;
      found((await removeDraft(db, doerOf(request), id, seenBy(request.headers))) || null, "目标表");
      return { id };
    },
  });
}

function addClaims(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations/unclaimed",
    config: { action: "declaration.edit" },
    schema: { tags, summary: "以前导入、还没有归属的目标表里，印着自己单位名称或编码的", operationId: "listUnclaimed", querystring: UnclaimedQuery, response: { 200: UnclaimedList.describe("一页"), default: problemAnswer } },
    handler: async (request) => await listUnclaimed(db, doerOf(request), request.query.unit ?? null, request.query),
  });
  app.route({
    method: "POST",
    url: "/api/declarations/unclaimed",
    config: { action: "declaration.edit" },
    schema: { tags, summary: "认领以前导入的目标表，成为本单位的草稿；每张各自认领", operationId: "claimDeclarations", headers: OnceHeaders, body: ClaimWish, response: { 200: BatchAnswer.describe("每一张的结果"), default: problemAnswer } },
    async handler(request) {
      const { unit, ids } = request.body;
      const items: BatchAnswer["items"] = [];
      const { account, key } = keyed(request);
      for (const id of ids) {
        try {
          // Each under a key of its own, as the steps of a batch: sent again it goes on where it stopped.
          const one = { account, key: key === null ? null : `${key}/${id}`, request: { unit, id } };
          const { revision } = found(await inScope(null, async () => await once(db, one, async (on) => await claim(on, doerOf(request), unit, id))), "目标表");
          items.push({ id, state: "DRAFT", revision, problem: null });
        } catch (error) {
          if (!(error instanceof DabiaoError)) throw error;
          const problem = problemOf(error, null);
          noteRefusal(request, problem, id);
          items.push({ id, state: null, revision: null, problem });
        }
      }
      const done = items.filter(({ problem }) => problem === null).length;
      return { done, refused: items.length - done, items };
    },
  });
}
