// Kills while an older schema becomes the newest one: whatever the moment, the next start ends it, and nothing is lost.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "../../src/store/backup/beside.ts";
import { openDatabase } from "../../src/store/database.ts";
import { startEmbedded } from "../../src/store/embedded/start.ts";
import { migrate } from "../../src/store/migrate.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { eras } from "../store/eras.ts";
import { lostRows, type Rows, rowsOf, shapesOf } from "../store/kept-rows.ts";
import type { Chance } from "./chance.ts";
import { House } from "./house.ts";

/** What the running house itself takes away or counts anew. */
const passing = new Set(["audit_waiting", "audit_head", "review_figures", "carried_out", "session", "one_time_code", "sso_attempt", "sign_in_rate"]);

interface Old {
  step: number;
  folder: string;
  rows: Rows;
}

/** Data folders as older programs left them, one for each step of the schema. */
export class OldHouses {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "dabiao-kill-old-"));
  readonly #all: Old[] = [];

  /** Makes them: one database goes through the years and is copied in each that is wanted. */
  async make(wanted = migrations.slice(0, -1).map(({ number }) => number)): Promise<void> {
    const living = path.join(this.#folder, "living");
    mkdirSync(living);
    let lived = 0;
    for (const step of wanted) {
      const embedded = await startEmbedded(living);
      const database = openDatabase(embedded.url, () => undefined);
      while (lived < step) {
        lived += 1;
        await migrate(database.pool, migrations.slice(0, lived));
        for (const era of eras.filter((one) => one.step === lived)) await database.pool.query(era.sql);
      }
      const rows = await withClient(embedded.url, async (client) => await rowsOf(client, (await shapesOf(client)).filter(({ name }) => !passing.has(name))));
      await database.close();
      await embedded.stop();
      const folder = path.join(this.#folder, String(step));
      cpSync(living, folder, { recursive: true });
      this.#all.push({ step, folder, rows });
    }
  }

  /** Starts on one of them, kills in the middle, starts again. @returns what is wrong then */
  async kill(chance: Chance): Promise<{ lost: string[]; repairs: string[]; recovery: number }> {
    const old = chance.one(this.#all);
    if (!old) throw new Error("no old houses were made");
    const folder = path.join(this.#folder, "now");
    cpSync(old.folder, folder, { recursive: true });
    const house = new House(folder);
    // Files that wait go on waiting: what is compared is what the upgrade leaves.
    house.env = { DABIAO_WORKERS: "0" };
    try {
      house.begin();
      if (chance.is(0.7)) await house.database();
      await sleep(chance.upTo(600));
      const began = performance.now();
      const isUp = await house.kill(chance.byShare({ server: 3, everything: 2 }), async () => await Promise.resolve());
      const recovery = performance.now() - began;
      if (!isUp) return { lost: [], repairs: [`an upgrade from step ${old.step}: ${house.said.slice(-2_000)}`], recovery };
      return { lost: await this.#compared(house, old), repairs: [], recovery };
    } finally {
      await house.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async #compared(house: House, { step, rows }: Old): Promise<string[]> {
    return await withClient(await house.database(), async (client) => {
      const { rows: steps } = await client.query<{ number: number }>("select number from schema_migration order by number");
      const isWhole = steps.map(({ number }) => number).join() === migrations.map(({ number }) => number).join();
      const now = await rowsOf(client, (await shapesOf(client)).filter(({ name }) => rows.has(name)));
      return [...(isWhole ? [] : [`the schema after an upgrade from step ${step} has other steps`]), ...lostRows(rows, now, step)];
    });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
