// Who may take which step, from the tables: everything that they do not name is refused, and changes nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DabiaoError } from "../../src/problem.ts";
import type { Database } from "../../src/store/database.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { startDraft } from "../../src/store/goals/drafts.ts";
import { act } from "../../src/store/goals/goals.ts";
import { type RoleId, roleIds, roles } from "../../src/workflow/roles.ts";
import { circles, type GoalState, goalStateIds, goalStates } from "../../src/workflow/states.ts";
import { type GoalAction, goalActions, goalTransitions } from "../../src/workflow/transitions.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { as, madeUpRegion, type MadeUpRegion } from "./made-up-offices.ts";

let server: TestServer;
let database: Database;
let made: MadeUpRegion;
let id: string;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
  const clerk = made.person("unit-clerk", made.unit);
  ({ id } = await as(clerk, async () => await startDraft(database.db, clerk, { unit: null, year: 2025, from: null, name: "矩阵", form: null })));
});
after(async () => await server.stop());

/** own: at the offices of the table itself; below the same department or in the same region, but another's; in another region. */
const places = (role: RoleId): { place: string; office: string; own: boolean }[] => {
  const { at } = roles[role];
  if (at === "unit") return [{ place: "own", office: made.unit, own: true }, { place: "sibling", office: made.siblingUnit, own: false }, { place: "other", office: made.otherUnit, own: false }];
  if (at === "department") return [{ place: "own", office: made.department, own: true }, { place: "other", office: made.otherDepartment, own: false }];
  return [{ place: "own", office: made.region, own: true }, { place: "other", office: made.otherRegion, own: false }];
};

const put = async (state: GoalState): Promise<void> => void (await database.pool.query("update declaration set state = $1, circle = $2, revision = 1, entered = 1 where id = $3", [state, circles.indexOf(goalStates[state].circle), id]));
const stands = async (): Promise<string> => JSON.stringify((await database.pool.query("select state, circle, revision, drafted, (select count(*) from declaration_version) as versions, (select count(*) from declaration_step) as steps, (select count(*) from audit_waiting) as events from declaration where id = $1", [id])).rows[0]);

async function attempt(who: Doer, action: GoalAction): Promise<string> {
  try {
    const done = await as(who, async () => await act(database.db, who, id, { action, revision: 1, opinion: "意见", remarks: [], replies: [], approval: { number: "1号", date: "2025-01-01", yuan: null } }, "2026-11-21"));
    return done === undefined ? "not found" : "done";
  } catch (error) {
    if (error instanceof DabiaoError) return error.code;
    throw error;
  }
}

test("role × state × step × own or other office: what the table does not name is refused and leaves no trace", async () => {
  const tally = { allowed: 0, refused: 0 };
  for (const state of goalStateIds) {
    await put(state);
    let unchanged = await stands();
    for (const role of roleIds.filter((one) => one !== "public")) {
      for (const { place, office, own } of places(role)) {
        for (const action of goalActions) {
          const { from, roles: may } = goalTransitions[action];
          const named = own && (may as readonly RoleId[]).includes(role) && (from as readonly GoalState[]).includes(state);
          const outcome = await attempt(made.person(role, office), action);
          const told = `${role} (${place}) ${action} in ${state}: ${outcome}`;
          if (named) {
            // Only what a guard misses may stand in the way.
            assert.ok(outcome === "done" || outcome === "GOAL-04", told);
            tally.allowed++;
            await put(state);
            unchanged = await stands();
          } else {
            assert.ok(outcome === "GOAL-02" || outcome === "GOAL-03" || outcome === "not found", told);
            tally.refused++;
          }
        }
      }
    }
    assert.equal(await stands(), unchanged, `a refused step in ${state} changed something`);
  }
  assert.equal(tally.allowed, goalActions.reduce((sum, action) => sum + goalTransitions[action].roles.length * goalTransitions[action].from.length, 0));
  assert.ok(tally.refused > 4_000, String(tally.refused));
});

test("whoever sees the table by one role takes no step by a role that they hold elsewhere", async () => {
  const clerk = made.person("unit-clerk", made.unit);
  let tried = 0;
  for (const action of goalActions) {
    const { from, roles: may } = goalTransitions[action];
    for (const state of from) {
      for (const role of may) {
        for (const { place, office } of places(role).filter(({ own }) => !own)) {
          // Somebody who is shown what the unit sees; the roles themselves lie elsewhere.
          const elsewhere = made.person(role, office).actor.reach;
          const both: Doer = { ...clerk, actor: { ...clerk.actor, grants: [{ role: "unit-head", office: made.siblingUnit }, { role, office }], reach: { ...elsewhere, units: [...elsewhere.units, made.unit] } } };
          await put(state);
          const unchanged = await stands();
          assert.equal(await attempt(both, action), "GOAL-03", `${role} (${place}) ${action} in ${state}`);
          assert.equal(await stands(), unchanged);
          tried++;
        }
      }
    }
  }
  assert.ok(tried >= 20, String(tried));
});
