/**
 * Borders nearer to each other than this are one border that was drawn twice by hand, for instance for the head of a
 * table and for its body: in twips, a twentieth of a point. Between them there is no room for a character.
 */
export const sameBorder = 120;

/**
 * Which borders of a table are one. Two borders of one row never are, however near: a cell lies between them.
 * @param rows the borders of each row
 * @param at where a border lies, in twips
 * @returns for each border the leftmost of those that are one with it
 */
export function sameBorders(rows: readonly (readonly number[])[], at: (border: number) => number): Map<number, number> {
  const rowsWith = new Map<number, Set<number>>();
  rows.forEach((row, nth) => {
    for (const border of row) rowsWith.set(border, (rowsWith.get(border) ?? new Set()).add(nth));
  });
  const same = new Map<number, number>();
  let first = 0;
  let taken = new Set<number>();
  for (const [border, inRows] of [...rowsWith].sort(([a], [b]) => at(a) - at(b) || a - b)) {
    if (same.size === 0 || at(border) - at(first) > sameBorder || [...inRows].some((row) => taken.has(row))) {
      first = border;
      taken = new Set();
    }
    for (const row of inRows) taken.add(row);
    same.set(border, first);
  }
  return same;
}
