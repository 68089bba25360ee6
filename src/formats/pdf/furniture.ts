import type { Flow } from "./flow.ts";
import type { PageLayout } from "./page.ts";

/** Page numbers as pages print them. */
const pageNumber = /^[-—–―~·\s]*\d{1,4}[-—–―~·\s]*$|^第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?$|^\d{1,4}\s*\/\s*\d{1,4}$/;

/** How far from the upper and lower edge of a page its running heads stand, in points. */
const [upper, lower] = [66, 80];

/** Tells what a page prints by itself (numbers, running heads) from what the document says. */
export class Furniture {
  readonly #pages = new Map<string, Set<number>>();

  /** Every page must be shown before the first question. */
  note(layout: PageLayout): void {
    for (const item of layout.flow) {
      const key = keyOf(layout, item);
      if (key === null) continue;
      const pages = this.#pages.get(key) ?? new Set();
      pages.add(layout.page);
      this.#pages.set(key, pages);
    }
  }

  holds(layout: PageLayout, item: Flow): boolean {
    const key = keyOf(layout, item);
    return key !== null && item.kind === "paragraph" && (pageNumber.test(item.text) || (this.#pages.get(key)?.size ?? 0) > 1);
  }
}

/** The text without its figures, and at which edge it stands; null for what stands in the page's own area. */
function keyOf({ height }: PageLayout, item: Flow): string | null {
  if (item.kind !== "paragraph" || item.text.length > 60 || item.size > 12) return null;
  const edge = item.top < upper ? "top" : item.top > height - lower ? "bottom" : null;
  return edge === null ? null : `${edge} ${item.text.replace(/\d+/g, "#")}`;
}
