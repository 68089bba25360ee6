import { type Finding, type Severity, severities } from "../rule.ts";

/** How many findings of each severity. */
export function countsOf(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, advice: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** Readers are shown no more than three advices a row (review-rules, section 8); data keeps all. */
export function atMostThreeAdvices(findings: readonly Finding[]): Finding[] {
  const shown = new Map<string, number>();
  return findings.filter(({ severity, path, document, declaration }) => {
    if (severity !== "advice") return true;
    const row = `${document} ${declaration} ${/^\w+\[\d+\]/.exec(path)?.[0] ?? path}`;
    const count = (shown.get(row) ?? 0) + 1;
    shown.set(row, count);
    return count <= 3;
  });
}

/** Findings by a key, the largest group first. */
export function grouped(findings: readonly Finding[], keyOf: (finding: Finding) => string): [key: string, findings: Finding[]][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].sort(([a, left], [b, right]) => weight(right) - weight(left) || (a < b ? -1 : 1));
}

const weight = (findings: readonly Finding[]): number => findings.reduce((sum, { severity }) => sum + 10 ** (2 * (2 - severities.indexOf(severity))), 0);
