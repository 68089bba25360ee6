import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { actionInWords } from "../../src/web/audit/words.ts";
import { goalActions, adjustmentActions } from "../../src/workflow/transitions.ts";

const source = path.join(import.meta.dirname, "../../src");
/** The acts that the source records by name, as it gives them to the log. */
const recorded = globSync("{store,server}/**/*.ts", { cwd: source }).flatMap((file) => {
  const text = readFileSync(path.join(source, file), "utf8");
  return [...text.matchAll(/(?:\bnote\([^"`]*|(?<!config: \{ )\baction: |\bname: )"([a-z]+\.[a-z-]+)"/g)].map(([, action = ""]) => action);
});

test("every act that is recorded is told in Chinese", () => {
  const all = [...new Set([...recorded, ...goalActions.map((id) => `declaration.${id}`), ...adjustmentActions.map((id) => `adjustment.${id}`), "access.refused", "declaration.read.list", "check.read.list", "factor.enable", "calendar.set"])];
  assert.ok(recorded.length > 40);
  assert.deepEqual(all.filter((action) => /[a-z]/.test(actionInWords(action))), []);
  assert.equal(actionInWords("declaration.read.list"), "目标表 · 查看列表");
  assert.equal(actionInWords("access.refused"), "访问 · 被拒绝");
  assert.equal(actionInWords("step.refused"), "办理 · 不符合条件，未办成");
  assert.equal(actionInWords("declaration.unit-return"), "目标表 · 单位退回");
});
