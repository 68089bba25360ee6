import assert from "node:assert/strict";
import { it } from "node:test";
import { launchChromium } from "./chromium.ts";

it("a real Chromium starts and draws Chinese", async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<canvas width="50" height="50"></canvas>');
    // A missing glyph is drawn as the same box for every character; different characters must look different.
    const drawn = await page.evaluate<string[]>(`["绩", "效", "龘"].map((character) => {
      const pen = document.querySelector("canvas").getContext("2d");
      pen.clearRect(0, 0, 50, 50);
      pen.font = "40px sans-serif";
      pen.fillText(character, 0, 40);
      return pen.getImageData(0, 0, 50, 50).data.join("");
    })`);
    assert.equal(new Set(drawn).size, 3);
  } finally {
    await browser.close();
  }
});

it("no machine but this one is found", async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    for (const address of ["http://192.0.2.1/", "http://example.org/", "https://localhost.example.org/"]) await assert.rejects(page.goto(address), /ERR_NAME_NOT_RESOLVED/);
  } finally {
    await browser.close();
  }
});

it("when none starts, the message says what to install", async (context) => {
  const before = { ...process.env };
  context.after(() => {
    process.env = before;
  });
  process.env.CHROMIUM_PATH = "/nowhere/chromium";
  const platform = Object.getOwnPropertyDescriptor(process, "platform");
  assert.ok(platform);
  Object.defineProperty(process, "platform", { value: "sunos" });
  context.after(() => Object.defineProperty(process, "platform", platform));
  await assert.rejects(launchChromium(), /请安装 Chromium、Chrome 或 Edge.*CHROMIUM_PATH/s);
});
