// The page of figures says what is so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { judgeAll, qualityPage, qualityReport } from "./quality.ts";

test("docs/rules/quality.md holds the figures of today (npm run review:quality)", async () => {
  const judged = await judgeAll();
  assert.ok(judged.length >= 40, "at least 40 labelled documents");
  assert.equal(readFileSync(qualityPage, "utf8"), qualityReport(judged));
});
