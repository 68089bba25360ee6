// What is outside of the program's hands breaks: the disk is full, the database is gone, the clock jumps. A clear message,
// nothing that was acknowledged is lost, and all goes on by itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { OpinionAnswer } from "../src/server/reviews/contract.ts";
import { withClient } from "../src/store/backup/beside.ts";
import { dabiao } from "./cli/command.ts";
import { House } from "./kill/house.ts";
import { newFile } from "./kill/files.ts";
import type { Acknowledged } from "./kill/ledger.ts";
import { half, lost } from "./kill/proof.ts";

const folder = mkdtempSync(path.join(tmpdir(), "dabiao-faults-"));
const houses: House[] = [];
after(async () => {
  for (const house of houses) await house.stop();
  spawnSync("umount", [path.join(folder, "small")]);
  rmSync(folder, { recursive: true, force: true });
});

interface Answered {
  status: number;
  code: string | undefined;
  retryAfter: string | null;
}

/** Imports a new file. @returns how the first answer that is not 201 was, or null */
async function importOne(house: House, ledger: Acknowledged[]): Promise<Answered | null> {
  const { text, sha256 } = newFile();
  const run = await fetch(`${house.address}api/imports`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  if (run.status !== 201) return await told(run);
  const form = new FormData();
  form.set("file", new Blob([text]), "一.txt");
  const answer = await fetch(`${house.address}api/imports/${((await run.json()) as { id: string }).id}/files`, { method: "POST", body: form });
  if (answer.status !== 201) return await told(answer);
  const { documentId } = (await answer.json()) as { documentId: string };
  ledger.push({ kind: "import", document: documentId, sha256 });
  return null;
}

async function told(answer: Response): Promise<Answered> {
  const { code } = (await answer.json()) as { code?: string };
  return { status: answer.status, code, retryAfter: answer.headers.get("retry-after") };
}

async function untilImported(house: House, ledger: Acknowledged[]): Promise<void> {
  for (;;) {
    const refused = await importOne(house, ledger).catch(() => "nothing" as const);
    if (refused === null) return;
    await sleep(100);
  }
}

async function provesWhole(house: House, ledger: readonly Acknowledged[]): Promise<void> {
  const found = await withClient(await house.database(), async (client) => [...(await lost(client, ledger)), ...(await half(client))]);
  assert.deepEqual(found, []);
}

const smallDisk = path.join(folder, "small");
const mounts = (): boolean => {
  mkdirSync(smallDisk, { recursive: true });
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=220m", "tmpfs", smallDisk]).status === 0;
};

test("the disk is full: saving is refused with words and 503, nothing is lost, and with room again all goes on", async (t) => {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !mounts()) return t.skip("needs root and the right to mount");
  const house = new House(smallDisk);
  houses.push(house);
  assert.ok(await house.start(), house.said);
  const ledger: Acknowledged[] = [];
  for (let i = 0; i < 3; i++) assert.equal(await importOne(house, ledger), null);
  const { bavail, bsize } = statfsSync(smallDisk);
  const filler = path.join(smallDisk, "filler");
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 512 * 1024));
  const refusals = new Set<string>();
  for (let refused = 0; refused < 5; ) {
    const answer = await importOne(house, ledger);
    if (answer === null) continue;
    refused += 1;
    refusals.add(answer.code ?? "");
    assert.equal(answer.status, 503, JSON.stringify(answer));
    assert.ok(answer.retryAfter !== null);
  }
  t.diagnostic(`refused with ${[...refusals].join(", ")} after ${ledger.length} files`);
  for (const code of refusals) assert.ok(code === "STORE-04" || code === "STORE-01", code);
  rmSync(filler);
  await untilImported(house, ledger);
  await provesWhole(house, ledger);
});

test("the database is killed: until it is back every answer is right or says to come again, without anybody doing anything", async () => {
  const house = new House();
  houses.push(house);
  assert.ok(await house.start(), house.said);
  const ledger: Acknowledged[] = [];
  assert.equal(await importOne(house, ledger), null);
  const killed = house.kill("postmaster", async () => await Promise.resolve());
  for (let seen = 0; seen < 20; seen++) {
    const answer = await fetch(`${house.address}api/declarations`);
    const { code } = (await answer.json()) as { code?: string };
    assert.ok(answer.status === 200 || (answer.status === 503 && code === "STORE-01" && answer.headers.has("retry-after")), `${answer.status} ${code}`);
    await sleep(20);
  }
  assert.ok(await killed);
  await untilImported(house, ledger);
  await provesWhole(house, ledger);

  // Backup and the check of the audit log run beside this server, and the copy stands on its own.
  const file = path.join(folder, "backup.zst");
  process.env.DABIAO_DATA = house.folder;
  const [made, twice, verified] = [await dabiao(["backup", file]), await dabiao(["backup", file]), await dabiao(["audit", "verify"])];
  assert.deepEqual([made.status, twice.status, verified.status], [0, 1, 0], made.stderr + verified.stderr);
  assert.match(twice.stderr, /OUTPUT-02/);
  assert.match(verified.stdout.toString(), /没有改动，没有缺失/);
  process.env.DABIAO_DATA = path.join(folder, "restored");
  const restored = await dabiao(["restore", file]);
  assert.equal(restored.status, 0, restored.stderr);
  assert.match(restored.stdout.toString(), /逐表核对相符/);
  const exported = path.join(folder, "audit.jsonl");
  assert.equal((await dabiao(["audit", "anchor"])).status, 0);
  assert.equal((await dabiao(["audit", "export", exported])).status, 0);
  const again = await dabiao(["audit", "verify", exported]);
  assert.equal(again.status, 0, again.stderr);
  assert.equal((await dabiao(["audit", "verify", "--anchor", `9999:${"a".repeat(64)}`])).status, 1);
});

test("the clock was a year ahead and is put right: what is saved then is the latest all the same", async () => {
  const shift = path.join(folder, "shift.mjs");
  writeFileSync(shift, "const now = Date.now; Date.now = () => now() + Number(process.env.CLOCK_AHEAD);");
  const house = new House();
  houses.push(house);
  house.env = { NODE_OPTIONS: `--import ${shift}`, CLOCK_AHEAD: String(365 * 86_400_000) };
  assert.ok(await house.start(), house.said);
  const ledger: Acknowledged[] = [];
  assert.equal(await importOne(house, ledger), null);
  const { items } = (await (await fetch(`${house.address}api/declarations`)).json()) as { items: { id: string }[] };
  const say = async (conclusion: string): Promise<string | undefined> => {
    const address = `${house.address}api/declarations/${items[0]?.id}/opinion`;
    const { proposed, seen } = OpinionAnswer.parse(await (await fetch(address)).json());
    const opinion = { points: proposed.points, remarks: proposed.remarks, conclusion };
    const saved = await fetch(`${address}s`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ opinion, seen }) });
    assert.equal(saved.status, 201, await saved.text());
    return OpinionAnswer.parse(await (await fetch(address)).json()).kept?.conclusion;
  };
  assert.equal(await say("时钟快了一年"), "时钟快了一年");
  house.env.CLOCK_AHEAD = "0";
  assert.ok(await house.kill("server", async () => await Promise.resolve()));
  assert.equal(await say("时钟拨回来了"), "时钟拨回来了");
  await provesWhole(house, ledger);
});
