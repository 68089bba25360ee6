import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { after, before, test } from "node:test";
import type { InjectOptions } from "fastify";
import { ProblemDocument } from "../../src/server/contract.ts";
import type { App } from "../../src/server/app.ts";
import { logFor } from "../../src/server/log.ts";
import { openDatabase } from "../../src/store/database.ts";
import { startTestServer, type TestServer } from "../store/database.ts";
import { serverOn } from "./house.ts";

let postgres: TestServer;
let app: App;

before(async () => {
  postgres = await startTestServer();
  app = await serverOn((await postgres.migratedDatabase()).db);
});
after(async () => {
  await app.close();
  await postgres.stop();
});

async function problem(request: InjectOptions, on = app): Promise<ProblemDocument> {
  const answer = await on.inject(request);
  assert.match(String(answer.headers["content-type"]), /^application\/problem\+json/);
  const document = ProblemDocument.parse(answer.json());
  assert.equal(document.status, answer.statusCode);
  return document;
}

test("what a schema refuses is named with its path, in Chinese", async () => {
  const { status, code, title, errors } = await problem({ url: "/api/declarations?limit=0&year=abc" });
  assert.deepEqual([status, code, title], [400, "API-01", "请求的内容不符合要求。"]);
  assert.deepEqual(errors.map((error) => error.path).sort(), ["limit", "year"]);
  for (const { message } of errors) assert.match(message, /\p{Script=Han}/u);
  assert.equal((await problem({ url: "/api/declarations/17" })).errors[0]?.path, "id");
  assert.equal((await problem({ method: "PUT", url: "/api/person", payload: { name: "   " } })).errors[0]?.path, "name");
});

test("what does not exist is 404, address or thing", async () => {
  assert.equal((await problem({ url: "/api/nothing" })).code, "API-02");
  assert.equal((await problem({ method: "DELETE", url: "/api/person" })).code, "API-02");
  for (const noun of ["declarations", "documents", "imports"]) {
    const { status, code } = await problem({ url: `/api/${noun}/018f0000-0000-7000-8000-000000000000` });
    assert.deepEqual([status, code], [404, "API-03"], noun);
  }
});

test("addresses and words that nobody types do no harm", async () => {
  assert.equal((await problem({ url: "/api/%zz" })).code, "API-11");
  assert.equal(
    (await problem({ url: `/api/imports/018f0000-0000-7000-8000-000000000000/samples/${"长".repeat(400)}`, method: "POST" }))
      .status,
    400,
  );
  for (const query of ["text=%00", "unit=%00", "text=%F0%9F%98%80", "text=%5C%25_", "unit=%5C", `text=${"a%20".repeat(100)}`]) {
    assert.equal((await app.inject(`/api/declarations?${query}`)).statusCode, 200, query);
  }
});

test("a garbage cursor and bodies of the wrong kind are refused", async () => {
  assert.deepEqual([(await problem({ url: "/api/declarations?after=garbage" })).code], ["LIST-01"]);
  assert.equal((await problem({ url: "/api/imports?after=garbage" })).status, 400);
  const put = { method: "PUT", url: "/api/person" } as const;
  assert.equal((await problem({ ...put, payload: "{", headers: { "content-type": "application/json" } })).code, "API-08");
  assert.equal((await problem({ ...put, payload: "<a/>", headers: { "content-type": "text/xml" } })).status, 415);
  assert.equal((await problem({ ...put, payload: { name: "名".repeat(70_000) } })).status, 413);
});

test("a Host that is not this machine is refused, with port and without", async () => {
  for (const host of ["evil.example", "127.0.0.1:8080", "localhost.evil.example:80", "192.168.1.5"]) {
    const { status, code } = await problem({ url: "/api/person", headers: { host } });
    assert.deepEqual([status, code], [421, "API-06"], host);
  }
  for (const host of ["127.0.0.1", "localhost:80", "LOCALHOST", "[::1]:80"]) {
    assert.equal((await app.inject({ url: "/healthz", headers: { host } })).statusCode, 200, host);
  }
});

test("another site can change nothing", async () => {
  const put = { method: "PUT", url: "/api/person", payload: { name: "甲" } } as const;
  const foreign = [
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://localhost:8080" },
    { origin: "https://localhost:80" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "http://localhost:80" },
  ];
  for (const headers of foreign)
    assert.equal((await problem({ ...put, headers: { host: "localhost:80", ...headers } })).code, "API-07");
  const own = { host: "localhost:80", origin: "http://localhost:80", "sec-fetch-site": "same-origin" };
  assert.equal((await app.inject({ ...put, headers: own })).statusCode, 200);
  assert.equal((await app.inject(put)).statusCode, 200, "a program that is no browser");
});

test("every answer has the protecting headers, errors too", async () => {
  for (const url of ["/healthz", "/api/nothing", "/api/docs", "/api/openapi.json"]) {
    const { headers } = await app.inject(url);
    const policy = String(headers["content-security-policy"]);
    assert.match(policy, /script-src 'self';/, url);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
  }
});

test("an unexpected error is 500 with a log line, and shows nothing of the inside", async () => {
  const log = new PassThrough();
  const { db, pool } = await postgres.migratedDatabase();
  const broken = await serverOn(db, { log: logFor(undefined, log) });
  await pool.query("drop table person");
  const document = await problem({ url: "/api/person" }, broken);
  assert.deepEqual([document.status, document.code], [500, "API-10"]);
  assert.doesNotMatch(JSON.stringify(document), /\\"person|relation|\.ts/);
  assert.match(String(log.read()), /错误 没有料到的错误\n.*relation "person" does not exist/s);
  await broken.close();
});

test("without its database the server lives, says so, and goes on when the database is back", async () => {
  const { db } = openDatabase("postgres://nobody@127.0.0.1:1/nothing", () => undefined);
  const alone = await serverOn(db);
  const answer = await alone.inject("/api/declarations");
  assert.equal(answer.headers["retry-after"], "5");
  assert.deepEqual([answer.statusCode, answer.json<ProblemDocument>().code], [503, "STORE-01"]);
  assert.equal((await alone.inject("/readyz")).statusCode, 503);
  assert.equal((await alone.inject("/healthz")).statusCode, 200);
  await alone.close();

  // Every connection is cut; whoever comes next gets a new one.
  const { pool, url, db: own } = await postgres.migratedDatabase();
  const survivor = await serverOn(own);
  assert.equal((await survivor.inject("/readyz")).statusCode, 200);
  const name = new URL(url).pathname.slice(1);
  const killer = openDatabase(url, () => undefined);
  await killer.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()",
    [name],
  );
  await killer.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(pool.idleCount, 0);
  assert.equal((await survivor.inject("/api/person")).statusCode, 200);
  await survivor.close();
});
