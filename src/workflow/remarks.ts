// What reviewers ask item by item (逐条意见): where it stands after the table was worked on, and whether something was done.
import type { Declaration } from "../declaration/schema.ts";
import { covers } from "../declaration/paths.ts";
import { keysOf, listNames } from "../declaration/values.ts";
import { differenceOf, pairsIn } from "./difference.ts";

/**
 * Where what stood at a path in one state of a table stands in a later one: rows may have been moved, inserted and removed
 * since somebody pointed at it.
 * @returns null when what it stood in is gone
 */
export function followed(path: string, before: Declaration, after: Declaration): string | null {
  const [name, index] = keysOf(path);
  const list = listNames.find((one) => one === name);
  if (list === undefined || typeof index !== "number") return path;
  const pair = pairsIn(list, before, after).find(([from]) => from === index);
  return pair === undefined ? null : path.replace(`[${index}]`, `[${pair[1]}]`);
}

/** Whether what stood at a path is other in the later state; what is about the whole table: whether anything is. */
export function isChangedAt(path: string | null, before: Declaration, after: Declaration): boolean {
  const changes = differenceOf(before, after);
  if (path === null || path === "") return changes.length > 0;
  const now = followed(path, before, after);
  return now === null || changes.some(({ kind, path: at }) => kind !== "removed" && (covers(now, at) || covers(at, now)));
}
