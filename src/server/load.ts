// More requests than can be answered are refused at once, with a word when to come again, before anything is begun:
// whoever is let in is answered as fast as ever, and nothing is half done.
import { hash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { DabiaoError } from "../problem.ts";
import { accountSettings } from "./accounts/settings.ts";
import type { App, House } from "./app.ts";
import { credentialOf } from "./accounts/credentials.ts";
import { isFromElsewhere } from "./security.ts";

export interface LoadLimits {
  /** Requests in work at the same time. */
  readonly atWork: number;
  /** Requests that wait for their turn, and for how long at most, in milliseconds. */
  readonly waiting: number;
  readonly patience: number;
  /** Requests of one person (or, before signing in, one address from elsewhere): a second in the long run, and at once. */
  readonly perSecond: number;
  readonly atOnce: number;
}

export const usualLoad: LoadLimits = { atWork: 64, waiting: 256, patience: 2_000, perSecond: 100, atOnce: 300 };

/** Puts the limits before every route of the API but those that tell whether the house is well. */
export function limitLoad(app: App, { accounts }: House, limits: LoadLimits = usualLoad): void {
  const settings = accountSettings(accounts);
  const turns = new Turns(limits);
  const paces = new Paces(limits);
  app.addHook("onRequest", async (request, reply) => {
    const { action } = request.routeOptions.config;
    if (action === undefined || action === "house.health") return;
    const sender = credentialOf(request, settings) ?? (isFromElsewhere(request, settings.origin) ? request.ip : null);
    // Alone on the machine nobody is in anybody's way.
    if (sender !== null && !paces.takes(sender)) {
      throw new DabiaoError("LOAD-02", { message: "请求太频繁。", hint: "请过一会儿再试。" });
    }
    await turns.take();
    leaveOnce(reply, turns);
  });
}

/** Also when the client has gone, or the answer broke off. */
function leaveOnce({ raw }: FastifyReply, turns: Turns): void {
  let left = false;
  const leave = (): void => {
    if (!left) turns.leave();
    left = true;
  };
  // Whoever went while waiting in line tells nobody any more.
  if (raw.closed || raw.destroyed) leave();
  else raw.once("finish", leave).once("close", leave);
}

/** A few at work, some more in line for a moment. */
class Turns {
  readonly #limits: LoadLimits;
  readonly #line: (() => void)[] = [];
  #atWork = 0;

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  async take(): Promise<void> {
    if (this.#atWork < this.#limits.atWork) {
      this.#atWork++;
      return;
    }
    if (this.#line.length >= this.#limits.waiting) throw tooMany();
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(turn), 1);
        reject(tooMany());
      }, this.#limits.patience);
      this.#line.push(turn);
    });
  }

  /** The turn goes to the first in line. */
  leave(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#atWork--;
  }
}

const tooMany = (): DabiaoError => new DabiaoError("LOAD-01", { message: "现在使用的人太多，服务忙不过来。", hint: "没有保存的内容还在页面上，请过几秒再试。" });

/** How many requests each sender may still send; it grows with time. */
class Paces {
  readonly #limits: LoadLimits;
  readonly #left = new Map<string, { count: number; at: number }>();

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  takes(sender: string): boolean {
    const { perSecond, atOnce } = this.#limits;
    const now = performance.now();
    // No token of anybody lies about in memory longer than its request.
    const key = hash("sha256", sender, "base64");
    const known = this.#left.get(key) ?? { count: atOnce, at: now };
    const count = Math.min(atOnce, known.count + ((now - known.at) * perSecond) / 1000);
    if (this.#left.size > 10_000) this.#left.clear();
    this.#left.set(key, { count: Math.max(0, count - 1), at: now });
    return count >= 1;
  }
}
