import fastifyStatic from "@fastify/static";
import { DabiaoError } from "../problem.ts";
import type { App } from "./app.ts";
import { answer } from "./problems.ts";

/**
 * Serves the built page. Its own addresses (`/declarations/…`) exist only in the browser, so every GET that is neither
 * a file nor the API gets the page itself.
 */
export async function servePage(app: App, folder: string | null): Promise<void> {
  if (folder !== null) {
    await app.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders(reply, file) {
        // The names of assets change with their content; the page that names them must always be asked for.
        void reply.header("cache-control", /[\\/]assets[\\/]/.test(file) ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "/";
    const isPage = request.method === "GET" && !/^\/(api|assets)(\/|$)/.test(path);
    if (folder !== null && isPage) return reply.sendFile("index.html");
    return answer(
      request,
      reply,
      new DabiaoError("API-02", { message: `没有这个地址：${request.method} ${path}`, hint: "API 的说明在 /api/docs。" }),
    );
  });
}
