// A server that ends waits for answers that are under way, not for connections over which nothing was ever asked.
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { test } from "node:test";
import fastify from "fastify";
import type { App } from "../../src/server/app.ts";
import { closeUnused } from "../../src/server/closing.ts";

test("a connection that a browser opened ahead is closed at once, an answer under way is finished", async () => {
  const app = fastify() as unknown as App;
  closeUnused(app);
  const atWork = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  app.get("/slow", async () => {
    begun.resolve();
    await atWork.promise;
    return "done";
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as net.AddressInfo;
  const ahead = net.connect(port, "127.0.0.1").resume();
  await once(app.server, "connection");
  const answer = fetch(`http://127.0.0.1:${port}/slow`);
  await begun.promise;
  const closing = app.close();
  await once(ahead, "close");
  atWork.resolve();
  assert.equal(await (await answer).text(), "done");
  await closing;
});
