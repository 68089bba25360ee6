// The year of one unit's tables: handed in, returned, passed, approved, adjusted, one by one and in batches.
import { BatchAnswer } from "../../src/server/goals/contract.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import type { GoalAction } from "../../src/workflow/transitions.ts";
import { Surprise } from "./asking.ts";
import type { Chance } from "./chance.ts";
import { type Desk, Goal } from "./goal.ts";

const approval = { number: "云财预〔2027〕9号", date: "2027-02-10" };
/** What a step may meet when another one was quicker: the state or the revision is another. */
const overtaken = [409, 412];

export class Year {
  readonly #desk: Desk;
  readonly #chance: Chance;

  constructor(desk: Desk, chance: Chance) {
    this.#desk = desk;
    this.#chance = chance;
  }

  /** One table from its draft to what chance makes of it. */
  async one(): Promise<void> {
    const goal = await Goal.begin(this.#desk, Math.floor(this.#chance.upTo(10)));
    for (let saves = Math.floor(this.#chance.upTo(4)); saves > 0; saves--) await goal.save(this.#chance.is(0.3) ? 2 : 1);
    await goal.step("unit-clerk", "submit");
    if (this.#chance.is(0.25)) await this.#again(goal, "unit-head", "unit-return");
    await goal.step("unit-head", "report");
    if (this.#chance.is(0.25)) {
      await this.#again(goal, "dept", "dept-return");
      await goal.step("unit-head", "report");
    }
    if (this.#chance.is(0.3)) await this.#secondLevel(goal);
    else if (!(await this.#atFinance(goal))) return;
    if (this.#chance.is(0.5)) await goal.step("unit-head", "publish");
    if (this.#chance.is(0.7)) await this.#adjust(goal);
  }

  async #secondLevel(goal: Goal): Promise<void> {
    await goal.mark("dept", "second-level", { secondLevel: true });
    await goal.opine("dept", 0.9);
    await goal.step("dept", "dept-pass", { opinion: "同意。" });
    await goal.step("dept", "dept-approve", { approval });
  }

  /** @returns whether it was approved */
  async #atFinance(goal: Goal): Promise<boolean> {
    await goal.step("dept", "forward", { opinion: "同意转报。" });
    if (this.#chance.is(0.3)) {
      if (await this.#twoAtOnce(goal)) return false;
    } else await goal.step("fin-biz", "business-opinion", { opinion: "建议安排。" });
    const isGood = this.#chance.is(0.9);
    await goal.opine("fin-perf", isGood ? 1 : 0.4);
    if (!isGood) {
      await goal.step("fin-perf", "reject", { opinion: "不予通过。" });
      return false;
    }
    await goal.step("fin-perf", "pass");
    if (this.#chance.is(0.2)) {
      await goal.mark("fin-biz", "control", { yuan: "10000" });
      await goal.step("unit-clerk", "new-round");
      return false;
    }
    await goal.step("fin-approve", "approve", { approval });
    return true;
  }

  /** Two desks act on the same revision: one is taken. @returns whether it was the return */
  async #twoAtOnce(goal: Goal): Promise<boolean> {
    const seen = goal.revision;
    const tries = [goal.tryStep("fin-biz", "business-opinion", { opinion: "建议安排。" }, overtaken, seen), goal.tryStep("fin-perf", "fin-return", { opinion: "请补充测算。" }, overtaken, seen)];
    const [heard, returned] = await Promise.all(tries);
    if (heard === returned) throw new Surprise(`two steps of one revision of ${goal.id}: ${heard ? "both" : "neither"} taken`);
    return returned === true;
  }

  async #again(goal: Goal, role: RoleId, action: "unit-return" | "dept-return"): Promise<void> {
    const remarks = [{ path: null, text: "请写具体。" }];
    await goal.step(role, action, { opinion: "请修改。", remarks });
    if (this.#chance.is(0.5)) await goal.save();
    await goal.step("unit-clerk", "resubmit", { replies: ["已写具体。"] });
  }

  async #adjust(goal: Goal): Promise<void> {
    const amendment = await goal.adjust();
    await amendment.step("unit-clerk", "adjust-submit");
    if (this.#chance.is(0.3)) {
      await amendment.step("unit-head", "adjust-unit-return", { opinion: "请补充依据。" });
      await amendment.step("unit-clerk", "adjust-submit", { opinion: "已补充。" });
    }
    await amendment.step("unit-head", "adjust-report");
    if (this.#chance.is(0.3)) await amendment.step("dept", "adjust-dept-return", { opinion: "请核对。" });
  }

  /** Several tables at a time, one of them not as it was seen: each is done or refused by itself. */
  async batch(): Promise<void> {
    const goals: Goal[] = [];
    for (let wanted = 2 + Math.floor(this.#chance.upTo(3)); wanted > 0; wanted--) goals.push(await Goal.begin(this.#desk, Math.floor(this.#chance.upTo(10))));
    const stale = this.#chance.one(goals);
    await this.#together(goals, "unit-clerk", "submit", stale);
    await this.#together(goals, "unit-head", "report");
    await this.#together(goals, "dept", "forward", undefined, { opinion: "同意转报。" });
    await this.#together(goals, "fin-biz", "business-opinion", undefined, { opinion: "建议安排。" });
    await this.#together(goals, "fin-perf", "fin-return", undefined, { opinion: "请补充测算。" });
  }

  async #together(goals: readonly Goal[], role: RoleId, action: GoalAction, stale?: Goal, words: object = {}): Promise<void> {
    const items = goals.map((goal) => ({ id: goal.id, revision: goal === stale ? goal.revision + 1 : goal.revision }));
    const told = await this.#desk.asking.surely(this.#desk.who(role), BatchAnswer, "steps", { body: { action, ...words, items } });
    for (const [index, goal] of goals.entries()) {
      const { state, revision, problem } = told.items[index] ?? {};
      if (goal === stale) {
        if (problem?.code !== "GOAL-01") throw new Surprise(`a batch took what was not seen: ${goal.id}`);
        await goal.step(role, action);
        continue;
      }
      if (!state || !revision) throw new Surprise(`a batch refused to ${action} ${goal.id}: ${problem?.title ?? "no reason"}`);
      goal.revision = revision;
      this.#desk.ledger.push({ kind: "step", id: goal.id, action, revision, state, version: null });
    }
  }
}
