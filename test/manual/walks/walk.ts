import type { Locator, Page } from "playwright-core";
import { become, type Served } from "../../web/house.ts";
import type { Camera } from "../camera.ts";

/** What a walk through the product has at hand. */
export interface Walk {
  page: Page;
  served: Served;
  camera: Camera;
}

/** antd puts the names of its pictures (“loading”, “file-add”) before that of a button. */
export const button = (within: Page | Locator, name: string): Locator => within.getByRole("button", { name: new RegExp(`^(?:[a-z-]+ )*${name}$`) });

/** Puts something on the clipboard as Excel does, and pastes it. */
export async function pasteFromExcel(page: Page, rows: readonly (readonly string[])[]): Promise<void> {
  const html = `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
  const text = rows.map((row) => row.join("\t")).join("\r\n");
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData("text/html", ${JSON.stringify(html)});
    data.setData("text/plain", ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }`);
}

export const goTo = async ({ page, served }: Walk, address: string) => await page.goto(`${served.address}${address}`);

/** Becomes another person of the trial, on the page that is named. */
export const be = async ({ page, served }: Walk, name: string, address = "") => await become(page, served.address, name, `${served.address}${address}`);
