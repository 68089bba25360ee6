import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";

/** Which of the pane's chunks (its elements `.chunk`) are near enough to the window to be drawn, and how high those were that no longer are. */
export function useNearChunks(pane: RefObject<HTMLElement | null>, chunks: readonly unknown[]): { near: Set<number>; heights: Map<number, number> } {
  const [near, setNear] = useState<Set<number>>(new Set());
  const heights = useRef(new Map<number, number>()).current;
  useEffect(() => {
    heights.clear();
    const elements = [...(pane.current?.querySelectorAll<HTMLElement>(".chunk") ?? [])].slice(0, chunks.length);
    const indexes = new Map(elements.map((element, index): [Element, number] => [element, index]));
    const watcher = new IntersectionObserver(
      (entries) =>
        setNear((known) => {
          const next = new Set(known);
          for (const { target, isIntersecting, boundingClientRect } of entries) {
            const index = indexes.get(target) ?? -1;
            if (isIntersecting) next.add(index);
            // A chunk keeps the height it had when drawn, so that the scroll bar does not jump.
            else if (next.delete(index)) heights.set(index, boundingClientRect.height);
          }
          return next;
        }),
      { root: pane.current, rootMargin: "600px 0px" },
    );
    for (const element of elements) watcher.observe(element);
    return () => watcher.disconnect();
  }, [pane, chunks, heights]);
  return { near, heights };
}

/** Brings what is highlighted (or where the form begins) into the middle of the pane, unless it is in view already. */
export function reveal(pane: HTMLElement, target: Element): void {
  const frame = pane.getBoundingClientRect();
  const mark = target.getBoundingClientRect();
  if (mark.top < frame.top || mark.bottom > frame.bottom) {
    const lead = Math.max(40, (frame.height - mark.height) / 3);
    pane.scrollTop += mark.top - frame.top - lead;
  }
  if (mark.left < frame.left || mark.right > frame.right) pane.scrollLeft += mark.left - frame.left - Math.max(20, (frame.width - mark.width) / 2);
}
