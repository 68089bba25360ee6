import { previousYearOf } from "../../store/goals/previous-year.ts";
import { historyOf } from "../../store/goals/history.ts";
import { differenceBetween, findVersion, stepsOf, versionsOf } from "../../store/goals/versions.ts";
import type { App, House } from "../app.ts";
import { IdParams } from "../contract.ts";
import { PreviousYear } from "./drafts-contract.ts";
import { Difference, DifferenceQuery, HistoryPage, HistoryQuery, StepList, VersionAnswer, VersionList, VersionParams } from "./versions-contract.ts";
import { found, problemAnswer } from "../problems.ts";

const tags = ["版本"];

export function addVersionRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/declarations/:id/steps",
    config: { action: "version.read" },
    schema: { tags, summary: "办理过程：谁在什么时候办了哪一步、意见和答复", operationId: "listSteps", params: IdParams, response: { 200: StepList.describe("办理过程"), default: problemAnswer } },
    handler: async (request) => ({ items: found(await stepsOf(db, request.params.id), "目标表") }),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/history",
    config: { action: "history.read" },
    schema: { tags, summary: "经过：办理、修改、核对和导出，按各人可以知道的，新的在前", operationId: "listHistory", params: IdParams, querystring: HistoryQuery, response: { 200: HistoryPage.describe("一页经过"), default: problemAnswer } },
    handler: async ({ actor, params: { id }, query }) => found(await historyOf(db, actor, id, query), "目标表"),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/versions",
    config: { action: "version.read" },
    schema: { tags, summary: "送审、退回、批复、调整留下的各版", operationId: "listVersions", params: IdParams, response: { 200: VersionList.describe("各版"), default: problemAnswer } },
    handler: async (request) => ({ items: found(await versionsOf(db, request.params.id), "目标表") }),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/versions/:number",
    config: { action: "version.read" },
    schema: { tags, summary: "一版的全部内容", operationId: "getVersion", params: VersionParams, response: { 200: VersionAnswer.describe("一版"), default: problemAnswer } },
    handler: async ({ params: { id, number } }) => found(await findVersion(db, id, number), "版本"),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/difference",
    config: { action: "version.read" },
    schema: { tags, summary: "两版之间、或一版与现在之间逐项的不同", operationId: "getDifference", params: IdParams, querystring: DifferenceQuery, response: { 200: Difference.describe("不同"), default: problemAnswer } },
    handler: async ({ params: { id }, query: { from, to } }) => ({ changes: found(await differenceBetween(db, id, from, to ?? null), "版本") }),
  });
  app.route({
    method: "GET",
    url: "/api/declarations/:id/previous-year",
    config: { action: "declaration.read" },
    schema: { tags, summary: "同一项目上年的目标表和自评结果，供对照", operationId: "getPreviousYear", params: IdParams, response: { 200: PreviousYear.describe("上年的表"), default: problemAnswer } },
    handler: async (request) => found(await previousYearOf(db, request.params.id), "目标表"),
  });
}
