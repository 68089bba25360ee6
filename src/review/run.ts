// The runner: every rule on every declaration, four outcomes, findings in a fixed order. Pure and deterministic: the same
// input gives the same bytes.
import { placesAround } from "../declaration/paths.ts";
import type { SourceDocument } from "../declaration/schema.ts";
import { Collection, type DocumentFacts } from "./collection.ts";
import type { Facts } from "./facts.ts";
import { hiddenBy } from "./precedence.ts";
import { type Finding, type Found, type Outcome, type Review, type Rule, type Severity, type Verdict, areas, severities } from "./rule.ts";
import { rules as catalogue } from "./rules/list.ts";

/** What an office has decided about rules: off, or of another severity. */
export type Settings = Readonly<Record<string, { off?: boolean; severity?: Severity }>>;

/**
 * Reviews documents together, so that rules across tables see all of them.
 * @param documents as `readDocument` gives them
 * @param settings rules that are off (outcome not-applicable) or of another severity
 */
export function review(documents: readonly SourceDocument[], settings: Settings = {}): Review {
  const collection = new Collection(documents);
  const findings: Finding[] = [];
  const outcomes: Outcome[] = [];
  for (const document of collection.documents) {
    for (const facts of document.declarations) collect(reviewOf(facts, settings), findings, outcomes);
    collect(reviewOfDocument(document, settings), findings, outcomes);
  }
  return { findings, outcomes };
}

/** The review of one declaration among those it was loaded with: what an edited row asks for again. */
export function reviewOf(facts: Facts, settings: Settings = {}): Review {
  const judged = catalogue.flatMap((rule) => (rule.about === "declaration" ? [judge(rule, () => rule.check(facts), facts, facts.document, settings)] : []));
  return withoutHidden(judged);
}

/** What is to say of a document as a whole. */
export function reviewOfDocument(document: DocumentFacts, settings: Settings = {}): Review {
  return withoutHidden(catalogue.flatMap((rule) => (rule.about === "document" ? [judge(rule, () => rule.check(document), null, document.index, settings)] : [])));
}

interface Judged {
  findings: Finding[];
  outcome: Outcome;
}

function judge(rule: Rule, check: () => Verdict, facts: Facts | null, document: number, settings: Settings): Judged {
  const setting = settings[rule.id];
  const declaration = facts?.index ?? null;
  const verdict: Verdict = setting?.off ? { outcome: "not-applicable", reason: "本规则已停用" } : check();
  const findings = verdict.outcome === "found" ? verdict.findings.map((found) => findingOf(rule, found, facts, document, setting?.severity)) : [];
  return { findings, outcome: { rule: rule.id, document, declaration, outcome: verdict.outcome, reason: "reason" in verdict ? verdict.reason : null } };
}

function findingOf(rule: Rule, found: Found, facts: Facts | null, document: number, severity: Severity | undefined): Finding {
  return {
    rule: rule.id,
    // A changed severity is the highest that the rule may speak with; its own downgrades stay.
    severity: severity === undefined ? (found.severity ?? rule.severity) : lower(severity, found.severity),
    document,
    declaration: facts?.index ?? null,
    project: facts?.declaration.project.name ?? null,
    path: found.path,
    message: found.message,
    fix: found.fix,
    patch: found.patch ?? null,
    policy: rule.policy.join("；"),
    at: facts === null ? null : (placesAround(facts.declaration, found.path)[0] ?? null),
    figures: found.figures ?? {},
  };
}

const rank = (severity: Severity): number => severities.indexOf(severity);
const lower = (set: Severity, found: Severity | undefined): Severity => (found !== undefined && rank(found) > rank(set) ? found : set);

function withoutHidden(judged: readonly Judged[]): Review {
  const all = judged.flatMap(({ findings }) => findings);
  const hidden = hiddenBy(all);
  const findings = all.filter((finding) => !hidden.has(finding)).sort(byWeight);
  const shown = new Set(findings.map(({ rule }) => rule));
  const outcomes = judged.map(({ outcome, findings: own }): Outcome => {
    if (outcome.outcome !== "found" || shown.has(outcome.rule)) return outcome;
    return { ...outcome, outcome: "not-applicable", reason: `同一处已由 ${own.map((finding) => hidden.get(finding)).join("、")} 指出` };
  });
  return { findings, outcomes };
}

const areaRank = new Map(catalogue.map((rule) => [rule.id, areas.indexOf(rule.area)]));

/** By severity, then area, then rule, then the order of the form. */
function byWeight(a: Finding, b: Finding): number {
  return (
    rank(a.severity) - rank(b.severity) ||
    (areaRank.get(a.rule) ?? 0) - (areaRank.get(b.rule) ?? 0) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    rowNumber(a.path) - rowNumber(b.path)
  );
}

const rowNumber = (path: string): number => Number(/^\w+\[(\d+)\]/.exec(path)?.[1] ?? -1);

function collect(one: Review, findings: Finding[], outcomes: Outcome[]): void {
  for (const finding of one.findings) findings.push(finding);
  for (const outcome of one.outcomes) outcomes.push(outcome);
}
