import type { Cell } from "../grid/grid.ts";
import { isLong } from "./assign.ts";
import type { Entry } from "./form.ts";
import { type Row, isBlank } from "./rows.ts";

/** A label whose value has not come yet. */
export interface Awaited {
  entry: Entry;
  label: string;
  column: number;
  /** It may as well be the heading of the labels beside it (总体目标). */
  section: boolean;
  /** Announced by a paragraph: then its value may be the next paragraph or row. */
  alone: boolean;
  taken: boolean;
}

/** Whether a label's value may come in a later row: where the form prints it below, in prose, and behind a line of its own. */
export function canStandBelow({ entry, alone }: Awaited): boolean {
  return entry.value === "below" || isLong(entry) || alone;
}

function nearest(awaited: readonly Awaited[], column: number): Awaited | null {
  return awaited.reduce<Awaited | null>((best, one) => (!best || Math.abs(one.column - column) < Math.abs(best.column - column) ? one : best), null);
}

/**
 * The label whose value a text without one in its row is: the one it stands below, else the only one, or the nearest.
 * @param open the labels that waited when the row began
 * @param texts how many such texts the row has; `index`: which of them this is
 */
export function homeOf(open: readonly Awaited[], texts: number, index: number, cell: Cell, row: Row): Awaited | null {
  const free = open.filter(({ taken }) => !taken);
  if (free.length === 0) return null;
  const served = free.filter((awaited) => canStandBelow(awaited));
  // Where a conversion dropped the empty cell below a heading, the texts stand one column away from their labels.
  const titled = open.filter(({ section }) => !section);
  if (!row.stated && titled.length > 1 && titled.length === texts && titled.length < open.length && row.cells.every((one) => !isBlank(one)) && titled.every(canStandBelow)) return titled[index] ?? null;
  const below = served.find(({ column }) => column === cell.column);
  if (below && row.kind === "row") return below;
  if (texts === open.length && open[index] && served.includes(open[index])) return open[index];
  return served.length === 1 || texts === 1 ? (served[0] ?? null) : nearest(served, cell.column);
}
