const outcomes = ["waiting", "unknown", "failed"] as const;

/** What came of single sign-on. */
export interface SignInSearch {
  sso?: (typeof outcomes)[number];
}

export function signInSearch({ sso }: Record<string, unknown>): SignInSearch {
  const known = outcomes.find((outcome) => outcome === sso);
  return known === undefined ? {} : { sso: known };
}
