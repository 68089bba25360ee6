import { serveWithBrowser, visit } from "../web/house.ts";
import { Camera } from "./camera.ts";
import { walks } from "./walks/list.ts";

/** Walks through the product and takes its pictures. @param folder where they are written @returns their names, and what the browser complained about */
export async function take(name: keyof typeof walks, folder: string): Promise<{ taken: string[]; foreign: string[]; complaints: string[] }> {
  const [served, browser] = await serveWithBrowser();
  try {
    const { page, foreign, complaints } = await visit(browser, served.address);
    const camera = new Camera(folder);
    await walks[name]({ page, served, camera });
    return { taken: camera.taken, foreign, complaints };
  } finally {
    await browser.close();
    await served.stop();
  }
}
