/** Operators after which something is still read wrongly without a word. A name is taken out when the reader is mended; the test then holds it. */
export const unmended: ReadonlySet<string> = new Set([
  "drop-column-head",
  "blank-column-head",
  "split-row-inside-cell",
  "split-row-name-above",
  "text-over-two-rows",
  "text-over-two-rows-above",
  "torn-level",
  "torn-target",
  "torn-head",
]);
