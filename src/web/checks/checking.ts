import type { QueryClient } from "@tanstack/react-query";
import { correct } from "../../declaration/correction.ts";
import { textAt } from "../../declaration/values.ts";
import type { Check } from "../../server/declarations/checks-contract.ts";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import { api } from "../api.ts";
import { declarationQuery } from "../declarations/queries.ts";
import { afterCheck } from "./queries.ts";

/** A new text for one value. */
export interface Change {
  path: string;
  text: string;
}

const known = (queries: QueryClient, declaration: string): DeclarationAnswer | undefined =>
  queries.getQueryData(declarationQuery(declaration).queryKey);

/** Confirms values with what was seen at them. Nothing changes but counts, so the next check need not wait for those. */
export async function confirmValues(queries: QueryClient, declaration: string, values: { path: string; seen: string | null }[]): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    for (const { path, seen } of values) checks.push(await api.check(declaration, { path, action: "confirm", text: null, seen }));
    return checks;
  } finally {
    void afterCheck(queries, declaration);
  }
}

/**
 * Corrects values one after the other. The page shows each at once, typed by the same code as the server's, and asks
 * for the declaration again at the end, whatever came of it.
 */
export async function correctValues(queries: QueryClient, declaration: string, changes: readonly Change[]): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    for (const { path, text } of changes) {
      const before = known(queries, declaration)?.declaration ?? (await queries.ensureQueryData(declarationQuery(declaration))).declaration;
      const seen = textAt(before, path);
      const after = correct(before, { path, text });
      queries.setQueryData(declarationQuery(declaration).queryKey, (answer) => answer && { ...answer, declaration: after });
      checks.push(await api.check(declaration, { path, action: "correct", text: textAt(after, path), seen }));
    }
    return checks;
  } finally {
    await afterCheck(queries, declaration);
  }
}

/** Takes checks back, the last one first. */
export async function takeBackChecks(queries: QueryClient, declaration: string, checks: readonly Check[]): Promise<void> {
  try {
    for (const { id } of checks.toReversed()) await api.takeBack(declaration, id);
  } finally {
    await afterCheck(queries, declaration);
  }
}
