import type { Case } from "./case.ts";

export const relCases: Readonly<Record<string, readonly Case[]>> = {};
