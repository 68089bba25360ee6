// The grid of a source document as the API tells it.
import type { Cell, Grid } from "../../grid/grid.ts";
import type { GridBlock, GridCell } from "./documents-contract.ts";

/** The blocks of a grid as plain data: without the offsets of single characters, which only reading needs. */
export function blocksOf({ blocks }: Grid): GridBlock[] {
  return blocks.map((block): GridBlock => {
    if (block.kind === "break") return { kind: "break" };
    if (block.kind === "paragraph") return { kind: "paragraph", text: block.text, place: block.place, heading: block.heading };
    return { kind: "table", rows: block.rows.map((row) => row.map(cellOf)) };
  });
}

function cellOf({ text, place, column, rowSpan, colSpan }: Cell): GridCell {
  return { text, place, column, rowSpan, colSpan };
}
