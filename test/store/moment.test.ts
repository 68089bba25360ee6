import assert from "node:assert/strict";
import { test } from "node:test";
import { isoOf } from "../../src/store/moment.ts";
import { startTestServer } from "./database.ts";

test("a moment as the database writes it is the same moment, in whatever time zone, with however many digits", async () => {
  const server = await startTestServer();
  try {
    const { pool } = await server.migratedDatabase();
    for (const zone of ["UTC", "Asia/Shanghai", "Asia/Kolkata", "America/St_Johns"]) {
      const client = await pool.connect();
      await client.query(`set timezone to '${zone}'`);
      const { rows } = await client.query<{ at: Date; text: string }>(`select at, at::text as text from (
        select timestamptz '2019-12-31 23:59:59.999999+00' + make_interval(secs => n * 7919.001001) as at from generate_series(0, 400) as n
        union all select timestamptz '2026-11-21 14:58:29+00' union all select timestamptz '2026-11-21 14:58:29.1+00') as moments`);
      for (const { at, text } of rows) assert.equal(isoOf(text), at.toISOString(), text);
      client.release(true);
    }
  } finally {
    await server.stop();
  }
});
