import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { maxBytes } from "../../formats/limits.ts";
import { DabiaoError } from "../../problem.ts";
import { isUnavailable, type Db } from "../../store/database.ts";
import { endFinishedRuns } from "../../store/imports/jobs.ts";
import { type Desk, Stopped, workOnce } from "../../store/imports/jobs-work.ts";
import { readApart } from "../reading/apart.ts";
import { type Reader, startReader, stoppingCode } from "../reading/reading.ts";

/** Workers of one process at most: each has a thread and a database connection. */
const mostWorkers = 16;

/** How many workers `DABIAO_WORKERS` asks for; else one a core. 0 leaves the work to other machines. @throws DabiaoError SERVE-04 */
export function workersWanted(text: string | undefined): number {
  if (text === undefined || text === "") return Math.min(availableParallelism(), mostWorkers);
  const count = Number(text);
  if (/^\d+$/.test(text) && count <= mostWorkers) return count;
  throw new DabiaoError("SERVE-04", { message: `DABIAO_WORKERS=${text} 不对。`, hint: `请用 0 到 ${mostWorkers} 之间的整数：同时读几个文件。` });
}

/** The workers of this process. */
export interface Workers {
  /** Files were put in line here; those put in line elsewhere are found within `lookEvery`. */
  wake(): void;
  /** Gives up what is being read; those files wait on. */
  stop(): Promise<void>;
}

/** How often idle workers look for files that another machine, or an earlier process, put in line. */
const lookEvery = 1_000;

/** Starts workers that read waiting files until they are told to stop; a file that breaks its reader breaks nothing else. */
export function startWorkers(db: Db, count: number, report: (error: unknown) => void, reader: () => Reader = startReader): Workers {
  const stopping = new AbortController();
  let alarm = new AbortController();
  let archiveTaken = false;

  const pause = async (): Promise<void> => {
    const rung = AbortSignal.any([stopping.signal, alarm.signal]);
    await sleep(lookEvery, undefined, { signal: rung }).catch(() => undefined);
  };
  const workWith = async ({ open }: Reader): Promise<void> => {
    const desk: Desk = { db, report, open: async (...asked) => await open(...asked).catch(stoppedOrNot), openApart: async (bytes, name, house) => await readApart(bytes, name, undefined, house) };
    // Of archives, which may be far larger than documents, one is in memory at a time.
    let mayTakeArchive = !archiveTaken;
    archiveTaken = true;
    const giveBack = (): void => {
      if (mayTakeArchive) archiveTaken = false;
      mayTakeArchive = false;
    };
    try {
      const worked = await workOnce(desk, mayTakeArchive ? Number.MAX_SAFE_INTEGER : maxBytes, ({ size }) => void (size <= maxBytes && giveBack()));
      if (worked) return;
      giveBack();
      await endFinishedRuns(db);
      await pause();
    } finally {
      giveBack();
    }
  };
  const loops = Array.from({ length: count }, async () => {
    const own = reader();
    stopping.signal.addEventListener("abort", () => void own.close());
    while (!stopping.signal.aborted) {
      await workWith(own).catch(async (error: unknown) => {
        if (stopping.signal.aborted) return;
        if (!isUnavailable(error)) report(error);
        await sleep(lookEvery, undefined, { signal: stopping.signal }).catch(() => undefined);
      });
    }
    await own.close();
  });
  return {
    wake() {
      alarm.abort();
      alarm = new AbortController();
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

function stoppedOrNot(error: unknown): never {
  throw error instanceof DabiaoError && error.code === stoppingCode ? new Stopped() : error;
}
