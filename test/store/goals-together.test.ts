// Many at once, at random, and broken off: nothing is overwritten unseen, nothing is half done, versions never change.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { DabiaoError } from "../../src/problem.ts";
import { fingerprint } from "../../src/store/audit/audit.ts";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { DraftConflict, saveDraft, startDraft } from "../../src/store/goals/drafts.ts";
import { setControl, setSecondLevel } from "../../src/store/goals/marks.ts";
import { act } from "../../src/store/goals/goals.ts";
import { keepOpinion, opinionOfDeclaration } from "../../src/store/reviews/opinions.ts";
import { type GoalState, goalStateIds } from "../../src/workflow/states.ts";
import { type GoalAction, goalActions, goalActionsFrom, goalTransitions } from "../../src/workflow/transitions.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { sound } from "./made-up-goals.ts";
import { as, madeUpRegion, type MadeUpRegion } from "./made-up-offices.ts";

const today = "2026-11-21";
const words = { opinion: "意见", remarks: [], replies: [], approval: { number: "1号", date: "2025-01-01", yuan: null } };
let server: TestServer;
let database: Database;
let made: MadeUpRegion;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
});
after(async () => await server.stop());

const clerk = (): Doer => made.person("unit-clerk", made.unit);

async function draft(name: string): Promise<string> {
  return await as(clerk(), async () => {
    const { id, revision } = await startDraft(database.db, clerk(), { unit: null, year: 2025, from: null, name, form: null });
    await saveDraft(database.db, clerk(), id, revision, sound(name));
    return id;
  });
}

test("50 editors of one draft: every save that was acknowledged is in the end, every other was told of the conflict", async () => {
  const id = await draft("众人同写");
  const start = await as(clerk(), async () => await findDeclaration(database.db, id));
  assert.ok(start);
  const kept: string[] = [];
  let conflicts = 0;
  const edit = async (editor: number): Promise<void> => {
    for (let saved = 0; saved < 2; ) {
      const found = await as(clerk(), async () => await findDeclaration(database.db, id));
      assert.ok(found);
      const mine = `第${editor}人第${saved + 1}次`;
      const notes = [found.declaration.notes, mine].filter((part) => part !== null).join("\n");
      try {
        await as(clerk(), async () => await saveDraft(database.db, clerk(), id, found.revision, { ...found.declaration, notes }));
        kept.push(mine);
        saved++;
      } catch (error) {
        assert.ok(error instanceof DraftConflict, String(error));
        assert.equal(error.yours.notes, notes);
        conflicts++;
      }
    }
  };
  await Promise.all(Array.from({ length: 50 }, async (_, editor) => await edit(editor)));
  const end = await as(clerk(), async () => await findDeclaration(database.db, id));
  assert.deepEqual(end?.declaration.notes?.split("\n").sort(), [...kept].sort());
  assert.equal(end?.revision, start.revision + 100);
  assert.ok(conflicts > 0);
  const { rows } = await database.pool.query<{ before: string; after: string; revision: number }>(
    "select before, after, (detail->>'revision')::int as revision from audit_waiting where action = 'declaration.save' and subject_id = $1 order by (detail->>'revision')::int", [id]);
  const saves = rows.slice(1);
  assert.equal(saves.length, 100);
  for (const [at, save] of saves.entries()) {
    assert.equal(save.before, rows[at]?.after, "each save begins at what the save before it left");
    assert.equal(save.revision, start.revision + at + 1);
  }
});

/** Everybody who can do something to the table. */
const hands = (): Doer[] => [clerk(), made.person("unit-head", made.unit), made.person("dept", made.department), made.person("fin-biz", made.region), made.person("fin-perf", made.region), made.person("fin-approve", made.region), made.person("auditor", made.region), made.person("unit-clerk", made.otherUnit)];

type Move = { hand: number; action: number; kind: number; grade: number };

/** A step that may be taken from here and somebody who may take it, so that the walk gets far; else whoever and whatever. */
async function guided(id: string, { hand, action, kind }: Move): Promise<{ who: Doer; action: GoalAction }> {
  const { rows } = await database.pool.query<{ state: GoalState }>("select state from declaration where id = $1", [id]);
  const ways = goalActionsFrom(rows[0]?.state ?? "DRAFT");
  const [any, way] = [hands()[hand % hands().length] ?? clerk(), ways[action % Math.max(1, ways.length)]];
  const able = hands().slice(0, 6).filter(({ actor }) => actor.grants.some(({ role }) => way !== undefined && (goalTransitions[way].roles as readonly string[]).includes(role)));
  const who = able[hand % Math.max(1, able.length)];
  return kind % 3 === 0 || way === undefined || who === undefined ? { who: any, action: goalActions[action % goalActions.length] ?? "submit" } : { who, action: way };
}

/** One random attempt of one random hand. */
async function wander(id: string, move: Move): Promise<void> {
  const { kind, grade } = move;
  const { who, action } = await guided(id, move);
  const even = move.action % 2 === 0;
  await as(who, async () => {
    const found = await findDeclaration(database.db, id);
    if (!found) return;
    const { revision } = found;
    try {
      if (kind === 0) await saveDraft(database.db, who, id, revision, { ...found.declaration, notes: `改 ${move.action}` });
      else if (kind === 1) await setControl(database.db, who, id, revision, even ? "700000" : "800000");
      else if (kind === 2) await setSecondLevel(database.db, who, id, revision, even);
      else if (kind < 6) await opine(who, id, grade);
      else await act(database.db, who, id, { ...words, action, revision }, today);
    } catch (error) {
      if (!(error instanceof DabiaoError)) throw error;
    }
  });
}

async function opine(who: Doer, id: string, grade: number): Promise<void> {
  const role = who.actor.grants[0]?.role;
  if (role !== "dept" && role !== "fin-perf") return;
  const level = role === "dept" ? "department" : "finance";
  const state = await opinionOfDeclaration(database.db, id, today, level);
  if (!state) return;
  const share = grade % 4 === 0 ? "0" : "10";
  const points = { form: share, clarity: share, relevance: share === "0" ? "0" : "15", indicators: share === "0" ? "0" : "15", level: share === "0" ? "0" : "15", money: "15", possibility: "10", conditions: "10" };
  await keepOpinion(database.db, id, { points, remarks: state.proposed.remarks, conclusion: "意见", seen: state.seen, person: who.actor.name, account: who.actor.account, level }, today);
}

test("however people wander, the way stays on the table, steps join, and versions never change", async () => {
  const seenStates = new Set<string>();
  let number = 0;
  // Chance may keep a dozen of walks near home: others follow until enough of the table was seen.
  for (let dozen = 0; dozen < 10 && seenStates.size < 7; dozen++)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ hand: fc.nat(7), action: fc.nat(15), kind: fc.nat(12), grade: fc.nat(7) }), { minLength: 40, maxLength: 90 }), async (moves) => {
        const id = await draft(`漫步${++number}`);
        const known = new Map<string, string>();
        for (const move of moves) {
          await wander(id, move);
          const { rows } = await database.pool.query<{ id: string; sha256: string; content: unknown }>("select id, sha256, content from declaration_version where declaration_id = $1 order by number", [id]);
          for (const [version, sha256] of known) assert.equal(rows.find((row) => row.id === version)?.sha256, sha256);
          for (const row of rows) {
            assert.equal(fingerprint(row.content), row.sha256);
            known.set(row.id, row.sha256);
          }
        }
        const { rows: steps } = await database.pool.query<{ action: string; from_state: GoalState; to_state: GoalState }>("select action, from_state, to_state from declaration_step where declaration_id = $1 order by id", [id]);
        let state: GoalState = "DRAFT";
        for (const { action, from_state, to_state } of steps) {
          assert.equal(from_state, state, "each step begins where the one before it ended");
          const transition = goalTransitions[action as keyof typeof goalTransitions];
          if (transition) assert.ok((transition.from as readonly string[]).includes(from_state) && transition.to === to_state, action);
          else assert.equal(from_state, to_state);
          state = to_state;
          seenStates.add(state);
        }
        const { rows } = await database.pool.query<{ state: string }>("select state from declaration where id = $1", [id]);
        assert.equal(rows[0]?.state, state);
        assert.ok((goalStateIds as readonly string[]).includes(state));
      }),
      { numRuns: 12, endOnFailure: true },
    );
  assert.ok(seenStates.size >= 7, [...seenStates].join());
});

const trace = async (id: string): Promise<unknown> =>
  (await database.pool.query("select state, revision, circle, (select count(*) from declaration_version where declaration_id = $1) as versions, (select count(*) from declaration_step where declaration_id = $1) as steps, (select count(*) from audit_waiting where subject_id = $1::text) as events from declaration where id = $1", [id])).rows[0];

test("a step that is broken off in the middle leaves nothing, and can be taken again", async () => {
  const id = await draft("断电");
  const before = await trace(id);
  const held = await database.pool.connect();
  await held.query("begin; lock table declaration_step in exclusive mode");
  const step = as(clerk(), async () => await act(database.db, clerk(), id, { ...words, action: "submit", revision: 2 }, today));
  const waits = assert.rejects(step);
  // It has kept its version and stands before its step; then its connection dies.
  for (let killed = 0; killed === 0; ) {
    // In databases that are copies of one, the same table has the same number.
    const { rowCount } = await held.query("select pg_terminate_backend(pid) from pg_locks where relation = 'declaration_step'::regclass and database = (select oid from pg_database where datname = current_database()) and not granted");
    killed = rowCount ?? 0;
  }
  await waits;
  await held.query("rollback");
  held.release();
  assert.deepEqual(await trace(id), before);
  assert.equal((await as(clerk(), async () => await act(database.db, clerk(), id, { ...words, action: "submit", revision: 2 }, today)))?.state, "UNIT_REVIEW");
});
