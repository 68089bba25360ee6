// What the server told people is done, kept by the drill itself: what to look for in the database.
import type { GoalState } from "../../src/workflow/states.ts";

/** A write that was acknowledged. */
export type Acknowledged =
  | { kind: "import"; document: string; sha256: string }
  | { kind: "queued"; sha256: string }
  | { kind: "check"; id: string; path: string; text: string | null }
  | { kind: "waiver"; id: string; reason: string }
  | { kind: "opinion"; id: string; conclusion: string }
  | { kind: "draft"; id: string; revision: number; purpose: string }
  | { kind: "step"; id: string; action: string; revision: number; state: GoalState; version: number | null }
  | { kind: "mark"; id: string; action: string; revision: number }
  | { kind: "adjustment"; id: string; declaration: string; revision: number; purpose: string }
  | { kind: "adjustment-step"; id: string; action: string; revision: number; state: string };

/** Declarations in one made-up file. */
export const formsOfFile = 2;

/** Counts what was acknowledged, by kind. */
export function countedByKind(ledger: readonly Acknowledged[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of ledger) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Two writes that were both told that they are the same revision of the same thing: one of them is not there. */
export function twice(ledger: readonly Acknowledged[]): string[] {
  const seen = new Set<string>();
  return ledger.flatMap((one) => {
    if (!("revision" in one)) return [];
    const key = `${one.kind.startsWith("adjustment") ? "adjustment" : "declaration"} ${one.id} revision ${one.revision}`;
    if (seen.has(key)) return [`acknowledged twice: ${key}`];
    seen.add(key);
    return [];
  });
}
