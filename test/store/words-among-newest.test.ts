// Words of a region are looked for among its newest tables first, then in the index of words: what is found, and in which
// order, may not depend on where the first stops.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { listDeclarations } from "../../src/store/declarations/list.ts";
import type { Db } from "../../src/store/database.ts";
import { inScope, type Scope } from "../../src/store/scope.ts";
import { fillRegion, type MadeRegion } from "../region/fill.ts";
import { actorOf } from "../region/offices.ts";
import { startTestServer, type TestServer } from "./database.ts";

let server: TestServer;
let db: Db;
let region: MadeRegion;

before(async () => {
  server = await startTestServer();
  const { pool, db: own } = await server.migratedDatabase();
  db = own;
  region = await fillRegion(pool, { regions: 1, departments: 2, units: 4, declarations: 1_200, indicators: 4 }, 19);
});
after(async () => await server.stop());

const scopeOf = (role: string): Scope => {
  const person = region.people.find((one) => one.role === role);
  if (!person) throw new Error(`nobody is ${role}`);
  return { account: person.account, ...actorOf(person).reach };
};

/** All that is found, page by page. */
async function all(text: string, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await listDeclarations(db, { text }, { limit, after }, "imported", null);
    found.push(...items.map(({ id }) => id));
    if (next === null) return found;
    after = next;
  }
}

for (const role of ["fin-perf", "dept", "house"] as const)
  test(`${role}: the same in short pages and in one, and as many as are counted`, async () => {
    await inScope(role === "house" ? null : scopeOf(role), async () => {
      let most = 0;
      for (const text of ["满意", "满意度", "培训", "清淤", "合格率", "河道清淤", "满意 培训", "不存在的"]) {
        const whole = await all(text, 1_000);
        assert.deepEqual(await all(text, 20), whole, text);
        assert.deepEqual(await all(text, 77), whole, text);
        assert.equal((await listDeclarations(db, { text }, { limit: 1 }, "imported", 2_000)).total, whole.length, text);
        assert.deepEqual(new Set(whole).size, whole.length);
        most = Math.max(most, whole.length);
      }
      assert.ok(most > 401, `${most} found at most`);
    });
  });
