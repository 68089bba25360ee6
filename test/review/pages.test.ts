// docs/rules/ is what the rules say of themselves.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { measuredPage, pagesFolder, rulePages } from "./pages.ts";

test("docs/rules holds a page for each rule and the index, as generated (npm run rules:pages)", () => {
  const pages = rulePages();
  assert.deepEqual(readdirSync(pagesFolder).sort(), [...pages.keys(), measuredPage].sort());
  for (const [file, page] of pages) assert.equal(readFileSync(path.join(pagesFolder, file), "utf8"), page, file);
});
