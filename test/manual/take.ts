import { serveWithBrowser, visit } from "../web/house.ts";
import { Camera } from "./camera.ts";
import { walks } from "./walks/list.ts";

export interface Taken {
  /** The names of the pictures, in order. */
  taken: string[];
  /** What stands on the page with which the walk ends. */
  end: string;
  /** What left the server's origin, and what the browser complained about. */
  foreign: string[];
  complaints: string[];
}

/** Walks through the product and takes its pictures. @param folder where they are written @param develop see Camera */
export async function take(name: keyof typeof walks, folder: string, develop: (png: Buffer) => Buffer): Promise<Taken> {
  const [served, browser] = await serveWithBrowser();
  try {
    const { page, foreign, complaints } = await visit(browser, served.address);
    const camera = new Camera(folder, develop);
    await walks[name]({ page, served, camera });
    return { taken: camera.taken, end: (await page.locator("body").allInnerTexts()).join(""), foreign, complaints };
  } finally {
    await browser.close();
    await served.stop();
  }
}
