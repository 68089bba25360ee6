// What /proc knows about a process. A pid alone proves nothing: after a crash it may belong to somebody else.
import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** `R`, `S`, … `Z`, and the moment of start in clock ticks since boot; null when there is no such process. */
function stat(pid: number): { state: string; started: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field, the command in brackets, may itself hold spaces and brackets: count from the last bracket.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return null;
  }
}

/** A chroot may be without /proc even on Linux. */
const hasProc = existsSync("/proc/self/stat");

/** Whether the process runs. A zombie does not: it has ended and only waits for its parent to notice. */
export function isAlive(pid: number): boolean {
  if (hasProc) {
    const found = stat(pid);
    return found !== null && found.state !== "Z" && found.state !== "X";
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * A mark that no other process ever has: this boot of the machine, and the moment the process began. Together with
 * the pid it tells a running server from a stranger who got its number later. Null where there is no /proc.
 */
export function birthmark(pid: number): string | null {
  const found = stat(pid);
  if (found === null) return null;
  try {
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${found.started}`;
  } catch {
    return found.started;
  }
}

/**
 * Whether `pid` is a living PostgreSQL server that works in `folder`. Without /proc the next best proof is taken: a
 * process of that number lives, and somebody answers on the port that the folder's server noted.
 */
export async function isPostgresIn(pid: number, folder: string, port: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (!hasProc) return answers(port);
  try {
    // An updated package leaves the running program as "/…/postgres (deleted)".
    const program = path.basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ""));
    return program === "postgres" && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 1000 });
    const tell = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", tell(true)).once("error", tell(false)).once("timeout", tell(false));
  });
}

/** Waits until the process has ended; false when it still runs after `milliseconds`. */
export async function hasEnded(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await sleep(10);
  }
  return true;
}
