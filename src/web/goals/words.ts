import { adjustmentTransitions, goalTransitions } from "../../workflow/transitions.ts";

const steps: Readonly<Record<string, { zh: string }>> = { ...goalTransitions, ...adjustmentTransitions, opinion: { zh: "提出意见" } };

/** What a step is called; `opinion` is what third parties are asked for. */
export const nameOfStep = (action: string): string => steps[action]?.zh ?? action;
