// Who uses the house alone may do everything. So the server answers only this machine, or a proxy on it that speaks for
// the one address of DABIAO_ORIGIN, and only pages of its own: no other site's script (CSRF) and no foreign name that
// resolves to this machine (DNS rebinding).
import type { FastifyRequest } from "fastify";
import { DabiaoError } from "../problem.ts";
import type { App } from "./app.ts";

/** The only address the server listens on. */
export const loopback = "127.0.0.1";

const ownNames = ["127.0.0.1", "localhost", "[::1]"];

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  // antd writes its styles into <style> elements while the page runs.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** Puts the protecting headers on every answer and refuses requests that did not come from our own page or this machine. */
export function protect(app: App, origin: URL | null): void {
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers(headers);
    if (request.url.startsWith("/api/")) void reply.header("cache-control", "no-store");
    refuseForeignHost(request, origin);
    refuseForeignOrigin(request, origin);
  });
}

/** Whether a request came to the address that others know, not to this machine's own. */
export function isFromElsewhere({ headers }: FastifyRequest, origin: URL | null): boolean {
  return origin !== null && headers.host?.toLowerCase() === origin.host;
}

function refuseForeignHost(request: FastifyRequest, origin: URL | null): void {
  if (isFromElsewhere(request, origin)) return;
  // A request that was injected in process has no socket; it counts as one to the default port.
  const port = request.socket.localPort ?? 80;
  const host = request.headers.host?.toLowerCase();
  const own = ownNames.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  if (host !== undefined && own.includes(host)) return;
  throw new DabiaoError("API-06", {
    message: "这个地址（Host）不是本机的达标服务。",
    hint: `请用 http://${loopback}:${port}/ 打开。`,
  });
}

/**
 * Browsers say where a request comes from, in `Sec-Fetch-Site` and, with every method that changes something, in
 * `Origin`. Programs such as curl send neither; they are no browser that another site could have lured.
 */
function refuseForeignOrigin(request: FastifyRequest, known: URL | null): void {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return;
  const { origin, host, "sec-fetch-site": site } = request.headers;
  const expected = known && isFromElsewhere(request, known) ? known.origin : `http://${host?.toLowerCase()}`;
  const ownOrigin = origin === undefined || origin.toLowerCase() === expected;
  if (ownOrigin && (site === undefined || site === "same-origin")) return;
  throw new DabiaoError("API-07", { message: "不接受来自其他网站的操作。", hint: "请在达标自己的页面上操作。" });
}
