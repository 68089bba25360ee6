// More requests than can be answered are refused at once and told when to come again; whatever was acknowledged is there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fastify from "fastify";
import { answerProblems } from "../../src/server/problems.ts";
import type { App, House } from "../../src/server/app.ts";
import { limitLoad, type LoadLimits } from "../../src/server/load.ts";

const limits: LoadLimits = { atWork: 4, waiting: 6, patience: 60_000, perSecond: 0.001, atOnce: 50 };

let app: App;
/** Requests that are in work, to be let go by the test. */
const atWork: (() => void)[] = [];
const written: string[] = [];

before(async () => {
  app = fastify({ logger: false }) as unknown as App;
  answerProblems(app);
  limitLoad(app, { accounts: {} } as House, limits);
  app.get("/well", { config: { action: "house.health" } }, () => "well");
  app.get("/slow", { config: { action: "declaration.read" } }, async () => {
    await new Promise<void>((resolve) => atWork.push(resolve));
    return "done";
  });
  app.post("/write/:key", { config: { action: "declaration.edit" } }, async (request) => {
    await new Promise<void>((resolve) => atWork.push(resolve));
    const { key } = request.params as { key: string };
    written.push(key);
    return key;
  });
  await app.ready();
});
after(async () => await app.close());

const turn = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

/** Lets everything in work go on until all have answered. */
async function drain<Answer>(answers: Promise<Answer>): Promise<Answer> {
  let answered = false;
  const known = answers.finally(() => (answered = true));
  while (!answered) {
    for (const go of atWork.splice(0)) go();
    await turn();
  }
  return await known;
}

test("some are at work, some wait, the rest is refused with 503 and Retry-After; whether it is well is always told", async () => {
  const requests = Array.from({ length: 30 }, () => app.inject("/slow"));
  while (atWork.length < limits.atWork) await turn();
  for (let i = 0; i < 50; i++) await turn();
  assert.equal(atWork.length, limits.atWork);
  assert.equal((await app.inject("/well")).statusCode, 200);
  const answers = await drain(Promise.all(requests));
  const statuses = answers.map(({ statusCode }) => statusCode);
  assert.equal(statuses.filter((status) => status === 200).length, limits.atWork + limits.waiting);
  for (const refused of answers.filter(({ statusCode }) => statusCode !== 200)) {
    assert.equal(refused.statusCode, 503);
    assert.match(String(refused.headers["retry-after"]), /^\d+$/);
    assert.equal((JSON.parse(refused.body) as { code: string }).code, "LOAD-01");
  }
});

test("afterwards everybody is let in again", async () => {
  const answers = await drain(Promise.all(Array.from({ length: limits.atWork + limits.waiting }, () => app.inject("/slow"))));
  assert.ok(answers.every(({ statusCode }) => statusCode === 200));
});

test("under a flood of writes, what was acknowledged is written and what was refused is not begun", async () => {
  const answers = await drain(Promise.all(Array.from({ length: 200 }, (_, key) => app.inject({ method: "POST", url: `/write/${key}` }))));
  const acknowledged = answers.filter(({ statusCode }) => statusCode === 200).map(({ body }) => body);
  assert.ok(acknowledged.length > 0 && acknowledged.length < 200);
  assert.deepEqual([...written].sort(), acknowledged.sort());
});

test("one session that asks without end is slowed down with 429; others are not", async () => {
  const ask = async (token: string) => await app.inject({ url: "/slow", headers: { cookie: `dabiao=${token}`, host: "localhost:80" } });
  const statuses: number[] = [];
  for (let i = 0; i < limits.atOnce + 5; i++) {
    const answer = await drain(ask("greedy"));
    statuses.push(answer.statusCode);
    if (answer.statusCode === 429) assert.equal(answer.headers["retry-after"], "1");
  }
  assert.deepEqual([statuses.filter((one) => one === 200).length, statuses.filter((one) => one === 429).length], [limits.atOnce, 5]);
  assert.equal((await drain(ask("modest"))).statusCode, 200);
});

test("a place in line is given back by whoever goes away", async () => {
  await app.listen({ host: "127.0.0.1", port: 0 });
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  for (let round = 0; round < 5; round++) {
    const stop = new AbortController();
    const gone = Array.from({ length: limits.atWork + limits.waiting }, () => fetch(`http://127.0.0.1:${port}/slow`, { signal: stop.signal }).catch(() => null));
    while (atWork.length < limits.atWork) await turn();
    stop.abort();
    await Promise.all(gone);
    for (let i = 0; i < 20; i++) {
      for (const go of atWork.splice(0)) go();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const answers = await drain(Promise.all(Array.from({ length: limits.atWork + limits.waiting }, () => app.inject("/slow"))));
  assert.deepEqual(answers.map(({ statusCode }) => statusCode), answers.map(() => 200));
});
