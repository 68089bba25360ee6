import type { Declaration } from "./schema.ts";

/** A declaration that says nothing yet. */
export const emptyDeclaration: Declaration = {
  form: "generic", unit: { code: null, name: null }, department: null, year: null, project: { code: null, name: null, category: null, start: null, end: null },
  funding: { currency: null, total: null, fiscal: null, other: null, annualTotal: null, fiscalCurrentYear: null, carriedOver: null, annualOther: null, purpose: null },
  spendingPlan: [], goals: [], indicators: [], notes: null, extra: [], printed: { fields: [], columns: [] }, places: {}, doubts: [],
};
