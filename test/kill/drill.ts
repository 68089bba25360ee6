// Kills server and database at random moments while people write, and counts what that costs. Nothing, is the claim.
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { WaitingList } from "../../src/server/goals/todo-contract.ts";
import { DabiaoError } from "../../src/problem.ts";
import { verifyChain } from "../../src/store/audit/reading.ts";
import { withClient } from "../../src/store/backup/beside.ts";
import { Asking, type Person } from "./asking.ts";
import { Chance } from "./chance.ts";
import { House, type Target, targets } from "./house.ts";
import { countedByKind, twice } from "./ledger.ts";
import { Load } from "./load.ts";
import { changedVersions, half, lost, waiting, waitsFor } from "./proof.ts";

export interface Figures {
  seed: number;
  kills: Record<Target, number>;
  acknowledged: Record<string, number>;
  unanswered: number;
  /** Requests sent again under their key until there was an answer. */
  repeated: number;
  /** What went wrong, in words; all of them empty when the claim holds. */
  lost: string[];
  half: string[];
  repairs: string[];
  surprises: string[];
  /** Milliseconds from the kill until all could be used again. */
  recovery: number[];
  auditEvents: number;
}

/** How often each is killed, in a hundred. */
const shares: Readonly<Record<Target, number>> = { backend: 40, postmaster: 34, server: 11, everything: 8, again: 2, recovery: 4, worker: 1 };
/** What kills twice. */
const twofold: readonly Target[] = ["again", "recovery"];
/** The longest pause between the two, and before a second server dies, in milliseconds: a start takes about as long. */
const pauses: Readonly<Partial<Record<Target, number>>> = { again: 1_500, recovery: 300, worker: 1_500 };
/** The longest that people work on undisturbed after the first of them was told that something is done, in milliseconds. */
const calm = 600;
/** How long is waited for that; a machine with too much to do need not get there. */
const untilWritten = 3_000;
/** How long what waits may take at the end. */
const drained = 300_000;

/**
 * @param seed of what is killed, and when
 * @param told of every twentieth kill
 * @param enough ends the drill early, with what it has found
 */
export async function drill(kills: number, seed: number, told: (line: string) => void, enough?: AbortSignal): Promise<Figures> {
  const house = new House();
  const load = new Load(house, seed);
  const figures: Figures = { seed, kills: Object.fromEntries(targets.map((target) => [target, 0])) as Figures["kills"], acknowledged: {}, unanswered: 0, repeated: 0, lost: [], half: [], repairs: [], surprises: load.surprises, recovery: [], auditEvents: 0 };
  try {
    if (!(await house.start())) throw new Error(`the server did not start: ${house.said}`);
    await load.start();
    await killAll(house, load, figures, { kills, told, ...(enough ? { enough } : {}) });
    await load.stop();
    if (figures.repairs.length === 0) await proveAll(house, load, figures);
    const { unanswered, repeated } = load;
    return { ...figures, unanswered, repeated, acknowledged: countedByKind(load.ledger) };
  } finally {
    await load.stop();
    await house.stop();
  }
}

async function killAll(house: House, load: Load, figures: Figures, { kills, told, enough }: { kills: number; told: (line: string) => void; enough?: AbortSignal }): Promise<void> {
  const chance = new Chance(figures.seed);
  let proven = 0;
  for (let done = 0, last = 0; done < kills && !enough?.aborted; ) {
    const written = load.ledger.length;
    for (const end = Date.now() + untilWritten; load.ledger.length === written && Date.now() < end; ) await sleep(20);
    await sleep(chance.upTo(calm));
    // Each at least once, then by chance.
    const target = targets.find((one) => figures.kills[one] === 0 && figures.recovery.length < targets.length) ?? chance.byShare(shares);
    const began = performance.now();
    const isUp = await house.kill(target, async () => await sleep(chance.upTo(pauses[target] ?? 0)));
    figures.recovery.push(performance.now() - began);
    const counts = twofold.includes(target) ? 2 : 1;
    figures.kills[target] += counts;
    done += counts;
    if (!isUp) {
      figures.repairs.push(`after ${target}: ${house.said.slice(-2_000)}`);
      return;
    }
    proven = await prove(house, load, figures, proven);
    if (done - last >= 20) {
      last = done;
      told(`${new Date().toISOString()} seed ${figures.seed}: ${done} kills, ${load.ledger.length} acknowledged, ${figures.lost.length} lost, ${figures.half.length} half-done, ${load.surprises.length} surprises`);
    }
  }
}

/** Looks at what was acknowledged since the last look, and for anything half-done. @returns how far the ledger is proven */
async function prove(house: House, load: Load, figures: Figures, from: number): Promise<number> {
  const until = load.ledger.length;
  const [missing, halves] = await looking(house, async (client) => [await lost(client, load.ledger.slice(from, until)), await half(client)]);
  figures.lost.push(...missing);
  // What is once half-done stays so: told once.
  figures.half.push(...halves.filter((one) => !figures.half.includes(one)));
  return until;
}

/** Looks into the database. A killed backend takes all others along, and those who look: sometimes only after all was ready again. */
async function looking<Seen>(house: House, look: (client: pg.Client) => Promise<Seen>): Promise<Seen> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withClient(await house.database(), look);
    } catch (error) {
      if (!(error instanceof DabiaoError) || attempt === 100) throw error;
      await sleep(100);
    }
  }
}

/** At the end, when all is calm: everything that was ever acknowledged, all done that the house does by itself, the audit log whole. */
async function proveAll(house: House, load: Load, figures: Figures): Promise<void> {
  await looking(house, async (client) => {
    const end = Date.now() + drained;
    let left = await waiting(client);
    for (; Object.keys(left).length > 0 && Date.now() < end; left = await waiting(client)) await sleep(200);
    if (Object.keys(left).length > 0) figures.repairs.push(`nobody does what waits: ${JSON.stringify(left)}`);
    figures.lost.push(...(await lost(client, load.ledger)), ...twice(load.ledger), ...(await changedVersions(client)));
    figures.half.push(...(await half(client)));
    const verdict = await verifyChain(client, []);
    figures.auditEvents = verdict.events;
    figures.half.push(...verdict.faults.map(({ message }) => message));
    for (const person of load.people) figures.half.push(...(await todoTrouble(house, person, client)));
  });
}

/** Whether the to-do list of a clerk or head says what waits for them. */
async function todoTrouble(house: House, person: Person, client: pg.Client): Promise<string[]> {
  const asking = new Asking(house, () => false);
  const troubles: string[] = [];
  for (const { role, office } of person.roles) {
    if (role !== "unit-clerk" && role !== "unit-head") continue;
    const told: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page: WaitingList = await asking.ask(person, WaitingList, `todo?limit=200${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`);
      told.push(...page.items.map(({ id, adjustment }) => adjustment ?? id));
      after = page.next;
    }
    const wanted = await waitsFor(client, role, office);
    if (JSON.stringify(told.sort()) !== JSON.stringify(wanted)) troubles.push(`the to-do list of ${person.name} (${role}) has ${told.length} entries, ${wanted.length} wait`);
  }
  return troubles;
}
