import { useMemo } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import { type Severity, severities } from "../../review/rule.ts";
import { selectedBy } from "./finding.tsx";
import { useReview } from "./queries.ts";

/** The gravest severity at each path at which a finding stands, so that the form marks its cells. */
export function useFlags(id: string, declaration: Declaration): ReadonlyMap<string, Severity> {
  const { findings } = useReview(id, declaration);
  return useMemo(() => {
    const flags = new Map<string, Severity>();
    for (const { path, severity, waiver } of findings) {
      const at = waiver === null ? selectedBy(path) : null;
      if (at === null) continue;
      const known = flags.get(at);
      if (known === undefined || severities.indexOf(severity) < severities.indexOf(known)) flags.set(at, severity);
    }
    return flags;
  }, [findings]);
}
