import type { Bytes } from "../bytes.ts";
import { eachSprm, sprm } from "./sprms.ts";

/** How one cell of a row is merged: `joins` says that it is part of the cell to its left. */
export interface CellShape {
  horizontal: 0 | 1 | 2 | 3;
  vertical: "none" | "first" | "rest";
}

/** The borders between the cells of a row (twips from the margin) and how the cells are merged. */
export interface RowShape {
  readonly edges: readonly number[];
  readonly cells: readonly CellShape[];
}

/** Reads the shape of a row from the properties of its end mark (TDefTableOperand, MS-DOC 2.9.318); null without one. */
export function shapeOf(lists: readonly Bytes[]): RowShape | null {
  let edges: number[] = [];
  let cells: CellShape[] = [];
  for (const list of lists) {
    eachSprm(list, (code, at, length) => {
      if (code === sprm.defineTable) {
        const count = Math.min(list.u8(at), 64);
        edges = Array.from({ length: count + 1 }, (_, nth) => list.i16(at + 1 + nth * 2));
        const first = at + 1 + (count + 1) * 2;
        cells = Array.from({ length: count }, (_, nth) => {
          const place = first + nth * 20;
          return place + 2 <= at + length ? cellShape(list.u16(place)) : { horizontal: 0, vertical: "none" };
        });
      } else if (code === sprm.mergeDown) {
        const cell = cells[list.u8(at)];
        if (cell) cell.vertical = verticalOf(list.u8(at + 1));
      } else if (code === sprm.mergeCells || code === sprm.splitCells) {
        const [from, to] = [list.u8(at), list.u8(at + 1)];
        cells.forEach((cell, nth) => {
          if (nth >= from && nth < to) cell.horizontal = code === sprm.splitCells ? 0 : nth === from ? 1 : 2;
        });
      }
    });
  }
  return cells.length === 0 ? null : { edges, cells };
}

function cellShape(flags: number): CellShape {
  return { horizontal: (flags & 3) as CellShape["horizontal"], vertical: verticalOf((flags >> 5) & 3) };
}

function verticalOf(merge: number): CellShape["vertical"] {
  if ((merge & 2) !== 0) return "first";
  return merge === 1 ? "rest" : "none";
}
