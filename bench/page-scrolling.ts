// Scrolling a list of ten thousand rows: while its pages are still being asked for, and when all of them are there.
import type { Page } from "playwright-core";
import { type Measured, median } from "./measure.ts";
import { plainPage, plainTable, type Stage } from "./page.ts";

const rounds = 3;

/** What happened to the frames while somebody scrolled. */
interface Frames {
  all: number;
  /** Longer than 50 ms. */
  slow: number;
  /** The longest, in milliseconds. */
  longest: number;
}

/** Scrolls down from the top, half a window a frame, until the end is reached and nothing more is to come. */
const scrolled = `(async () => {
  scrollTo(0, 0);
  await new Promise((done) => setTimeout(done, 500));
  const told = { all: 0, slow: 0, longest: 0 };
  let last = await new Promise(requestAnimationFrame), at = 0, rest = 0;
  while (rest < 600) {
    const end = document.scrollingElement.scrollHeight - innerHeight;
    at = Math.min(at + 400, end);
    scrollTo(0, at);
    const now = await new Promise(requestAnimationFrame);
    told.all += 1;
    if (now - last > 50) told.slow += 1;
    told.longest = Math.max(told.longest, now - last);
    last = now;
    if (at < end) rest = 0;
    else if (!document.querySelector(".more")) break;
    else rest += 1;
  }
  return told;
})()`;

/** Once with what the list asks for on its way, then from top to bottom with all of it there, in turn with a plain table. */
export async function* scrolling({ address }: Stage, at: Page): AsyncGenerator<Measured> {
  await at.goto(`${address}declarations`);
  await at.locator("a.row-link").first().waitFor();
  const first = (await at.evaluate(scrolled)) as Frames;
  // The head is a row as well.
  const there = Number(await at.locator("table.declarations").getAttribute("aria-rowcount")) - 1;
  const bare = await plainPage(at, plainTable(there, 10));
  const own: Frames[] = [];
  const plain: Frames[] = [];
  for (let round = 0; round < rounds; round++) {
    await at.bringToFront();
    own.push((await at.evaluate(scrolled)) as Frames);
    await bare.bringToFront();
    plain.push((await bare.evaluate(scrolled)) as Frames);
  }
  await bare.close();
  await at.close();
  const middle = (of: readonly Frames[], pick: (one: Frames) => number): number => median(of.map(pick));
  const baseline = `${there} 行纯 HTML 表格`;
  // A frame is as long as the machine is busy: the plain table, in turn, says how busy it was.
  const told = (name: string, frames: readonly Frames[]): Measured[] => [
    { name: `${name}（${frames[0]?.all} 帧），超过 50 毫秒的帧`, value: middle(frames, ({ slow }) => slow), unit: "帧", baseline: { name: baseline, value: Math.max(1, middle(plain, ({ slow }) => slow)) }, limit: { of: "ratio", most: 2 } },
    { name: `${name}，最长的一帧`, value: middle(frames, ({ longest }) => longest), unit: "ms", baseline: { name: baseline, value: middle(plain, ({ longest }) => longest) }, limit: { of: "ratio", most: 2 } },
  ];
  yield* told(`${there} 行一路滚到底、边滚边取`, [first]);
  yield* told(`${there} 行从头滚到尾，${rounds} 次的中位数`, own);
}
