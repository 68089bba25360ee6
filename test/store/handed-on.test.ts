// A database of before is given what searches find of handed-on versions by SQL; every step since writes it by code.
import assert from "node:assert/strict";
import { test } from "node:test";
import { handedOnWords } from "../../src/store/migrations/0013-handed-on.ts";
import { versionHead } from "../../src/store/migrations/0016-version-head.ts";
import { handedOnHead } from "../../src/store/migrations/0019-handed-on-head.ts";
import { fillRegion } from "../region/fill.ts";
import { startTestServer } from "./database.ts";

test("the migration finds in old databases what the program keeps: the same rows, with the same words", async () => {
  const server = await startTestServer();
  try {
    const { pool } = await server.migratedDatabase();
    await fillRegion(pool, { regions: 1, departments: 1, units: 2, declarations: 200, indicators: 2 }, 13);
    const rows = async () => {
      const { rows: all } = await pool.query<{ declaration_id: string; circle: number; words: string }>("select * from handed_on order by declaration_id, circle");
      return all.map(({ words, ...row }) => ({ ...row, words: words.split("\n").sort() }));
    };
    const kept = await rows();
    assert.ok(kept.length > 3);
    await pool.query("delete from handed_on; alter table handed_on alter column head drop not null");
    await pool.query(versionHead.sql);
    await pool.query(handedOnWords.sql.slice(handedOnWords.sql.indexOf("insert into handed_on")));
    await pool.query(/update handed_on[^;]*;/.exec(handedOnHead.sql)?.[0] ?? "");
    assert.deepEqual(await rows(), kept);
  } finally {
    await server.stop();
  }
});
