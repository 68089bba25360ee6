import type { Case } from "./case.ts";

export const consCases: Readonly<Record<string, readonly Case[]>> = {};
