// Opening tables from the list, as somebody who looks through them.
import type { Page } from "playwright-core";
import { type Measured, median } from "./measure.ts";
import { paintedAfter, type Stage } from "./page.ts";
import { percentile } from "./traffic.ts";

const opened = 40;

/** Presses the row of that number; milliseconds until the values of its table are painted. */
async function pressed(at: Page, nth: number): Promise<number> {
  const link = at.locator("a.row-link").nth(nth);
  // Somebody comes over the row before the press, and looks for a moment.
  await link.hover();
  await at.waitForTimeout(120);
  return (await at.evaluate(`(async () => {
    const began = performance.now();
    document.querySelectorAll("a.row-link")[${nth}].click();
    return await ${paintedAfter("button.value[data-path]")} - began;
  })()`)) as number;
}

/** The data of the table that is open, asked for alone. */
async function answered(at: Page): Promise<number> {
  return (await at.evaluate(`(async () => {
    const began = performance.now();
    await (await fetch("/api" + location.pathname)).json();
    return performance.now() - began;
  })()`)) as number;
}

export async function* opening({ address }: Stage, at: Page): AsyncGenerator<Measured> {
  const times: number[] = [];
  const answers: number[] = [];
  await at.goto(`${address}declarations`);
  for (let nth = 0; nth < opened; nth++) {
    await at.locator("a.row-link").nth(nth).waitFor();
    times.push(await pressed(at, nth));
    answers.push(await answered(at));
    await at.goBack();
  }
  await at.close();
  const [first = Number.NaN, ...later] = times;
  const baseline = "只取这张表的数据";
  yield { name: "从列表第一次打开一张表，到看得见", value: first, unit: "ms", baseline: { name: baseline, value: answers[0] ?? Number.NaN }, limit: { of: "value", most: 300 } };
  yield { name: `从列表打开 ${later.length} 张表，到看得见，中位数`, value: median(later), unit: "ms", baseline: { name: baseline, value: median(answers) }, limit: { of: "value", most: 300 } };
  yield { name: `从列表打开 ${later.length} 张表，到看得见，p95`, value: percentile(later, 0.95), unit: "ms", baseline: { name: baseline, value: percentile(answers, 0.95) }, limit: { of: "value", most: 300 } };
}
