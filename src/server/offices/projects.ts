import { countOpenPairs, decidePair, findProject, listPairs, listProjects } from "../../store/offices/project-pairs.ts";
import { roles } from "../../workflow/roles.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { App, House } from "../app.ts";
import { PairDecision, PairQuery, ProjectAnswer, ProjectList, ProjectPair, ProjectPairList, ProjectQuery } from "./contract.ts";
import { IdParams } from "../contract.ts";
import { AdminHeaders, carryOut } from "../preconditions.ts";
import { found, problemAnswer } from "../problems.ts";
import { witnessOf } from "../witness.ts";

const tags = ["项目"];

/** Whoever works for units alone sees only their projects. */
function ownOffices({ mode, grants, reach }: Actor): { offices?: readonly string[] } {
  return mode !== "local" && grants.every(({ role }) => roles[role].at === "unit") ? { offices: reach.units } : {};
}

export function addProjectRoutes(app: App, { db }: House): void {
  app.route({
    method: "GET",
    url: "/api/projects",
    config: { action: "project.read" },
    schema: { tags, summary: "项目，新的在前；并入别的项目的不列", operationId: "listProjects", querystring: ProjectQuery, response: { 200: ProjectList.describe("一页项目"), default: problemAnswer } },
    handler: async ({ actor, query: { after, limit, ...filter } }) => await listProjects(db, { ...filter, ...ownOffices(actor) }, { after, limit }),
  });
  app.route({
    method: "GET",
    url: "/api/projects/:id",
    config: { action: "project.read" },
    schema: { tags, summary: "一个项目，和并入它的项目", operationId: "getProject", params: IdParams, response: { 200: ProjectAnswer.describe("项目"), default: problemAnswer } },
    handler: async (request) => found(await findProject(db, request.params.id), "项目"),
  });
  app.route({
    method: "GET",
    url: "/api/projects/pairs",
    config: { action: "project.read" },
    schema: { tags, summary: "可能是同一个的项目：待确认的，或确认过的", operationId: "listProjectPairs", querystring: PairQuery, response: { 200: ProjectPairList.describe("一页"), default: problemAnswer } },
    async handler({ actor, query: { after, limit, ...filter } }) {
      const own = ownOffices(actor);
      return { ...(await listPairs(db, { ...filter, ...own }, { after, limit })), open: await countOpenPairs(db, own.offices) };
    },
  });
  app.route({
    method: "POST",
    url: "/api/projects/pairs",
    config: { action: "project.merge" },
    schema: { tags, summary: "确认两个项目是同一个（并入保留的那个）或不是；以后不再询问", operationId: "decideProjectPair", headers: AdminHeaders, body: PairDecision, response: { 200: ProjectPair.describe("确认的结果"), default: problemAnswer } },
    async handler(request) {
      const { kept, other, same } = request.body;
      return found(await carryOut(db, request, async (on) => await decidePair(on, kept, other, same, witnessOf(request, "project.merge"))), "项目");
    },
  });
}
