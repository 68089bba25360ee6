// Paths of values within a declaration (`indicators[3].target`) and where what they name stands in the source.
import type { Place } from "../place.ts";
import type { Declaration } from "./schema.ts";

/** Whether `path` is `above` or lies below it: `unit` covers `unit.name`, `indicators[4]` covers its cells. */
export function covers(above: string, path: string): boolean {
  if (above === "" || above === path) return true;
  return path.startsWith(above) && (path[above.length] === "." || path[above.length] === "[");
}

/** Whether one of the two covers the other; the whole declaration is beside every value, not one of them. */
export function related(a: string, b: string): boolean {
  return a !== "" && b !== "" && (covers(a, b) || covers(b, a));
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

/** Where to look for a value that has no place of its own: a class at the label that names it, an empty cell in its row. */
export function placesAround(declaration: Declaration, path: string): Place[] {
  const own = placesOf(declaration, path);
  const [, row, field] = /^(.+)\.(\w+)$/.exec(path) ?? [];
  if (own.length > 0 || row === undefined) return own;
  const label = field === "class" ? placesOf(declaration, `${row}.${declaration.printed.columns.includes("level4") ? "level3" : "level2"}`) : [];
  return label.length > 0 ? label : placesOf(declaration, row);
}
