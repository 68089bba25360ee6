import { spawn } from "node:child_process";

/** What was measured, against a named baseline of the same run where there is one, and what is demanded of it. */
export interface Measured {
  name: string;
  value: number;
  unit: string;
  baseline?: { name: string; value: number };
  /** Of the value, or of its ratio to the baseline. */
  limit?: { of: "value" | "ratio"; most: number } | { of: "value" | "ratio"; least: number };
}

export interface Figure extends Measured {
  section: string;
  ratio: number | null;
  kept: boolean;
}

export function judged(section: string, measured: Measured): Figure {
  const { value, baseline, limit } = measured;
  const ratio = baseline ? value / baseline.value : null;
  const held = limit?.of === "ratio" ? (ratio ?? Number.NaN) : value;
  return { section, ...measured, ratio, kept: !limit || ("most" in limit ? held <= limit.most : held >= limit.least) };
}

/** 读 Word，每张表 0.9 ms；基准（mammoth 转成 HTML）6.1 ms；0.15 倍；上限 0.2 倍：达到 */
export function told({ name, value, unit, baseline, ratio, limit, kept }: Figure): string {
  const against = baseline ? [`基准（${baseline.name}）${short(baseline.value)} ${unit}`, `${short(ratio ?? Number.NaN)} 倍`] : [];
  const bound = limit && ("most" in limit ? `上限 ${limit.most}` : `至少 ${limit.least}`);
  const verdict = limit ? `${bound} ${limit.of === "ratio" ? "倍" : unit}：${kept ? "达到" : "未达到"}` : "没有定上限";
  return [`${name} ${short(value)} ${unit}`, ...against, verdict].join("；");
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * What some work takes of one core, in milliseconds: the processor time of this thread. On a machine at rest that is the
 * time that passes; on a busy one the work of others does not count.
 */
export async function processorTime<Result>(work: () => Promise<Result> | Result): Promise<[number, Result]> {
  const before = process.threadCpuUsage();
  const result = await work();
  const { user, system } = process.threadCpuUsage(before);
  return [(user + system) / 1000, result];
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
