// Every rule of the catalogue, in its order; a test proves that this list and the folder agree.
import type { Rule } from "../rule.ts";
import { app01 } from "./app-01-cost-as-rate.ts";
import { comp01 } from "./comp-01-no-cost.ts";
import { fund05 } from "./fund-05-stated-totals.ts";

export const rules: readonly Rule[] = [comp01, app01, fund05];

export const ruleOf = (id: string): Rule | undefined => rules.find((rule) => rule.id === id.toUpperCase());
