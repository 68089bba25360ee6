import { setTimeout as sleep } from "node:timers/promises";
import { isUnavailable, type Db } from "../../store/database.ts";
import { archiveDue } from "../../store/goals/archive.ts";

/** Closes the tables of years that are over, in the background. */
export interface Archiving {
  stop(): Promise<void>;
}

/** A day is long: to look every ten minutes is often enough, in milliseconds. */
const lookEvery = 600_000;
/** Tables of one go; between two of them requests and imports come first. */
const atOnce = 100;
const breath = 50;

/** @param today the day in China */
export function startArchiving(db: Db, today: () => string, report: (error: unknown) => void): Archiving {
  const stopping = new AbortController();
  const pause = async (ms: number): Promise<void> => await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const archived = await archiveDue(db, today(), atOnce).catch((error: unknown) => {
        if (!isUnavailable(error)) report(error);
        return 0;
      });
      await pause(archived > 0 ? breath : lookEvery);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
