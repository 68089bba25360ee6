import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dabiao } from "./command.ts";

const published = readFileSync(new URL("../../docs/dabiao.schema.json", import.meta.url), "utf8");

test("docs/dabiao.schema.json is what the code says (else: node bin/dabiao.js schema > docs/dabiao.schema.json)", async () => {
  const { status, stdout } = await dabiao(["schema"]);
  assert.equal(status, 0);
  const lines = published.split("\n");
  const differs = stdout.toString().split("\n").findIndex((line, index) => line !== lines[index]);
  assert.ok(stdout.toString() === published, `the first difference is in line ${differs + 1}`);
});

test("every object of the schema lists all its keys as required, because absent values are null", () => {
  const lacking: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    if ("properties" in node && typeof node.properties === "object" && node.properties !== null) {
      const required: readonly unknown[] = "required" in node && Array.isArray(node.required) ? node.required : [];
      for (const key of Object.keys(node.properties)) if (!required.includes(key)) lacking.push(`${path}.${key}`);
    }
    for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
  };
  visit(JSON.parse(published), "");
  assert.deepEqual(lacking, []);
});
