import type { Declaration } from "../../declaration/schema.ts";
import { textAt, valuesBelow } from "../../declaration/values.ts";

/** More values than one looks through in one step: a whole list, the whole declaration. */
const atMost = 20;

/** The single values that are edited when some paths are corrected: of a row the filled ones and those that the form prints. */
export function editable(declaration: Declaration, paths: readonly string[]): string[] {
  const all = [...new Set(paths.flatMap((path) => valuesBelow(declaration, path)))];
  if (all.length > atMost && paths.length === 1) return [];
  const offered = (path: string): boolean =>
    paths.includes(path) || textAt(declaration, path) !== null || declaration.printed.columns.includes(path.slice(path.lastIndexOf(".") + 1));
  return all.filter(offered);
}
