// 修改建议: what a reviewer who grades a table 良 would have otherwise, written in once the unit agrees.
import { applyCorrections } from "../declaration/correction.ts";
import type { Declaration } from "../declaration/schema.ts";
import type { GoalAction } from "./transitions.ts";

/** What became of a correction; one that is open when the table is returned has lapsed. */
export const correctionOutcomes = ["open", "agreed", "declined", "withdrawn"] as const;
export type CorrectionOutcome = (typeof correctionOutcomes)[number];

/** The steps of corrections, and what each makes of one. */
const outcomes: Readonly<Partial<Record<string, CorrectionOutcome>>> = {
  "dept-propose": "open", "fin-propose": "open",
  "dept-agree": "agreed", "fin-agree": "agreed",
  "dept-decline": "declined", "fin-decline": "declined",
  "dept-withdraw": "withdrawn", "fin-withdraw": "withdrawn",
} satisfies Partial<Record<GoalAction, CorrectionOutcome>>;

export const correctionActions: readonly string[] = Object.keys(outcomes);
/** What a step makes of a correction; undefined: it is about none. */
export const outcomeOf = (action: string): CorrectionOutcome | undefined => outcomes[action];
export const isProposing = (action: string): boolean => outcomes[action] === "open";
export const isAgreeing = (action: string): boolean => outcomes[action] === "agreed";

/** One thing that a reviewer asks for, as far as it says what to write where. */
export interface Suggestion {
  path: string | null;
  proposal: string | null;
}

/**
 * The content with what was suggested written in; what only asks for something changes nothing.
 * @throws DabiaoError CHECK-01 when no value stands at a path, CHECK-02 when a text does not fit there
 */
export function corrected(content: Declaration, suggestions: readonly Suggestion[]): Declaration {
  return applyCorrections(content, suggestions.flatMap(({ path, proposal }) => (path === null || proposal === null ? [] : [{ path, text: proposal }])));
}
