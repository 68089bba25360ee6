// Paths of values within a declaration (`indicators[3].target`) and what stands at them.
import type { Declaration, Doubt } from "../../declaration/schema.ts";
import type { Problem } from "../../problem.ts";
import type { Place } from "../../place.ts";
import { mergedWith } from "./levels.ts";

/** Whether `path` is `above` or lies below it: `unit` covers `unit.name`, `indicators[4]` covers its cells. */
export function covers(above: string, path: string): boolean {
  if (above === "" || above === path) return true;
  return path.startsWith(above) && (path[above.length] === "." || path[above.length] === "[");
}

/** Whether one of the two covers the other; the whole declaration is beside every value, not one of them. */
export function related(a: string, b: string): boolean {
  return a !== "" && b !== "" && (covers(a, b) || covers(b, a));
}

/** Whether the form prints the field, filled or not. */
export function isPrinted(declaration: Declaration, path: string): boolean {
  return declaration.printed.fields.some((field) => related(field, path));
}

/** Where the value stands: at its own path, else at those below it, else at the nearest above. */
export function placesOf(declaration: Declaration, path: string): Place[] {
  const own = declaration.places[path];
  if (own !== undefined && own.length > 0) return own;
  const entries = Object.entries(declaration.places);
  const below = entries.filter(([key]) => path !== "" && covers(path, key)).flatMap(([, places]) => places);
  if (below.length > 0) return below;
  const above = entries.filter(([key]) => key !== "" && covers(key, path)).sort(([a], [b]) => b.length - a.length)[0];
  return above?.[1] ?? [];
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

/** Which value stands at a character of the source: of several, the one whose place is the shortest. */
export function pathAt(declaration: Declaration, offset: number): string | null {
  let best: string | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [path, places] of Object.entries(declaration.places)) {
    for (const { from, to } of places) {
      if (from === null || to === null || offset < from || offset >= to || to - from >= shortest) continue;
      best = path;
      shortest = to - from;
    }
  }
  return best;
}
