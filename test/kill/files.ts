// People who bring files in, check what was read from them and set findings aside.
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { CheckQueue } from "../../src/server/declarations/checks-contract.ts";
import { DeclarationList } from "../../src/server/declarations/contract.ts";
import { ImportedFile, ImportRun } from "../../src/server/imports/contract.ts";
import { DeclarationReview, Waiver } from "../../src/server/reviews/contract.ts";
import { type Asking, type Person, Surprise } from "./asking.ts";
import type { Chance } from "./chance.ts";
import type { Acknowledged } from "./ledger.ts";

const template = readFileSync(path.join(import.meta.dirname, "..", "documents", "tianjin-second-row-without-target.txt"), "utf8");

/** A file that nobody has sent before. Each is another unit's, so that reviews look at few tables. */
export function newFile(): { text: string; sha256: string } {
  const mark = randomUUID().slice(0, 8);
  const form = (name: string): string => template.replaceAll("校舍改造提升", name).replaceAll("418003云陂市项目服务中心", `${100000 + (Number.parseInt(mark, 16) % 900000)}云陂市${mark}中心`);
  const text = `${form(`校舍改造${mark}`)}\n${form(`学位增加${mark}`)}`;
  return { text, sha256: createHash("sha256").update(text).digest("hex") };
}

/** One clerk's work with files. */
export class Files {
  readonly #asking: Asking;
  readonly #clerk: Person;
  readonly #ledger: Acknowledged[];
  readonly #chance: Chance;
  /** The last declarations that came in, so that what is worked on stays small. */
  #declarations: string[] = [];

  constructor(asking: Asking, clerk: Person, ledger: Acknowledged[], chance: Chance) {
    this.#asking = asking;
    this.#clerk = clerk;
    this.#ledger = ledger;
    this.#chance = chance;
  }

  async import(): Promise<void> {
    const { text, sha256 } = newFile();
    const run = await this.#asking.ask(this.#clerk, ImportRun, "imports", { body: {} });
    const form = new FormData();
    form.set("file", new Blob([text]), `${sha256.slice(0, 8)}.txt`);
    const { documentId, outcome, error } = await this.#asking.ask(this.#clerk, ImportedFile, `imports/${run.id}/files`, { body: form });
    // A machine with ten times too much to do may take longer than a file is given; that is told.
    if (error?.code === "IMPORT-03") return;
    if (documentId === null || outcome !== "imported") throw new Surprise(`a good file was ${outcome}`);
    this.#ledger.push({ kind: "import", document: documentId, sha256 });
    const { items } = await this.#asking.ask(this.#clerk, DeclarationList, `declarations?document=${documentId}`);
    this.#declarations = [...this.#declarations, ...items.map(({ id }) => id)].slice(-50);
    await this.#asking.pause(this.#chance.upTo(100));
  }

  async queue(): Promise<void> {
    const files = [newFile(), newFile(), newFile()];
    const run = await this.#asking.ask(this.#clerk, ImportRun, "imports", { body: { expected: files.length } });
    const key = randomUUID();
    // A sender that had no answer sends the same again: it must not count twice.
    for (;;) {
      const form = new FormData();
      for (const { text, sha256 } of files) form.append("file", new Blob([text]), `${sha256.slice(0, 8)}.txt`);
      try {
        await this.#asking.ask(this.#clerk, z.object({ received: z.int() }), `imports/${run.id}/queue?key=${key}`, { body: form });
        break;
      } catch (error) {
        if (error instanceof Surprise) throw error;
        await this.#asking.pause(50);
      }
    }
    this.#ledger.push(...files.map(({ sha256 }) => ({ kind: "queued" as const, sha256 })));
    await this.#asking.pause(300);
  }

  async check(): Promise<void> {
    const { items } = await this.#asking.ask(this.#clerk, CheckQueue, "checks?limit=20");
    const entry = this.#chance.one(items);
    if (!entry) return await this.#asking.pause(50);
    const correct = entry.reason !== "unplaced" && this.#chance.is(0.5);
    const text = correct ? `≥${Math.floor(this.#chance.upTo(1e6))}人` : null;
    const wish = { path: entry.path, action: correct ? "correct" : "confirm", text, seen: entry.value ?? (entry.reason === "unplaced" ? entry.message : null) };
    const kept = await this.#asking.ask(this.#clerk, z.object({ id: z.uuid(), text: z.string().nullable() }), `declarations/${entry.declarationId}/checks`, { body: wish, refusals: [400, 404, 409, 422] });
    if (kept) this.#ledger.push({ kind: "check", id: kept.id, path: entry.path, text: kept.text });
  }

  async waive(): Promise<void> {
    const declaration = this.#chance.one(this.#declarations);
    if (declaration === undefined) return await this.#asking.pause(50);
    const { findings } = await this.#asking.ask(this.#clerk, DeclarationReview, `declarations/${declaration}/review`);
    const finding = findings.find(({ waiver, declaration: own }) => waiver === null && own !== null);
    if (!finding) return;
    const reason = `理由 ${randomUUID()}`;
    const wish = { rule: finding.rule, path: finding.path, message: finding.message, scope: "cell", reason };
    const waiver = await this.#asking.ask(this.#clerk, Waiver, `declarations/${declaration}/waivers`, { body: wish, refusals: [409] });
    if (waiver) this.#ledger.push({ kind: "waiver", id: waiver.id, reason });
    await this.#asking.pause(this.#chance.upTo(200));
  }
}
