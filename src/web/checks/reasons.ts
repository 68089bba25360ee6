import { doubtNames } from "../../declaration/names.ts";
import type { CheckReason } from "../../server/declarations/checks-contract.ts";

/** Why a value has to be checked, in two to five characters. */
export const reasonNames: Record<CheckReason, string> = { ...doubtNames, unplaced: "未归栏" };
