// Kills server and database at random moments while people write, and counts what that costs. Nothing, is the claim.
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { DabiaoError } from "../../src/problem.ts";
import { verifyChain } from "../../src/store/audit/reading.ts";
import { withClient } from "../../src/store/backup/beside.ts";
import { House, type Target, targets } from "./house.ts";
import { Load } from "./load.ts";
import { half, lost, waiting } from "./proof.ts";

export interface Figures {
  kills: Record<Target, number>;
  acknowledged: Record<string, number>;
  unanswered: number;
  /** What went wrong, in words; all of them empty when the claim holds. */
  lost: string[];
  half: string[];
  repairs: string[];
  surprises: string[];
  /** Milliseconds from the kill until all could be used again. */
  recovery: number[];
  auditEvents: number;
}

/** A line for whoever waits. */
const lineOf = (done: number, load: Load, { lost: gone, half: halves }: Figures): string => `${new Date().toISOString()} ${done} kills, ${load.ledger.length} acknowledged, ${gone.length} lost, ${halves.length} half-done`;

/** How often each is killed, in a hundred. */
const shares: Readonly<Record<Target, number>> = { backend: 34, postmaster: 34, server: 14, everything: 12, again: 6 };
/** The longest that people work undisturbed, in milliseconds. */
const calm = 500;
/** How long the queue may take to be read at the end. */
const drained = 300_000;

/**
 * @param told of every hundredth kill
 * @param enough ends the drill early, with what it has found
 */
export async function drill(kills: number, told: (line: string) => void, enough?: AbortSignal): Promise<Figures> {
  const house = new House();
  const load = new Load(house);
  const figures: Figures = { kills: { server: 0, postmaster: 0, backend: 0, everything: 0, again: 0 }, acknowledged: {}, unanswered: 0, lost: [], half: [], repairs: [], surprises: load.surprises, recovery: [], auditEvents: 0 };
  try {
    if (!(await house.start())) throw new Error(`the server did not start: ${house.said}`);
    load.start();
    let proven = 0;
    for (let done = 0; done < kills && !enough?.aborted; ) {
      await sleep(Math.random() * calm);
      const target = done < targets.length ? (targets[done] ?? "server") : chosen();
      const began = performance.now();
      const isUp = await house.kill(target, async () => await sleep(Math.random() * 1_500));
      figures.recovery.push(performance.now() - began);
      figures.kills[target] += 1;
      done += target === "again" ? 2 : 1;
      if (!isUp) {
        figures.repairs.push(`after ${target}: ${house.said.slice(-2_000)}`);
        break;
      }
      proven = await prove(house, load, figures, proven);
      if (done % 100 < 2) told(lineOf(done, load, figures));
    }
    await load.stop();
    if (figures.repairs.length === 0) await proveAll(house, load, figures);
    figures.unanswered = load.unanswered;
    figures.acknowledged = countBy(load);
    return figures;
  } finally {
    await load.stop();
    await house.stop();
  }
}

function chosen(): Target {
  const bag = targets.flatMap((target) => Array<Target>(shares[target]).fill(target));
  return bag[Math.floor(Math.random() * bag.length)] ?? "server";
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

/** At the end, when all is calm: everything that was ever acknowledged, the queue read to its end, the audit log whole. */
async function proveAll(house: House, load: Load, figures: Figures): Promise<void> {
  await looking(house, async (client) => {
    const end = Date.now() + drained;
    while ((await waiting(client)) > 0 && Date.now() < end) await sleep(200);
    if ((await waiting(client)) > 0) figures.repairs.push("files wait and nobody reads them");
    figures.lost.push(...(await lost(client, load.ledger)));
    figures.half.push(...(await half(client)));
    const verdict = await verifyChain(client, []);
    figures.auditEvents = verdict.events;
    figures.half.push(...verdict.faults.map(({ message }) => message));
  });
}

function countBy({ ledger }: Load): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of ledger) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
