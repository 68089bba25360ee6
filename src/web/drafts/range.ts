// Which cells of the table are selected: counted in the table, not in the declaration.

export interface Spot {
  row: number;
  column: number;
}

/** `at` is the cell that keys act on, `from` the corner where the block began. */
export interface Range {
  at: Spot;
  from: Spot;
}

export interface Size {
  rows: number;
  columns: number;
}

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
const fit = ({ row, column }: Spot, size: Size): Spot => ({ row: within(row, size.rows), column: within(column, size.columns) });

export const single = (spot: Spot): Range => ({ at: spot, from: spot });

/** Another cell; the block grows to it, or is left behind. */
export function gone({ from }: Range, to: Spot, extend: boolean, size: Size): Range {
  const at = fit(to, size);
  return extend ? { at, from } : single(at);
}

/** The same range in a table that has got smaller. */
export const fitted = ({ at, from }: Range, size: Size): Range => ({ at: fit(at, size), from: fit(from, size) });

/** The block's rows and columns, first and last. */
export function cornersOf({ at, from }: Range): { top: number; bottom: number; left: number; right: number } {
  return { top: Math.min(at.row, from.row), bottom: Math.max(at.row, from.row), left: Math.min(at.column, from.column), right: Math.max(at.column, from.column) };
}

