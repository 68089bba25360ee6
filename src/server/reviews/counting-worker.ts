// The thread that counts what the rules find in declarations that wait for it, and again beside those that changed.
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { isUnavailable, openDatabase } from "../../store/database.ts";
import { countStale, countWaiting } from "../../store/reviews/figures.ts";
import { strain } from "../strain.ts";
import { today } from "../today.ts";

/** How often it looks when nothing waited, in milliseconds. */
const lookEvery = 2_000;
/** To find that nothing waits takes longer the more there is: it gets no more than one part in so many of a processor. */
const lookShare = 50;
/** A breath between two goes, in which the database has time for others; on a busy machine it grows with what the last one worked, not with how long it was kept waiting. */
const breath = 20;
const restOfBusy = 4;
/** Somebody who is writing saves every few seconds: what stands beside it is counted when they have paused. */
const rest = { quiet: 60, longest: 600 };

// Requests come first: on Linux a thread has a priority of its own.
if (process.platform === "linux") os.setPriority(os.constants.priority.PRIORITY_LOW);

const stopping = new AbortController();
parentPort?.once("message", () => stopping.abort());
const tell = (error: unknown): void => {
  if (!isUnavailable(error)) parentPort?.postMessage(error);
};
const database = openDatabase(String(workerData), tell, 2);

const wait = async (milliseconds: number): Promise<void> => await sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);

/** When to look again for all that waits. Between, what was just changed is looked for, and what is to be counted again beside it. */
let look = 0;
while (!stopping.signal.aborted) {
  const begun = process.threadCpuUsage();
  const counted = await countSome().catch((error: unknown) => {
    tell(error);
    return 0;
  });
  const { user, system } = process.threadCpuUsage(begun);
  const worked = (user + system) / 1_000;
  await wait(counted > 0 ? breath + worked * restOfBusy * (strain() - 1) : lookEvery);
}
await database.close();
parentPort?.close();

async function countSome(): Promise<number> {
  const begun = performance.now();
  const counted = await countWaiting(database.db, today(), begun < look ? "changed" : "all");
  if (counted > 0) return counted;
  if (begun >= look) look = performance.now() + (performance.now() - begun) * lookShare;
  return await countStale(database.db, today(), rest);
}
