import { inScope } from "../store/scope.ts";
import { readiness } from "../store/migrate.ts";
import type { App, House } from "./app.ts";
import { Health } from "./contract.ts";

export function addHealthRoutes(app: App, { db, backups }: House): void {
  app.route({
    method: "GET",
    url: "/healthz",
    config: { action: "house.health" },
    schema: { tags: ["运行"], summary: "进程在运行", operationId: "getHealth", response: { 200: Health.describe("在运行") } },
    handler: () => ({ status: "ok" as const, message: null }),
  });
  app.route({
    method: "GET",
    url: "/readyz",
    config: { action: "house.health" },
    schema: {
      tags: ["运行"],
      summary: "数据库连得上，结构是最新的",
      operationId: "getReadiness",
      response: { 200: Health.describe("可以使用"), 503: Health.describe("暂时不能使用") },
    },
    async handler(_request, reply) {
      const trouble = await readiness(db);
      return trouble === null
        ? { status: "ok" as const, message: null, ...(backups ? { warnings: await inScope(null, async () => await backups.warnings()) } : {}) }
        : reply.code(503).send({ status: "unavailable", message: trouble });
    },
  });
}
