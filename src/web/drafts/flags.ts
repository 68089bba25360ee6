import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import { type Finding, severities, type Severity } from "../../review/rule.ts";
import { selectedBy } from "../reviews/finding.tsx";
import { runnerQuery } from "../reviews/queries.ts";

/** What the rules find while one writes; typing comes first. */
export function useFindings(declaration: Declaration): { findings: readonly Finding[]; flags: ReadonlyMap<string, Severity> } {
  const runner = useQuery(runnerQuery);
  const rested = useDeferredValue(declaration);
  return useMemo(() => {
    const findings = runner.data?.reviewAlone(rested).findings ?? [];
    return { findings, flags: flagsOf(findings) };
  }, [runner.data, rested]);
}

function flagsOf(findings: readonly Finding[]): ReadonlyMap<string, Severity> {
  const flags = new Map<string, Severity>();
  for (const { path, severity } of findings) {
    const at = selectedBy(path);
    const known = at === null ? undefined : flags.get(at);
    if (at !== null && (known === undefined || severities.indexOf(severity) < severities.indexOf(known))) flags.set(at, severity);
  }
  return flags;
}
