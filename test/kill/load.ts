// People of a made-up region who write all the time, through the API: files, checks, waivers, and tables through the year.
import { setTimeout as sleep } from "node:timers/promises";
import { DraftAnswer } from "../../src/server/goals/drafts-contract.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import { Asking, openTrial, type Person, Stopped, Surprise } from "./asking.ts";
import { Chance } from "./chance.ts";
import { Files } from "./files.ts";
import type { Desk } from "./goal.ts";
import type { House } from "./house.ts";
import type { Acknowledged } from "./ledger.ts";
import { Year } from "./year.ts";

export class Load {
  readonly ledger: Acknowledged[] = [];
  /** Answers that nobody would expect. */
  readonly surprises: string[] = [];
  readonly #house: House;
  readonly #seed: number;
  readonly #asking: Asking;
  people: readonly Person[] = [];
  #running = true;
  #done: Promise<unknown> = Promise.resolve();

  constructor(house: House, seed: number) {
    this.#house = house;
    this.#seed = seed;
    this.#asking = new Asking(house, () => !this.#running);
  }

  get unanswered(): number {
    return this.#asking.unanswered;
  }

  get repeated(): number {
    return this.#asking.repeated;
  }

  /** Opens the trial, while nothing is killed yet, and lets everybody work. */
  async start(): Promise<void> {
    this.people = await openTrial(this.#house);
    const acts = (await this.#desks()).flatMap((desk, at) => {
      const chance = new Chance(this.#seed + at);
      const [year, files] = [new Year(desk, chance), new Files(this.#asking, desk.who("unit-clerk"), this.ledger, chance)];
      const own = [() => year.one()];
      if (at === 0) own.push(() => year.batch());
      if (at === 1) own.push(() => year.batch(), () => files.import(), () => files.check(), () => files.waive());
      if (at === 2) own.push(() => files.queue(), () => files.check());
      return own;
    });
    this.#done = Promise.all(acts.map(async (act) => await this.#goOn(act)));
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  async #goOn(act: () => Promise<void>): Promise<void> {
    while (this.#running) {
      try {
        await act();
      } catch (error) {
        if (error instanceof Stopped) return;
        if (error instanceof Surprise) this.surprises.push(error.message);
        await sleep(60);
      }
    }
  }

  /** Every unit with the people whose turn comes for its tables; a first draft says which department it belongs to. */
  async #desks(): Promise<Desk[]> {
    const clerks = this.people.flatMap((person) => person.roles.filter(({ role }) => role === "unit-clerk").map(({ office }) => ({ person, office })));
    return await Promise.all(
      clerks.map(async ({ person, office }) => {
        const { declaration } = await this.#asking.ask(person, DraftAnswer, "declarations", { body: { year: 2027, name: "先看一看" } });
        const { unit, department } = declaration;
        const offices: Partial<Record<RoleId, (held: Person["roles"][number]) => boolean>> = { "unit-clerk": (held) => held.office === office, "unit-head": (held) => held.office === office, dept: (held) => held.name === department };
        const who = (role: RoleId): Person => {
          const isTheirs = offices[role] ?? (() => true);
          const found = this.people.find(({ roles }) => roles.some((held) => held.role === role && isTheirs(held)));
          if (!found) throw new Error(`nobody is ${role} of ${unit.name}`);
          return found;
        };
        return { asking: this.#asking, ledger: this.ledger, unit, department, who };
      }),
    );
  }
}
