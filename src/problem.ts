import { z } from "zod";
import { Place } from "./place.ts";

/**
 * What is imperfect in a document: collected while reading, never thrown. The message quotes what could not be placed,
 * so that nothing is dropped silently.
 */
export const Problem = z
  .object({
    code: z.string().regex(/^[A-Z]+-\d{2}$/).describe("稳定的编号，如 READ-03"),
    severity: z.enum(["error", "warning", "advice"]),
    message: z.string(),
    at: Place.nullable(),
  })
  .meta({ id: "Problem", description: "读取时发现的问题：引用原文，说明位置" });
export type Problem = z.infer<typeof Problem>;

/**
 * A request that cannot be done: thrown where that is known, formatted at the border (terminal, HTTP, page).
 * `code` is stable; `message` says what happened and where, `hint` what to do — both in Chinese, for the user.
 */
export class DabiaoError extends Error {
  readonly code: string;
  readonly hint: string | null;
  readonly at: Place | null;

  constructor(code: string, told: { message: string; hint?: string; at?: Place; cause?: unknown }) {
    super(told.message, told.cause === undefined ? undefined : { cause: told.cause });
    this.name = "DabiaoError";
    this.code = code;
    this.hint = told.hint ?? null;
    this.at = told.at ?? null;
  }
}
