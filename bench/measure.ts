import { spawn } from "node:child_process";

export interface Figure {
  name: string;
  milliseconds: number;
  baseline: string;
  baselineMilliseconds: number;
  ratio: number;
  limit: string;
  kept: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs what is measured and its baseline in turn, so that both meet the same noise. @returns medians in milliseconds */
export async function inTurn(runs: number, measured: () => Promise<number>, baseline: () => Promise<number>): Promise<[number, number]> {
  const a: number[] = [];
  const b: number[] = [];
  await measured();
  await baseline();
  for (let run = 0; run < runs; run++) {
    a.push(await measured());
    b.push(await baseline());
  }
  return [median(a), median(b)];
}

/** Wall time of a whole process, from start to exit, its output thrown away. */
export function processTime(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "ignore" });
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve(performance.now() - start) : reject(new Error(`${command} ${args.join(" ")}: exit ${code}`))));
  });
}

/** Time from starting a server until its first page is answered; the server is stopped afterwards. */
export async function firstPage(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  // In a group of its own, so that the stop reaches all of it as Ctrl-C does: npm alone does not pass a signal on.
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], env, detached: true });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`the server ended: ${said}`)));
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
        if (found) resolve(found);
      });
    });
    const answer = await fetch(address);
    await answer.text();
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return performance.now() - start;
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGINT");
    await gone;
  }
}
