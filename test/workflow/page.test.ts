import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { correctionActions } from "../../src/workflow/corrections.ts";
import { goalStateIds } from "../../src/workflow/states.ts";
import { goalActions, goalTransitions } from "../../src/workflow/transitions.ts";
import { workflowPage } from "./page.ts";

test("docs/workflow.md is what the tables say (else: npm run workflow:page)", () => {
  assert.equal(readFileSync(new URL("../../docs/workflow.md", import.meta.url), "utf8"), workflowPage());
});

test("every state but the first is reached by a step, and every step but an opinion and those of a correction moves", () => {
  // An adjustment leaves its record in force with another version instead of replacing it.
  const reached = new Set<string>(goalActions.map((id) => goalTransitions[id].to));
  assert.deepEqual(goalStateIds.filter((state) => !reached.has(state)), ["SUPERSEDED"]);
  assert.deepEqual(goalActions.filter((id) => (goalTransitions[id].from as readonly string[]).includes(goalTransitions[id].to)).sort(), ["business-opinion", ...correctionActions].sort());
});
