// npm run kill -- [KILLS]: the long drill. Exit code 0 when nothing was lost, half-done or in need of a repair. Ctrl-C ends
// it early, with its figures. A copy of the working tree lets one go on editing meanwhile.
import { drill } from "./drill.ts";

const kills = Number(process.argv[2] ?? 1_000);
const began = performance.now();
const enough = new AbortController();
process.once("SIGINT", () => enough.abort()).once("SIGTERM", () => enough.abort());
const { recovery, ...figures } = await drill(kills, (line) => console.log(line), enough.signal);
const sorted = recovery.toSorted((a, b) => a - b);
const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
console.log(JSON.stringify({ ...figures, recoveryMs: { median: at(0.5), p95: at(0.95), longest: at(1) }, minutes: Math.round((performance.now() - began) / 6_000) / 10 }, null, 2));
const wrong = figures.lost.length + figures.half.length + figures.repairs.length + figures.surprises.length;
console.log(wrong === 0 ? "nothing lost, nothing half-done, nothing to repair" : `${wrong} things went wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
