import type { Difference } from "./compare.ts";

/** A kind of damage after which no reader could know what stood there. */
export interface Exception {
  operator: string;
  /** Which differences are meant. */
  when(difference: Difference): boolean;
  /** Why nobody could know. */
  because: string;
}

const level = ({ path }: Difference): boolean => /indicators\[\d+\]\.(?:level\d|class)$|missing (?:level\d|class)$/.test(path);

export const exceptions: readonly Exception[] = [
  {
    operator: "drop-title",
    when: ({ path, got }) => /^document\.(?:title|publisher|year)$|\/year$/.test(path) && got === null,
    because: "What only the title said (title, publisher, year) stands nowhere else.",
  },
  {
    operator: "blank-level-cell-below-another",
    when: level,
    because: "An empty cell below the label of another group is what a merged cell leaves: the row looks like one more of the group above.",
  },
  {
    operator: "centre-level-label-below-another",
    when: level,
    because: "The rows above a label in the middle of its group look like further rows of the group above.",
  },
  {
    operator: "text-over-two-rows-above",
    when: ({ wanted, got }) => got !== null && /^指标\d+:/.test(wanted ?? "") && (wanted ?? "").replace(/^指标\d+:/, "") === got,
    because: "“指标1：” alone in a row is a line that the form keeps ready and nobody filled in; the row below it is whole.",
  },
];
