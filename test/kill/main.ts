// npm run kill -- [KILLS] [SEED]: the long drill, in portions, each with a house and a seed of its own. Exit code 0 when
// nothing was lost, half-done or in need of a repair. Ctrl-C ends it early, with its figures. A copy of the working tree
// lets one go on editing meanwhile.
import { Chance } from "./chance.ts";
import { drill, type Figures } from "./drill.ts";
import { OldHouses } from "./upgrade.ts";

/** Kills of one house: beyond, its tables grow so many that proving costs more than killing. */
const portion = 300;
/** The share of kills that hit an older schema becoming the newest. */
const upgraded = 0.03;

const kills = Number(process.argv[2] ?? 1_000);
const first = Number(process.argv[3] ?? Math.floor(Math.random() * 1e6));
const began = performance.now();
const enough = new AbortController();
process.once("SIGINT", () => enough.abort()).once("SIGTERM", () => enough.abort());

const all: Figures[] = [];
const upgrades = { kills: 0, lost: [] as string[], repairs: [] as string[], recovery: [] as number[] };
const old = new OldHouses();
await old.make();
for (let done = 0, seed = first; done < kills && !enough.signal.aborted; seed++) {
  const here = Math.min(portion, kills - done);
  await upgrade(Math.ceil(here * upgraded), new Chance(seed));
  const figures = await drill(here - Math.ceil(here * upgraded), seed, (line) => console.log(line), enough.signal);
  all.push(figures);
  done += sumOf(figures.kills) + Math.ceil(here * upgraded);
  console.log(JSON.stringify({ ...figures, recovery: undefined, upgrades: { ...upgrades, recovery: undefined } }));
}
old.remove();

async function upgrade(wanted: number, chance: Chance): Promise<void> {
  for (let done = 0; done < wanted && !enough.signal.aborted; done++) {
    const { lost, repairs, recovery } = await old.kill(chance);
    upgrades.kills += 1;
    upgrades.lost.push(...lost);
    upgrades.repairs.push(...repairs);
    upgrades.recovery.push(recovery);
  }
}

const added = (counts: readonly Record<string, number>[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const one of counts) for (const [name, count] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
};
function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
const sorted = [...all.flatMap(({ recovery }) => recovery), ...upgrades.recovery].toSorted((a, b) => a - b);
const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
const told = {
  seeds: all.map(({ seed }) => seed), kills: { ...added(all.map((one) => one.kills)), upgrade: upgrades.kills }, acknowledged: added(all.map((one) => one.acknowledged)),
  ...added(all.map(({ unanswered, repeated, auditEvents }) => ({ unanswered, repeated, auditEvents }))),
  lost: [...all.flatMap((one) => one.lost), ...upgrades.lost], half: all.flatMap((one) => one.half), repairs: [...all.flatMap((one) => one.repairs), ...upgrades.repairs], surprises: all.flatMap((one) => one.surprises),
};
console.log(JSON.stringify({ ...told, killed: sumOf(told.kills), writes: sumOf(told.acknowledged), recoveryMs: { median: at(0.5), p95: at(0.95), longest: at(1) }, minutes: Math.round((performance.now() - began) / 6_000) / 10 }, null, 2));
const wrong = told.lost.length + told.half.length + told.repairs.length + told.surprises.length;
console.log(wrong === 0 ? "nothing lost, nothing half-done, nothing to repair" : `${wrong} things went wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
