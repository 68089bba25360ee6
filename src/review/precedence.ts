// One cell, one root cause: which rule's finding hides which others in the same row (review-rules, section 0.6).
import type { Finding } from "./rule.ts";

const hides: Readonly<Record<string, readonly string[]>> = {
  "APP-01": ["APP-04", "APP-09"],
  "APP-02": ["APP-07", "APP-09"],
  "APP-03": ["APP-06", "APP-09"],
  "CONS-02": ["CONS-05"],
};

/** Findings of the same declaration and row that another finding explains already, each with the rule that does. */
export function hiddenBy(findings: readonly Finding[]): Map<Finding, string> {
  const hidden = new Map<Finding, string>();
  for (const finding of findings) {
    const cause = findings.find((other) => hides[other.rule]?.includes(finding.rule) && sameCell(other, finding));
    if (cause) hidden.set(finding, cause.rule);
  }
  return hidden;
}

function sameCell(a: Finding, b: Finding): boolean {
  const rowOf = (path: string) => /^indicators\[\d+\]/.exec(path)?.[0];
  const [left, right] = [rowOf(a.path), rowOf(b.path)];
  return left === undefined || right === undefined ? a.rule.startsWith("CONS") : left === right;
}
