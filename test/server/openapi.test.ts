import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openApiDocument } from "../../src/server/openapi.ts";

test("docs/openapi.json is what the code says (else: node src/server/openapi.ts > docs/openapi.json)", async () => {
  assert.equal(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"), await openApiDocument());
});

test("every route is described, in 3.1, with what it answers when it fails", async () => {
  const document = JSON.parse(await openApiDocument()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId?: string; responses: object }>>;
  };
  assert.equal(document.openapi, "3.1.0");
  const operations = Object.entries(document.paths).flatMap(([url, methods]) =>
    Object.values(methods).map((operation) => ({ url, ...operation })),
  );
  assert.ok(operations.length > 50);
  for (const { url, operationId, responses } of operations) {
    assert.ok(operationId, url);
    if (url.startsWith("/api/")) assert.ok("default" in responses, url);
  }
});
