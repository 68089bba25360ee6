import type { Case } from "./case.ts";
import { appCases } from "./app.ts";
import { compCases } from "./comp.ts";
import { consCases } from "./cons.ts";
import { feasCases } from "./feas.ts";
import { fundCases } from "./fund.ts";
import { relCases } from "./rel.ts";
import { styleCases } from "./style.ts";

/** The border cases by rule. */
export const cases: Readonly<Record<string, readonly Case[]>> = { ...appCases, ...compCases, ...consCases, ...feasCases, ...fundCases, ...relCases, ...styleCases };
