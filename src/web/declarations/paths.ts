// Paths of values within a declaration (`indicators[3].target`) and what stands at them.
import { covers, placesOf, related } from "../../declaration/paths.ts";
import type { Declaration, Doubt } from "../../declaration/schema.ts";
import type { Problem } from "../../problem.ts";
import type { Place } from "../../place.ts";
import { kindOf, textAt } from "../../declaration/values.ts";
import { rangeOf } from "../documents/positions.ts";
import { mergedWith } from "./levels.ts";

export { covers, placesOf, related };

/** Whether the form prints the field, filled or not. */
export function isPrinted(declaration: Declaration, path: string): boolean {
  return declaration.printed.fields.some((field) => related(field, path));
}

/** Doubts about exactly these values or parts of them; a doubt about a whole row or list is shown there, not here. */
export function doubtsAt(declaration: Declaration, paths: string[]): Doubt[] {
  return declaration.doubts.filter((doubt) => paths.some((path) => covers(path, doubt.path)));
}

const problemPath = /^problems\[(\d+)\]$/;

/** The places of whatever can be selected: a value of the declaration, all rows of a merged cell, a problem of its document. */
export function placesOfSelection(declaration: Declaration, problems: Problem[], path: string): Place[] {
  const problem = problemPath.exec(path);
  if (problem === null) return mergedWith(declaration, path).flatMap((own) => placesOf(declaration, own));
  const at = problems[Number(problem[1])]?.at;
  return at ? [at] : [];
}

/** The text of a single value; null for what is none. */
export const printedAt = (declaration: Declaration, path: string): string | null => (kindOf(declaration, path) === null ? null : textAt(declaration, path));

/** Which value stands at a character or cell of the source: of several, the one whose place is the shortest. */
export function pathAt(declaration: Declaration, offset: number): string | null {
  let best: string | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [path, places] of Object.entries(declaration.places)) {
    for (const place of places) {
      const range = rangeOf(place, printedAt(declaration, path));
      if (range === null || offset < range.from || offset >= range.to || range.to - range.from >= shortest) continue;
      best = path;
      shortest = range.to - range.from;
    }
  }
  return best;
}
