import type { Case } from "./case.ts";

export const styleCases: Readonly<Record<string, readonly Case[]>> = {};
