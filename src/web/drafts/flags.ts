import { useQuery } from "@tanstack/react-query";
import { startTransition, useEffect, useMemo, useState } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import { type Finding, severities, type Severity } from "../../review/rule.ts";
import { selectedBy } from "../reviews/finding.tsx";
import { runnerQuery } from "../reviews/queries.ts";

/** How long writing must rest before the rules look again, milliseconds: they take tens of them for a long table, and no key shall wait. */
const rest = 200;

function useRested(declaration: Declaration): Declaration {
  const [rested, setRested] = useState(declaration);
  useEffect(() => {
    if (rested === declaration) return;
    const timer = setTimeout(() => startTransition(() => setRested(declaration)), rest);
    return () => clearTimeout(timer);
  }, [declaration, rested]);
  return rested;
}

/** What the rules find while one writes; typing comes first. */
export function useFindings(declaration: Declaration): { findings: readonly Finding[]; flags: ReadonlyMap<string, Severity> } {
  const runner = useQuery(runnerQuery);
  const rested = useRested(declaration);
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
