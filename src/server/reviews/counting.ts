import { setTimeout as sleep } from "node:timers/promises";
import { isUnavailable, type Db } from "../../store/database.ts";
import { countWaiting } from "../../store/reviews/reviews.ts";
import { today } from "../today.ts";

/** Counts in the background what the rules find in declarations that wait for it. */
export interface Counting {
  stop(): Promise<void>;
}

/** How often it looks when nothing waited, in milliseconds. */
const lookEvery = 2_000;
/** To find that nothing waits takes longer the more there is: it gets no more than one part in so many of a processor. */
const lookShare = 50;
/** A breath between two goes, so that requests and imports come first. */
const breath = 20;

export function startCounting(db: Db, report: (error: unknown) => void): Counting {
  const stopping = new AbortController();
  const pause = async (ms: number) => await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const begun = performance.now();
      const counted = await countWaiting(db, today()).catch((error: unknown) => {
        if (!isUnavailable(error)) report(error);
        return 0;
      });
      await pause(counted > 0 ? breath : Math.max(lookEvery, (performance.now() - begun) * lookShare));
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
