// Cells have no characters that a place could count. So that form, queue and source speak of them as they speak of text,
// in ranges and positions, every cell that is spoken of is given a position of its own, below zero.
import type { Place } from "../../place.ts";
import type { Range } from "./chunks.ts";

/** What a position below zero stands for: a place in a table or, with the text that was read there, among paragraphs. */
export interface Spot {
  place: Place;
  text: string | null;
}

const positions = new Map<string, number>();
const spots = new Map<number, Spot>();

/** Names a cell; of two places that name the same cell the keys are equal. */
export const cellKey = ({ page, sheet, table, row, column }: Place): string => JSON.stringify([page, sheet, table, row, column]);

/** Whether a place names a cell, not only a page or the document. */
export const isCell = ({ table, row }: Place): boolean => table !== null || row !== null;

/**
 * The range of a place: its characters, else its own position below zero.
 * @param text what was read there: paragraphs of one page have the same place and are told apart by it
 */
export function rangeOf(place: Place, text: string | null): Range | null {
  const { from, to } = place;
  if (from !== null && to !== null) return to > from ? { from, to } : null;
  const spot: Spot = { place, text: isCell(place) ? null : text };
  const key = `${cellKey(place)} ${spot.text ?? ""}`;
  let position = positions.get(key);
  if (position === undefined) {
    // In steps of two, so that the position beside one is nobody's.
    position = -2 * (positions.size + 1);
    positions.set(key, position);
    spots.set(position, spot);
  }
  return { from: position, to: position + 1 };
}

/** What a range stands for that is no range of characters. */
export const spotOf = ({ from }: Range): Spot | undefined => spots.get(from);
