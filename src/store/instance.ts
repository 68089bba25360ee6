// One data folder, one server: `server.json` in the folder names the process that works on it and where it answers.
import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { DabiaoError } from "../problem.ts";
import { birthmark, isAlive } from "./embedded/process.ts";

const Claim = z.object({
  pid: z.int().min(1),
  /** What tells the process from a later one with the same number; null where the system does not say. */
  birthmark: z.string().nullable(),
  /** Where its pages are; null while it is starting. */
  address: z.string().nullable(),
});
export type RunningInstance = z.infer<typeof Claim>;

/** The claim of this process on a data folder. */
export interface Instance {
  /** Makes the address known to those who come second. */
  announce(address: string): void;
  /** Gives the folder free. Harmless when done twice. */
  release(): void;
}

const held = new Map<string, Instance>();

/** The claim that this very process holds on the folder, if any. */
export function ownInstance(dataFolder: string): Instance | null {
  return held.get(realpathSync(dataFolder)) ?? null;
}

/** The living server of a data folder; null when there is none, or only the trace of one that died. */
export function runningInstance(dataFolder: string): RunningInstance | null {
  const claim = read(claimFile(realpathSync(dataFolder)));
  return claim.kind === "claim" && isSame(claim.claim) ? claim.claim : null;
}

/**
 * Claims a data folder for this process. A server that has just been told to stop needs a moment to let go of it,
 * therefore a living one is asked about again for a while before this gives up.
 * @throws DabiaoError START-01 when another process works on the folder, START-07 when it cannot be written
 */
export async function claimInstance(dataFolder: string, patience = 1500): Promise<Instance> {
  const folder = realpathSync(dataFolder);
  const file = claimFile(folder);
  const end = Date.now() + patience;
  while (!tryClaim(file)) {
    const found = read(file);
    if (found.kind === "claim" && isSame(found.claim)) {
      if (Date.now() >= end) throw isRunning(folder, found.claim);
      await sleep(50);
    } else if (found.kind !== "absent") {
      removeStale(file, found.text);
    }
  }
  const instance: Instance = {
    announce: (address) => replace(file, address),
    release() {
      process.off("exit", instance.release);
      held.delete(folder);
      const found = read(file);
      if (found.kind === "claim" && found.claim.pid === process.pid) rmSync(file, { force: true });
    },
  };
  held.set(folder, instance);
  process.once("exit", instance.release);
  return instance;
}

const claimFile = (folder: string): string => path.join(folder, "server.json");

type Found = { kind: "absent" } | { kind: "claim"; text: string; claim: RunningInstance } | { kind: "unreadable"; text: string };

function read(file: string): Found {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return { kind: "absent" };
  }
  try {
    return { kind: "claim", text, claim: Claim.parse(JSON.parse(text)) };
  } catch {
    return { kind: "unreadable", text };
  }
}

const isSame = (claim: RunningInstance): boolean =>
  isAlive(claim.pid) && (claim.birthmark === null || claim.birthmark === birthmark(claim.pid));

function text(address: string | null): string {
  return `${JSON.stringify({ pid: process.pid, birthmark: birthmark(process.pid), address } satisfies RunningInstance)}\n`;
}

/** Writes the claim under a name of our own and links it to the real one: of two at the same moment one fails. */
function tryClaim(file: string): boolean {
  const own = `${file}.${process.pid}`;
  try {
    writeFileSync(own, text(null));
    linkSync(own, file);
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw new DabiaoError("START-07", {
      message: `数据文件夹不能写入：${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "请检查文件夹属于哪个用户，或用环境变量 DABIAO_DATA 指定别的文件夹",
      cause,
    });
  } finally {
    rmSync(own, { force: true });
  }
}

function replace(file: string, address: string): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, text(address));
  renameSync(own, file);
}

/** Takes a dead process' claim away, by way of a rename: if another one was quicker and has its claim there, it is put back. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== stale) linkSync(aside, file);
  } catch {
    // Somebody else has taken it away: the next round sees what is there now.
  } finally {
    rmSync(aside, { force: true });
  }
}

function isRunning(folder: string, claim: RunningInstance): DabiaoError {
  const where = claim.address === null ? "（正在启动）" : `：${claim.address}`;
  return new DabiaoError("START-01", {
    message: `达标已经在运行${where}（进程 ${claim.pid}，数据文件夹 ${folder}）`,
    hint: "请直接打开上面的地址；要另开一个，请用 DABIAO_DATA 指定别的数据文件夹，用 DABIAO_PORT 指定别的端口",
  });
}
