// The house in which the page is tested: what does not start must not keep the tests waiting.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

test("where the server does not start, the browser is closed and the program ends", async () => {
  const house = new URL("house.ts", import.meta.url).href;
  const program = `
    const { serveWithBrowser } = await import(${JSON.stringify(house)});
    process.env.NODE_OPTIONS = "--require ./missing.cjs";
    await serveWithBrowser().then(() => console.log("started"), ({ message }) => console.log(message.split(":")[0]));
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { cwd: fileURLToPath(new URL("../..", import.meta.url)), stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (data: Buffer) => (said += data.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(code, 0);
  assert.equal(said.trim(), "the server ended with 1");
});
