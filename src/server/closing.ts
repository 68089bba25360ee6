import type { Socket } from "node:net";
import type { App } from "./app.ts";

/** How often a server that ends looks for connections that have become free, in milliseconds. */
const sweepEvery = 50;

/**
 * Lets a server that is to end wait for answers that are under way and for nothing else. Browsers open connections ahead
 * of what they will ask: Node takes one over which nothing came yet for one at work, for a minute. And it keeps the
 * connection of an answer that was under way open for whatever may be asked next.
 */
export function closeUnused(app: App): void {
  const open = new Set<Socket>();
  app.server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  app.addHook("preClose", (done) => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    const sweep = setInterval(() => app.server.closeIdleConnections(), sweepEvery).unref();
    app.server.once("close", () => clearInterval(sweep));
    done();
  });
}
