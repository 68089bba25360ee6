// Requests of people whose server may be gone at any moment: what they were told, and what they do when nothing came.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { SessionAnswer, TrialPeople } from "../../src/server/accounts/contract.ts";
import type { RoleId } from "../../src/workflow/roles.ts";
import type { House } from "./house.ts";

/** An answer that a person would not expect, whatever was killed. */
export class Surprise extends Error {}
/** Work is over. */
export class Stopped extends Error {}

/** Somebody of the trial, signed in. */
export interface Person {
  name: string;
  cookie: string;
  roles: { role: RoleId; office: string; name: string }[];
}

export interface Wish {
  method?: "GET" | "POST" | "PUT";
  body?: FormData | object;
  /** The revision that was seen. */
  seen?: number;
  key?: string;
  /** Answers that may come beside the good one; then null is told. */
  refusals?: readonly number[];
}

/** What takes longer is no answer. */
const patience = 60_000;

export class Asking {
  readonly #house: House;
  readonly #isOver: () => boolean;
  /** Requests that ended without an answer, or with one that says “later”. */
  unanswered = 0;
  /** Requests sent again under their key until there was an answer. */
  repeated = 0;

  constructor(house: House, isOver: () => boolean) {
    this.#house = house;
    this.#isOver = isOver;
  }

  /** Asks once. @throws Surprise, or whatever says that there was no answer */
  async ask<Shape extends z.ZodType>(person: Person | null, shape: Shape, route: string, wish?: Wish & { refusals?: never }): Promise<z.infer<Shape>>;
  async ask<Shape extends z.ZodType>(person: Person | null, shape: Shape, route: string, wish: Wish): Promise<z.infer<Shape> | null>;
  async ask<Shape extends z.ZodType>(person: Person | null, shape: Shape, route: string, { method, body, seen, key, refusals = [] }: Wish = {}): Promise<z.infer<Shape> | null> {
    while (this.#house.address === "") await this.pause(25);
    const json = body !== undefined && !(body instanceof FormData);
    const headers = {
      ...(person ? { cookie: person.cookie } : {}), ...(json ? { "content-type": "application/json" } : {}),
      ...(seen === undefined ? {} : { "if-match": `"${seen}"` }), ...(key === undefined ? {} : { "idempotency-key": key }),
    };
    const init: RequestInit = { method: method ?? (body === undefined ? "GET" : "POST"), headers, signal: AbortSignal.timeout(patience) };
    if (body !== undefined) init.body = json ? JSON.stringify(body) : (body as FormData);
    const [status, told] = await this.#send(route, init);
    if (status >= 200 && status < 300) return shape.parse(JSON.parse(told));
    if (refusals.includes(status)) return null;
    throw new Surprise(`${status} ${init.method ?? ""} ${route}: ${told.slice(0, 1_000)}`);
  }

  /** Asks under a key of its own until there is an answer: whether the first request was carried out nobody knows but the server. */
  async surely<Shape extends z.ZodType>(person: Person | null, shape: Shape, route: string, wish: Wish & { refusals?: never }): Promise<z.infer<Shape>>;
  async surely<Shape extends z.ZodType>(person: Person | null, shape: Shape, route: string, wish: Wish): Promise<z.infer<Shape> | null>;
  async surely<Shape extends z.ZodType>(person: Person | null, shape: Shape, route: string, wish: Wish): Promise<z.infer<Shape> | null> {
    const key = randomUUID();
    for (let isFirst = true; ; isFirst = false) {
      try {
        if (!isFirst) this.repeated += 1;
        return await this.ask(person, shape, route, { ...wish, key });
      } catch (error) {
        if (error instanceof Surprise) throw error;
        await this.pause(60);
      }
    }
  }

  /** @throws Stopped when work is over */
  async pause(milliseconds: number): Promise<void> {
    if (this.#isOver()) throw new Stopped();
    await sleep(milliseconds);
  }

  async #send(route: string, init: RequestInit): Promise<[number, string]> {
    try {
      const answer = await fetch(`${this.#house.address}api/${route}`, init);
      const told = await answer.text();
      // A busy server says when to come again; nothing was begun.
      if (answer.status === 429 || (answer.status === 503 && answer.headers.has("retry-after"))) throw new Error("later");
      return [answer.status, told];
    } catch {
      throw this.#missed();
    }
  }

  #missed(): Error {
    this.unanswered += 1;
    return new Error("no answer");
  }
}

/** Opens a trial in an empty house and signs everybody in. */
export async function openTrial(house: House): Promise<Person[]> {
  const asking = new Asking(house, () => false);
  await asking.ask(null, SessionAnswer, "house", { body: { mode: "trial" } });
  const { items } = await asking.ask(null, TrialPeople, "trial/people");
  return await Promise.all(
    items.map(async ({ account, name, roles }) => {
      const answer = await fetch(`${house.address}api/trial/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ account }) });
      const [cookie] = (answer.headers.get("set-cookie") ?? "").split(";");
      if (!answer.ok || !cookie) throw new Error(`nobody can be ${name}: ${answer.status}`);
      await answer.body?.cancel();
      return { name, cookie, roles: roles as Person["roles"] };
    }),
  );
}
