import { todoFigures } from "../../store/goals/todo.ts";
import { figuresOf, yearsHere } from "../../store/workbench/workbench.ts";
import { may } from "../../workflow/permissions.ts";
import type { App, House } from "../app.ts";
import { problemAnswer } from "../problems.ts";
import { today } from "../today.ts";
import { Workbench, WorkbenchQuery } from "./contract.ts";

/** What somebody begins the day with: how the year stands, and what waits. */
export function addWorkbenchRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/workbench",
    config: { action: "declaration.read" },
    schema: { tags: ["工作台"], summary: "我的单位、部门或地区一个年度的情况", operationId: "getWorkbench", querystring: WorkbenchQuery, response: { 200: Workbench.describe("汇总"), default: problemAnswer } },
    async handler(request) {
      const day = today();
      const years = await yearsHere(db);
      const year = request.query.year ?? currentOf(years, Number(day.slice(0, 4)));
      const figures = await figuresOf(db, year);
      const todo = may(request.actor, "todo.read") === "allowed" ? await todoFigures(db, request.actor, day) : null;
      return { year, years, ...figures, todo };
    },
  });
}

/** The year that is worked on: the latest, but for years that only a misread table can have; the next where there is none. */
const currentOf = (years: readonly number[], now: number): number => years.find((year) => year <= now + 1) ?? years.at(-1) ?? now + 1;
