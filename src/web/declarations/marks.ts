import type { Declaration } from "../../declaration/schema.ts";
import type { Place } from "../../place.ts";
import type { Mark, Range } from "../documents/chunks.ts";
import { rangeOf } from "../documents/positions.ts";
import { covers, printedAt } from "./paths.ts";

/**
 * The ranges of some places in their source: of text, or positions of cells.
 * @param text what was read there, which tells paragraphs of one page apart
 */
export const rangesOf = (places: Place[], text: string | null = null): Range[] => places.flatMap((place) => rangeOf(place, text) ?? []);

/** Everything that was read for this declaration, so that the source shows what was not. */
export function marksOf(declaration: Declaration): Mark[] {
  const { doubts, places } = declaration;
  return Object.entries(places).flatMap(([path, at]) => {
    const doubted = doubts.some((doubt) => doubt.path !== "" && covers(doubt.path, path));
    return rangesOf(at, printedAt(declaration, path)).map((range): Mark => ({ ...range, kind: doubted ? "doubt" : "read" }));
  });
}
