// People who write all the time, through the API, and a ledger of what the server told them is done.
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { CheckQueue, DeclarationList, ImportedFile, ImportRun } from "../../src/server/contract.ts";
import { DraftAnswer } from "../../src/server/goals/contract.ts";
import { DeclarationReview, KeptOpinion, OpinionAnswer, Waiver } from "../../src/server/reviews/contract.ts";
import type { House } from "./house.ts";

/** A write that was acknowledged: what to look for in the database. */
export type Acknowledged =
  | { kind: "import"; document: string; sha256: string }
  | { kind: "queued"; sha256: string }
  | { kind: "check"; id: string; path: string; text: string | null }
  | { kind: "waiver"; id: string; reason: string }
  | { kind: "opinion"; id: string; conclusion: string }
  | { kind: "draft"; id: string; revision: number; purpose: string };

/** Declarations in one made-up file. */
export const formsOfFile = 2;

const template = readFileSync(path.join(import.meta.dirname, "..", "documents", "tianjin-second-row-without-target.txt"), "utf8");

/** A file that nobody has sent before. Each is another unit's, so that reviews look at few tables. */
export function newFile(): { text: string; sha256: string } {
  const mark = randomUUID().slice(0, 8);
  const form = (name: string): string => template.replaceAll("校舍改造提升", name).replaceAll("418003云陂市项目服务中心", `${100000 + (Number.parseInt(mark, 16) % 900000)}云陂市${mark}中心`);
  const text = `${form(`校舍改造${mark}`)}\n${form(`学位增加${mark}`)}`;
  return { text, sha256: createHash("sha256").update(text).digest("hex") };
}

export class Load {
  readonly ledger: Acknowledged[] = [];
  /** Requests that ended without an answer, or with one that says “later”. */
  unanswered = 0;
  /** Answers that nobody would expect. */
  readonly surprises: string[] = [];
  readonly #house: House;
  readonly #declarations: string[] = [];
  #running = true;
  #done: Promise<unknown> = Promise.resolve();

  constructor(house: House) {
    this.#house = house;
  }

  start(): void {
    const people = [() => this.#import(), () => this.#import(), () => this.#queue(), () => this.#check(), () => this.#waive(), () => this.#giveOpinion(), () => this.#writeDraft(), () => this.#writeDraft()];
    this.#done = Promise.all(people.map(async (act) => await this.#goOn(act)));
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  async #goOn(act: () => Promise<void>): Promise<void> {
    while (this.#running) {
      try {
        await act();
      } catch (error) {
        this.unanswered += 1;
        if (error instanceof Surprise) this.surprises.push(error.message);
        await sleep(10);
      }
    }
  }

  async #import(): Promise<void> {
    const { text, sha256 } = newFile();
    const run = await this.#ask(ImportRun, "imports", {});
    const form = new FormData();
    form.set("file", new Blob([text]), `${sha256.slice(0, 8)}.txt`);
    const { documentId, outcome } = await this.#ask(ImportedFile, `imports/${run.id}/files`, form);
    if (documentId === null || outcome !== "imported") throw new Surprise(`a good file was ${outcome}`);
    this.ledger.push({ kind: "import", document: documentId, sha256 });
    const { items } = await this.#ask(DeclarationList, `declarations?document=${documentId}`);
    this.#declarations.push(...items.map(({ id }) => id));
  }

  async #queue(): Promise<void> {
    const files = [newFile(), newFile(), newFile()];
    const run = await this.#ask(ImportRun, "imports", { expected: files.length });
    const key = randomUUID();
    const send = async (): Promise<void> => {
      const form = new FormData();
      for (const { text, sha256 } of files) form.append("file", new Blob([text]), `${sha256.slice(0, 8)}.txt`);
      await this.#ask(z.object({ received: z.int() }), `imports/${run.id}/queue?key=${key}`, form);
    };
    // A sender that had no answer sends the same again: it must not count twice.
    for (let attempt = 1; ; attempt++) {
      try {
        await send();
        break;
      } catch (error) {
        if (error instanceof Surprise || attempt === 200 || !this.#running) throw error;
        await sleep(50);
      }
    }
    this.ledger.push(...files.map(({ sha256 }) => ({ kind: "queued" as const, sha256 })));
    await sleep(300);
  }

  async #check(): Promise<void> {
    const { items } = await this.#ask(CheckQueue, "checks?limit=20");
    const entry = items[Math.floor(Math.random() * items.length)];
    if (!entry) return await sleep(50);
    const correct = entry.reason !== "unplaced" && Math.random() < 0.5;
    const text = correct ? `≥${Math.floor(Math.random() * 1e6)}人` : null;
    const wish = { path: entry.path, action: correct ? "correct" : "confirm", text, seen: entry.value ?? (entry.reason === "unplaced" ? entry.message : null) };
    const kept = await this.#ask(z.object({ id: z.uuid(), text: z.string().nullable() }), `declarations/${entry.declarationId}/checks`, wish, [400, 404, 409, 422]);
    if (kept) this.ledger.push({ kind: "check", id: kept.id, path: entry.path, text: kept.text });
  }

  async #waive(): Promise<void> {
    const declaration = this.#one();
    if (declaration === undefined) return await sleep(50);
    const { findings } = await this.#ask(DeclarationReview, `declarations/${declaration}/review`);
    const finding = findings.find(({ waiver, declaration: own }) => waiver === null && own !== null);
    if (!finding) return;
    const reason = `理由 ${randomUUID()}`;
    const wish = { rule: finding.rule, path: finding.path, message: finding.message, scope: "cell", reason };
    const waiver = await this.#ask(Waiver, `declarations/${declaration}/waivers`, wish, [409]);
    if (waiver) this.ledger.push({ kind: "waiver", id: waiver.id, reason });
  }

  async #giveOpinion(): Promise<void> {
    const declaration = this.#one();
    if (declaration === undefined) return await sleep(50);
    const { proposed, seen } = await this.#ask(OpinionAnswer, `declarations/${declaration}/opinion`);
    const conclusion = `意见 ${randomUUID()}`;
    const opinion = await this.#ask(KeptOpinion, `declarations/${declaration}/opinions`, { opinion: { points: proposed.points, remarks: proposed.remarks, conclusion }, seen }, [409]);
    if (opinion) this.ledger.push({ kind: "opinion", id: opinion.id, conclusion });
  }

  /** Somebody writes a declaration and saves it again and again. A save without an answer may have been done: then it is begun anew. */
  async #writeDraft(): Promise<void> {
    const { id, declaration, ...begun } = await this.#ask(DraftAnswer, "declarations", { year: 2026, name: `项目 ${randomUUID()}` });
    for (let revision = begun.revision, saves = 0; saves < 20 && this.#running; saves++) {
      const purpose = `用途 ${randomUUID()}`;
      const init = { method: "PUT", headers: { "content-type": "application/json", "if-match": `"${revision}"` }, body: JSON.stringify({ ...declaration, funding: { ...declaration.funding, purpose } }) };
      ({ revision } = await this.#send(DraftAnswer, `declarations/${id}/draft`, init, []) ?? { revision });
      this.ledger.push({ kind: "draft", id, revision, purpose });
    }
  }

  /** One of the last declarations, so that what is worked on stays small. */
  #one(): string | undefined {
    const last = this.#declarations.slice(-50);
    return last[Math.floor(Math.random() * last.length)];
  }

  async #ask<Shape extends z.ZodType>(shape: Shape, route: string, body?: FormData | object): Promise<z.infer<Shape>>;
  async #ask<Shape extends z.ZodType>(shape: Shape, route: string, body: FormData | object | undefined, refusals: readonly number[]): Promise<z.infer<Shape> | null>;
  async #ask<Shape extends z.ZodType>(shape: Shape, route: string, body?: FormData | object, refusals: readonly number[] = []): Promise<z.infer<Shape> | null> {
    if (this.#house.address === "") throw new Error("no server");
    const json = body !== undefined && !(body instanceof FormData);
    const init: RequestInit = body === undefined ? {} : { method: "POST", body: json ? JSON.stringify(body) : body };
    if (json) init.headers = { "content-type": "application/json" };
    return await this.#send(shape, route, init, refusals);
  }

  async #send<Shape extends z.ZodType>(shape: Shape, route: string, init: RequestInit, refusals: readonly number[]): Promise<z.infer<Shape> | null> {
    const answer = await fetch(`${this.#house.address}api/${route}`, init);
    if (answer.ok) return shape.parse(await answer.json());
    const told = await answer.text();
    if (refusals.includes(answer.status)) return null;
    if (answer.status === 503 && answer.headers.has("retry-after")) throw new Error("later");
    throw new Surprise(`${answer.status} ${route}: ${told}`);
  }
}

/** An answer that a person would not expect, whatever was killed. */
class Surprise extends Error {}
