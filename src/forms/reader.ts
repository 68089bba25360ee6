import type { Grid } from "../grid/grid.ts";
import type { LabelBook } from "./book.ts";
import type { Draft } from "./draft.ts";

/** What reading one form needs: the grid it stands in, the labels it is read by, and the draft that is filled. */
export interface Reader {
  readonly grid: Grid;
  readonly book: LabelBook;
  readonly draft: Draft;
}
