import { deadlinesOf, setDeadlines } from "../../store/goals/deadlines.ts";
import { deskOf } from "../../store/goals/desk.ts";
import { overdueOf, todoOf } from "../../store/goals/todo.ts";
import type { App, House } from "../app.ts";
import { DeadlineParams, Deadlines, DeskList, DeskQuery, TodoQuery, WaitingList, WaitingQuery } from "./todo-contract.ts";
import { AdminHeaders, carryOut, contentTag, doerOf } from "../preconditions.ts";
import { problemAnswer } from "../problems.ts";
import { today } from "../today.ts";

const tags = ["待办"];

/** What waits for whom, and until when. */
export function addTodoRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/todo",
    config: { action: "todo.read" },
    schema: { tags, summary: "等着我办理的，先到期的在前", operationId: "listTodo", querystring: TodoQuery, response: { 200: WaitingList.describe("一页待办"), default: problemAnswer } },
    handler: async (request) => await todoOf(db, request.actor, request.query, today()),
  });
  app.route({
    method: "GET",
    url: "/api/desk",
    config: { action: "todo.read" },
    schema: { tags, summary: "等着我审核的目标表，风险大的在前，各有理由", operationId: "listDesk", querystring: DeskQuery, response: { 200: DeskList.describe("一页待审核的"), default: problemAnswer } },
    handler: async (request) => await deskOf(db, request.actor, request.query, today()),
  });
  app.route({
    method: "GET",
    url: "/api/overdue",
    config: { action: "todo.read" },
    schema: { tags, summary: "我能看到的逾期未办的，先到期的在前", operationId: "listOverdue", querystring: WaitingQuery, response: { 200: WaitingList.describe("一页逾期的"), default: problemAnswer } },
    handler: async (request) => await overdueOf(db, request.query, today()),
  });
  app.route({
    method: "GET",
    url: "/api/deadlines/:region/:year",
    config: { action: "calendar.read" },
    schema: { tags, summary: "一个地区一个年度的截止日", operationId: "getDeadlines", params: DeadlineParams, response: { 200: Deadlines.describe("截止日"), default: problemAnswer } },
    async handler({ params: { region, year } }, reply) {
      const days = await deadlinesOf(db, region, year);
      void reply.header("etag", contentTag(days));
      return days;
    },
  });
  app.route({
    method: "PUT",
    url: "/api/deadlines/:region/:year",
    config: { action: "calendar.manage" },
    schema: { tags, summary: "设定一个地区一个年度的截止日", operationId: "setDeadlines", params: DeadlineParams, headers: AdminHeaders, body: Deadlines, response: { 200: Deadlines.describe("设定后的截止日"), default: problemAnswer } },
    async handler(request, reply) {
      const { region, year } = request.params;
      const days = await carryOut(db, request, async (on) => await setDeadlines(on, doerOf(request), region, year, request.body), { current: async (on) => await deadlinesOf(on, region, year) });
      void reply.header("etag", contentTag(days));
      return days;
    },
  });
}
