import assert from "node:assert/strict";
import { test } from "node:test";
import { findDeclaration } from "../../src/store/declarations/declarations.ts";
import { approvedUnder, listApprovals } from "../../src/store/goals/approvals.ts";
import { assign } from "../../src/store/goals/assignments.ts";
import { setSecret } from "../../src/store/goals/marks.ts";
import { todoOf } from "../../src/store/goals/todo.ts";
import { newId } from "../../src/store/ids.ts";
import { approved, database, made, refused, today } from "./goal-hands.ts";
import { as } from "./made-up-offices.ts";

test("a third party sees what it was asked about, until that is taken back", async () => {
  const { db } = database;
  const { id, dept } = await approved("专家看的");
  const expert = made.person("third-party", made.region);
  await database.pool.query("insert into role_grant (id, account_id, role, office_id, from_date) values ($1, $2, 'third-party', $3, '2020-01-01')", [newId(), expert.actor.account, made.region]);
  const account = expert.actor.account ?? "";
  assert.equal(await as(expert, async () => await findDeclaration(db, id)), undefined);
  await assert.rejects(as(dept, async () => await assign(db, dept, id, dept.actor.account ?? "", true)), refused("GOAL-11"));
  await as(dept, async () => await assign(db, dept, id, account, true));
  assert.equal((await as(expert, async () => await findDeclaration(db, id)))?.id, id);
  assert.deepEqual((await as(expert, async () => await todoOf(db, expert.actor, { limit: 10 }, today))).items.map(({ actions }) => actions), [["opinion"]]);
  await as(dept, async () => await assign(db, dept, id, account, false));
  assert.equal(await as(expert, async () => await findDeclaration(db, id)), undefined);
});

test("approvals are told by number, with secret ones counted and left out of what goes out together", async () => {
  const { db } = database;
  const { approver, head, id } = await approved("批复甲");
  const before = await as(approver, async () => await approvedUnder(db, "云财〔2025〕9号", 100));
  assert.ok(before.ids.includes(id));
  await as(head, async () => await setSecret(db, head, id, (await findDeclaration(db, id))?.revision ?? 0, true));
  const after = await as(approver, async () => await approvedUnder(db, "云财〔2025〕9号", 100));
  assert.deepEqual([after.ids.includes(id), after.leftOut], [false, before.leftOut + 1]);
  const batch = (await as(approver, async () => await listApprovals(db, 2025))).find(({ number }) => number === "云财〔2025〕9号");
  assert.equal(batch?.declarations, after.ids.length + after.leftOut);
});
