// One table on its way through the year. Every write carries a key and is sent until it is answered: it must be done once.
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Declaration } from "../../src/declaration/schema.ts";
import { questions } from "../../src/review/opinion.ts";
import { DeclarationAnswer } from "../../src/server/declarations/contract.ts";
import { Adjustment } from "../../src/server/goals/adjustments-contract.ts";
import { type AdjustmentStepWish, StepAnswer, type StepWish } from "../../src/server/goals/contract.ts";
import { DraftAnswer } from "../../src/server/goals/drafts-contract.ts";
import { KeptOpinion, OpinionAnswer } from "../../src/server/reviews/contract.ts";
import { tableFor, tables, type TrialTable } from "../../src/store/trial/tables.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import { type Asking, type Person, Surprise } from "./asking.ts";
import type { Acknowledged } from "./ledger.ts";

/** What the hands of one unit's tables work with. */
export interface Desk {
  asking: Asking;
  ledger: Acknowledged[];
  unit: Declaration["unit"];
  department: string | null;
  /** Who acts in a role for this unit. */
  who: (role: RoleId) => Person;
}

const year = 2027;
const templates = Object.values(tables);
type Words = Partial<Omit<z.input<typeof StepWish>, "action">>;

/** The rules find rows that two projects have word for word in common. */
const markedWith = (mark: string, told: TrialTable): TrialTable => ({ ...told, goal: `${told.goal}（${mark}）`, rows: told.rows.map(([own, name, target, weight]) => [own, `${mark}${name}`, target, weight] as const) });

export class Goal {
  readonly desk: Desk;
  readonly id: string;
  revision: number;
  #declaration: Declaration;

  private constructor(desk: Desk, { id, revision, declaration }: z.infer<typeof DraftAnswer>) {
    this.desk = desk;
    this.id = id;
    this.revision = revision;
    this.#declaration = declaration;
  }

  /** A draft that nothing is wrong with. */
  static async begin(desk: Desk, which: number): Promise<Goal> {
    const mark = randomUUID().slice(0, 8);
    const name = `${mark}工程`;
    const goal = new Goal(desk, await desk.asking.surely(desk.who("unit-clerk"), DraftAnswer, "declarations", { body: { year, name, form: "central-approval" } }));
    const told = templates[which % templates.length] ?? tables.cards;
    goal.#declaration = tableFor(markedWith(mark, { ...told, name }), { unit: desk.unit, department: desk.department, year });
    await goal.save();
    return goal;
  }

  /** Saves, of two at the same moment with the same revision exactly one. */
  async save(rivals = 1): Promise<void> {
    const { asking, who, ledger } = this.desk;
    const tries = Array.from({ length: rivals }, async () => {
      const purpose = `用途 ${randomUUID()}`;
      const body = this.#written(purpose);
      const saved = await asking.surely(who("unit-clerk"), DraftAnswer, `declarations/${this.id}/draft`, { method: "PUT", body, seen: this.revision, refusals: rivals > 1 ? [412] : [] });
      return saved && { saved, purpose };
    });
    const done = (await Promise.all(tries)).filter((one) => one !== null);
    const [won] = done;
    if (!won || done.length > 1) throw new Surprise(`${done.length} of ${rivals} saves of one revision of ${this.id} were taken`);
    this.revision = won.saved.revision;
    this.#declaration = won.saved.declaration;
    ledger.push({ kind: "draft", id: this.id, revision: this.revision, purpose: won.purpose });
  }

  async step(role: RoleId, action: z.infer<typeof StepWish>["action"], words: Words = {}): Promise<void> {
    const done = await this.tryStep(role, action, words, []);
    if (!done) throw new Surprise(`${action} of ${this.id} had no answer`);
  }

  /** @returns whether it was taken */
  async tryStep(role: RoleId, action: z.infer<typeof StepWish>["action"], words: Words, refusals: readonly number[], seen = this.revision): Promise<boolean> {
    const { asking, who, ledger } = this.desk;
    const done = await asking.surely(who(role), StepAnswer, `declarations/${this.id}/steps`, { body: { action, ...words }, seen, refusals });
    if (!done) return false;
    this.revision = done.revision;
    ledger.push({ kind: "step", id: this.id, action, revision: done.revision, state: done.state, version: done.version });
    return true;
  }

  async mark(role: RoleId, which: "control" | "second-level" | "secret", body: object): Promise<void> {
    const { asking, who, ledger } = this.desk;
    const done = await asking.surely(who(role), StepAnswer, `declarations/${this.id}/${which}`, { method: "PUT", body, seen: this.revision });
    this.revision = done.revision;
    ledger.push({ kind: "mark", id: this.id, action: which, revision: done.revision });
  }

  /** Fills the review form in. It takes no key: who had no answer looks whether it was kept. */
  async opine(role: RoleId, share: number): Promise<void> {
    const { asking, who, ledger } = this.desk;
    const conclusion = `意见 ${randomUUID()}`;
    const points = Object.fromEntries(questions.map((question) => [question.id, String(question.points * share)]));
    for (;;) {
      try {
        const { kept, proposed, seen } = await asking.ask(who(role), OpinionAnswer, `declarations/${this.id}/opinion`);
        const held = kept?.conclusion === conclusion ? kept : await asking.ask(who(role), KeptOpinion, `declarations/${this.id}/opinions`, { body: { opinion: { points, remarks: proposed.remarks, conclusion }, seen }, refusals: [409] });
        if (!held) continue;
        ledger.push({ kind: "opinion", id: held.id, conclusion });
        return;
      } catch (error) {
        if (error instanceof Surprise) throw error;
        await asking.pause(30);
      }
    }
  }

  /** Begins an adjustment of what was approved and writes into it what is to be different. */
  async adjust(): Promise<Amendment> {
    const { asking, who, ledger } = this.desk;
    const { declaration, revision } = await this.#look();
    const begun = await asking.surely(who("unit-clerk"), Adjustment, `declarations/${this.id}/adjustments`, { body: { reason: "上级政策变化" }, seen: revision });
    const purpose = `用途 ${randomUUID()}`;
    const body = { reason: "上级政策变化，调整用途", declaration: { ...declaration, funding: { ...declaration.funding, purpose } } };
    const saved = await asking.surely(who("unit-clerk"), Adjustment, `adjustments/${begun.id}/draft`, { method: "PUT", body, seen: begun.revision });
    ledger.push({ kind: "adjustment", id: saved.id, declaration: this.id, revision: saved.revision, purpose });
    return new Amendment(this.desk, saved.id, saved.revision);
  }

  async #look(): Promise<z.infer<typeof DeclarationAnswer>> {
    const { asking, who } = this.desk;
    for (;;) {
      try {
        return await asking.ask(who("unit-clerk"), DeclarationAnswer, `declarations/${this.id}`);
      } catch (error) {
        if (error instanceof Surprise) throw error;
        await asking.pause(30);
      }
    }
  }

  #written(purpose: string): Declaration {
    return { ...this.#declaration, funding: { ...this.#declaration.funding, purpose } };
  }
}

/** An adjustment on its way. */
export class Amendment {
  readonly #desk: Desk;
  readonly #id: string;
  #revision: number;

  constructor(desk: Desk, id: string, revision: number) {
    this.#desk = desk;
    this.#id = id;
    this.#revision = revision;
  }

  async step(role: RoleId, action: z.infer<typeof AdjustmentStepWish>["action"], words: Words = {}): Promise<void> {
    const { asking, who, ledger } = this.#desk;
    const done = await asking.surely(who(role), Adjustment, `adjustments/${this.#id}/steps`, { body: { action, ...words }, seen: this.#revision });
    this.#revision = done.revision;
    ledger.push({ kind: "adjustment-step", id: this.#id, action, revision: done.revision, state: done.state });
  }
}
