// Typing in a table of 200 rows: each key from its press until what it wrote is painted.
import type { Page } from "playwright-core";
import type { Declaration } from "../src/declaration/schema.ts";
import { type Measured, median } from "./measure.ts";
import { plainPage, plainTable, type Stage } from "./page.ts";
import { percentile } from "./traffic.ts";

const gridRows = 200;
const rounds = 3;

/** What is painted is told by the first task after the frame of the key. */
const listenToKeys = `{
  globalThis.keys = [];
  addEventListener("keydown", (event) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => keys.push({ key: event.key, took: performance.now() - event.timeStamp });
    after.port2.postMessage(0);
  }), true);
}`;

interface Key {
  key: string;
  took: number;
}

/** Cells of a column, one after the other: a word, and Enter, which writes it and goes down. */
async function typed(at: Page): Promise<Key[]> {
  await at.evaluate("globalThis.keys = []");
  for (let nth = 0; nth < 20; nth++) {
    await at.keyboard.type(`${nth}abcdef`, { delay: 60 });
    await at.keyboard.press("Enter", { delay: 60 });
  }
  await at.waitForTimeout(300);
  return (await at.evaluate("keys")) as Key[];
}

export async function* typing(stage: Stage, at: Page): AsyncGenerator<Measured> {
  await at.goto(`${stage.address}declarations`);
  await at.locator("a.row-link").first().waitFor();
  const id = await longDraft(at);
  await at.goto(`${stage.address}declarations/${id}/edit`);
  await at.locator('.draft-grid [data-at="0,2"]').click();
  const bare = await plainPage(at, `<textarea autofocus></textarea>${plainTable(gridRows, 6)}`);
  await bare.locator("textarea").focus();
  for (const one of [at, bare]) await one.evaluate(listenToKeys);
  const own: Key[] = [];
  const plain: Key[] = [];
  for (let round = 0; round < rounds; round++) {
    await at.bringToFront();
    await at.waitForTimeout(1_500);
    own.push(...(await typed(at)));
    await bare.bringToFront();
    plain.push(...(await typed(bare)));
  }
  await bare.close();
  await at.close();
  yield* told("打字", own, plain, ({ key }) => key !== "Enter");
  yield* told("回车写进单元格、到下一行", own, plain, ({ key }) => key === "Enter");
}

function* told(name: string, own: readonly Key[], plain: readonly Key[], meant: (key: Key) => boolean): Generator<Measured> {
  const took = (of: readonly Key[]): number[] => of.filter(meant).map((key) => key.took);
  const baseline = `${gridRows} 行纯 HTML 表格旁的文本框`;
  const [mine, bare] = [took(own), took(plain)];
  yield { name: `${gridRows} 行的表里${name}，按下到画出来，中位数`, value: median(mine), unit: "ms", baseline: { name: baseline, value: median(bare) }, limit: { of: "value", most: 50 } };
  yield { name: `${gridRows} 行的表里${name}，按下到画出来，p95（${mine.length} 次）`, value: percentile(mine, 0.95), unit: "ms", baseline: { name: baseline, value: percentile(bare, 0.95) }, limit: { of: "value", most: 50 } };
}

/** A new draft of the clerk's with 200 indicators. */
async function longDraft(at: Page): Promise<string> {
  return (await at.evaluate(async (many) => {
    const ask = async (route: string, method: string, body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(`/api/${route}`, { method, headers: { "content-type": "application/json", "idempotency-key": `bench-${performance.now()}`, ...headers }, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as { id: string; revision: number; declaration: Declaration };
    };
    const { id, revision, declaration } = await ask("declarations", "POST", { year: 2027, name: "二百行的表", form: "central-declaration", from: null, unit: null });
    const [first] = declaration.indicators;
    const indicators = Array.from({ length: many }, (_, nth) => ({ ...first, level3: `第${nth + 1}项工作完成数量` }));
    await ask(`declarations/${id}/draft`, "PUT", { ...declaration, indicators }, { "if-match": `"${revision}"` });
    return id;
  }, gridRows)) as string;
}
