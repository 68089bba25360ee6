// Connections that wait for whoever asked over them last.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { Parking } from "../../src/store/parking.ts";
import { startTestServer, type TestServer } from "./database.ts";

let postgres: TestServer;
before(async () => {
  postgres = await startTestServer();
});
after(async () => await postgres.stop());

const process = async (client: pg.PoolClient): Promise<number> => Number((await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid);

async function parked(max: number): Promise<Parking> {
  const { url } = await postgres.migratedDatabase();
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on("error", () => undefined).on("connect", (client) => client.on("error", () => undefined));
  return new Parking(pool);
}

/** Takes the connection of somebody, asks which process it is, and gives it back. */
async function once(parking: Parking, name: string): Promise<number> {
  const client = await parking.take(name);
  const pid = await process(client);
  client.release();
  return pid;
}

test("whoever comes back gets the connection that they had; others do not take it while there may be more", async () => {
  const parking = await parked(3);
  const [zhao, qian, sun] = [await once(parking, "赵"), await once(parking, "钱"), await once(parking, "孙")];
  assert.equal(new Set([zhao, qian, sun]).size, 3);
  assert.deepEqual([await once(parking, "钱"), await once(parking, "赵"), await once(parking, "孙")], [qian, zhao, sun]);
  assert.equal(await once(parking, "李"), qian, "all are there: the one that waited longest");
  await parking.end();
});

test("more people than connections: everybody gets a turn, also those who wait in line", async () => {
  const parking = await parked(2);
  const pids = await Promise.all(Array.from({ length: 30 }, async (_, nth) => await once(parking, `第${nth % 7}人`)));
  assert.equal(new Set(pids).size, 2);
  await parking.end();
});

test("a connection that broke while it waited is given to nobody", async () => {
  const parking = await parked(2);
  const [zhao, other] = [await parking.take("赵"), await parking.take("钱")];
  const pid = await process(zhao);
  zhao.release();
  const gone = new Promise((resolve) => zhao.once("end", resolve));
  await other.query("select pg_terminate_backend($1)", [pid]);
  await gone;
  other.release();
  assert.notEqual(await once(parking, "赵"), pid);
  await parking.end();
});

test("a connection that broke while it was used is given to nobody, also when who used it says nothing", async () => {
  const parking = await parked(2);
  const [zhao, other] = [await parking.take("赵"), await parking.take("钱")];
  const pid = await process(zhao);
  const gone = new Promise((resolve) => zhao.once("end", resolve));
  await other.query("select pg_terminate_backend($1)", [pid]);
  await gone;
  zhao.release();
  other.release();
  assert.notEqual(await once(parking, "赵"), pid);
  await parking.end();
});

test("one that is given back with an error is closed", async () => {
  const parking = await parked(2);
  const client = await parking.take("赵");
  const pid = await process(client);
  client.release(new Error("broken"));
  assert.notEqual(await once(parking, "赵"), pid);
  await parking.end();
});
