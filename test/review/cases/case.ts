// Border cases of the rules: too fine for a rule's page, in tables by area. Held like the examples (test/review/examples.ts).
import type { Example } from "../../../src/review/rule.ts";
import type { Sketch, SketchRow } from "../../../src/review/sketch.ts";

export interface Case extends Example {
  /** What the first finding's message or fix must hold. */
  says?: string;
  /** The text of the value that the first finding's patch puts in; "" where there must be none. */
  mended?: string;
}
type More = Partial<Pick<Case, "severity" | "says" | "mended" | "paragraphs" | "outcome">>;
type Judged = Sketch | readonly [Sketch, ...Sketch[]];

/** The rule speaks at these places. */
export const speaks = (finds: string | readonly string[], judged: Judged, more: More = {}): Case => {
  const projects = several(judged);
  return { title: titleOf(projects[0]), finds: typeof finds === "string" ? [finds] : finds, projects, ...more };
};

/** The rule stays silent. */
export const silent = (judged: Judged, more: More = {}): Case => speaks([], judged, more);
export const notApplicable = (judged: Judged): Case => speaks([], judged, { outcome: "not-applicable" });
export const notEnoughData = (judged: Judged): Case => speaks([], judged, { outcome: "not-enough-data" });

/** A project of these rows. */
export const table = (...rows: readonly SketchRow[]): Sketch => ({ name: "泵站大修", rows });

const several = (judged: Judged): readonly [Sketch, ...Sketch[]] => (Array.isArray(judged) ? (judged as unknown as readonly [Sketch, ...Sketch[]]) : [judged as Sketch]);

function titleOf({ name, goal, notes, purpose, rows }: Sketch): string {
  const told = (rows ?? []).map((row) => `${row.name ?? "（空）"} ${row.target ?? "（空）"}`);
  return [name ?? "（无名）", ...[goal, notes, purpose].filter((text) => text !== undefined), ...told].join("｜").slice(0, 80);
}
