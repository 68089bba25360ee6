// A house with its offices and the hands that a table goes through, for the tests of goals.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Declaration } from "../../src/declaration/schema.ts";
import { DabiaoError } from "../../src/problem.ts";
import type { Database } from "../../src/store/database.ts";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { actOnAdjustment, type AdjustmentStepWish } from "../../src/store/goals/adjustment-steps.ts";
import { findAdjustment } from "../../src/store/goals/adjustments.ts";
import type { Doer } from "../../src/store/goals/doer.ts";
import { saveDraft, startDraft } from "../../src/store/goals/drafts.ts";
import { act, type StepWish } from "../../src/store/goals/goals.ts";
import { keepOpinion, opinionOfDeclaration } from "../../src/store/reviews/opinions.ts";
import { startTestServer, type TestServer } from "./database.ts";
import { sound } from "./made-up-goals.ts";
import { as, madeUpRegion, type MadeUpRegion } from "./made-up-offices.ts";

export const today = "2026-11-21";
let server: TestServer;
export let database: Database;
export let made: MadeUpRegion;
before(async () => {
  server = await startTestServer();
  database = await server.migratedDatabase();
  made = await madeUpRegion(database);
});
after(async () => await server.stop());

export const clerk = () => made.person("unit-clerk", made.unit);
const words = { opinion: "", remarks: [], replies: [], approval: null };

export async function draft(name: string, content: Declaration = sound(name)): Promise<string> {
  return await as(clerk(), async () => {
    const { id, revision } = await startDraft(database.db, clerk(), { unit: null, year: 2025, from: null, name, form: null });
    await saveDraft(database.db, clerk(), id, revision, content);
    return id;
  });
}

export async function step(who: Doer, id: string, wish: Partial<StepWish> & Pick<StepWish, "action">) {
  return await as(who, async () => {
    const seen = (await findDeclaration(database.db, id))?.revision ?? 0;
    return await act(database.db, who, id, { ...words, revision: seen, ...wish }, today);
  });
}

/** The opinion of a desk, with full points or with so many missing. */
export async function opine(who: Doer, id: string, level: "department" | "finance", form = "10"): Promise<void> {
  await as(who, async () => {
    const state = await opinionOfDeclaration(database.db, id, today, level);
    assert.ok(state);
    const full = { form, clarity: "10", relevance: "15", indicators: "15", level: "15", money: "15", possibility: "10", conditions: "10" };
    await keepOpinion(database.db, id, { points: full, remarks: state.proposed.remarks, conclusion: "同意", seen: state.seen, person: who.actor.name, account: who.actor.account, level }, today);
  });
}

export const refused = (code: string, words = /./) => (error: unknown) => error instanceof DabiaoError && error.code === code && words.test(error.message);

/** An approved table, and everybody who had a hand in it. */
export async function approved(name: string, content?: Declaration) {
  const id = await draft(name, content);
  const people = { head: made.person("unit-head", made.unit), dept: made.person("dept", made.department), business: made.person("fin-biz", made.region), performance: made.person("fin-perf", made.region), approver: made.person("fin-approve", made.region) };
  await step(clerk(), id, { action: "submit" });
  await step(people.head, id, { action: "report" });
  await step(people.dept, id, { action: "forward", opinion: "同意" });
  await step(people.business, id, { action: "business-opinion", opinion: "同意" });
  await opine(people.performance, id, "finance");
  await step(people.performance, id, { action: "pass" });
  await step(people.approver, id, { action: "approve", approval: { number: "云财〔2025〕9号", date: "2025-02-01", yuan: null } });
  return { id, ...people };
}

export async function adjust(who: Doer, id: string, wish: Partial<AdjustmentStepWish> & Pick<AdjustmentStepWish, "action">) {
  return await as(who, async () => await actOnAdjustment(database.db, who, id, { ...words, revision: (await findAdjustment(database.db, id))?.revision ?? 0, ...wish }, today));
}
