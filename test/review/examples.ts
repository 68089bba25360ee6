// Holds an example of a rule against what the rules say of it, and every patch against what it was offered for.
import assert from "node:assert/strict";
import { patched } from "../../src/review/patch.ts";
import type { Finding, PatchStep, Rule } from "../../src/review/rule.ts";
import { review } from "../../src/review/run.ts";
import { documentOf } from "../../src/review/sketch.ts";
import type { Case } from "./cases/case.ts";

const chinese = /\p{Script=Han}{2}/u;

/** @throws AssertionError when the rule does not speak where the example says, or a patch does not mend */
export function holds(rule: Rule, example: Case): void {
  const document = documentOf(example.projects, example.paragraphs);
  const result = review([document]);
  const own = result.findings.filter((finding) => finding.rule === rule.id && (finding.declaration ?? 0) === 0);
  assert.deepEqual(own.map((finding) => finding.path), example.finds);
  const outcome = result.outcomes.find((one) => one.rule === rule.id && (one.declaration ?? 0) === 0);
  assert.equal(outcome?.outcome, example.finds.length > 0 ? "found" : (example.outcome ?? "passed"));
  if (example.outcome) assert.match(outcome?.reason ?? "", chinese, "says why");
  if (example.says) assert.ok(`${own[0]?.message}${own[0]?.fix}`.includes(example.says), own[0]?.message);
  if (example.mended !== undefined) assert.equal(valueIn(own[0]?.patch?.[0]), example.mended);
  for (const finding of own) {
    assert.equal(finding.severity, example.severity ?? rule.severity);
    assert.ok(!/\{|undefined|null|NaN/.test(finding.message + finding.fix), finding.message);
    for (const text of [finding.message, finding.fix]) assert.match(text, chinese);
    if (finding.patch) mends(finding, finding.patch, document);
  }
}

const valueIn = (step: PatchStep | undefined): string => (step !== undefined && "value" in step ? (step.value as { text: string }).text : "");

/** After the patch the finding is gone and no new one appears. */
function mends(finding: Finding, patch: NonNullable<Finding["patch"]>, document: ReturnType<typeof documentOf>): void {
  const declarations = document.declarations.map((declaration, index) => (index === finding.declaration ? patched(declaration, patch) : declaration));
  const key = ({ rule, path: at, declaration }: Finding) => `${rule} ${declaration} ${at}`;
  const before = new Set(review([document]).findings.map(key));
  const after = review([{ ...document, declarations }]).findings.map(key);
  assert.ok(!after.includes(key(finding)), `the patch leaves ${key(finding)}`);
  assert.deepEqual(after.filter((one) => !before.has(one)), [], "the patch brings something new");
}
