// What a person has to look at after reading: doubts, and problems that quote text for which no place was found.
import type { Place } from "../place.ts";
import type { Problem } from "../problem.ts";
import type { Declaration, DoubtReason } from "./schema.ts";

/** `unplaced`: text of the document that no field took. */
export type CheckReason = DoubtReason | "unplaced";

/** One thing to check. */
export interface ToCheck {
  /** A path of the declaration, or `problems[2]` of its document. */
  path: string;
  reason: CheckReason;
  message: string;
  /** Where an unplaced text stands; the places of values stand in the declaration. */
  at: Place | null;
}

/** Problems that quote what looks like part of a form and was not placed; the other codes say something about the file. */
const unplaced = new Set(["READ-03", "READ-04", "FORMAT-14"]);

/**
 * What has to be checked in a document, one list a declaration. An unplaced text belongs to the declaration in which
 * it stands: the last that begins before it.
 */
export function toCheck(declarations: readonly Declaration[], problems: readonly Problem[]): ToCheck[][] {
  const lists = declarations.map(({ doubts }) => doubts.map((doubt): ToCheck => ({ ...doubt, at: null })));
  const starts = declarations.map(startOf);
  problems.forEach(({ code, message, at }, index) => {
    if (unplaced.has(code)) lists[ownerOf(at, starts)]?.push({ path: `problems[${index}]`, reason: "unplaced", message, at });
  });
  return lists;
}

/** The place of a path `problems[2]` in its list; null for every other path. */
export function problemIndex(path: string): number | null {
  const [, index] = /^problems\[(\d{1,6})\]$/.exec(path) ?? [];
  return index === undefined ? null : Number(index);
}

function startOf(declaration: Declaration): Place | null {
  return Object.values(declaration.places).flat().reduce<Place | null>((first, place) => (first && compare(first, place) <= 0 ? first : place), null);
}

function ownerOf(at: Place | null, starts: readonly (Place | null)[]): number {
  if (at === null) return 0;
  return Math.max(0, starts.findLastIndex((start) => start !== null && start.sheet === at.sheet && compare(start, at) <= 0));
}

/** Which of two places of the same sheet or document comes first. */
function compare(a: Place, b: Place): number {
  if (a.from !== null && b.from !== null) return a.from - b.from;
  return (a.page ?? 0) - (b.page ?? 0) || (a.table ?? 0) - (b.table ?? 0) || (a.row ?? 0) - (b.row ?? 0) || (a.line ?? 0) - (b.line ?? 0);
}
