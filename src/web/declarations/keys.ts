import type { RefObject } from "react";
import { useEffect } from "react";

const valuesIn = (container: HTMLElement): HTMLElement[] => [...container.querySelectorAll<HTMLElement>("button.value[aria-pressed]")];

/** The nearest value above or below, in about the same column. */
function nearest(values: HTMLElement[], from: HTMLElement, down: boolean): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  let best: HTMLElement | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const value of values) {
    const there = value.getBoundingClientRect();
    const gap = down ? there.top - here.bottom : here.top - there.bottom;
    if (value === from || gap < -2) continue;
    // A step down weighs more than a step aside: the next row before the right column.
    const distance = gap * 4 + Math.abs(there.left - here.left);
    if (distance >= shortest) continue;
    best = value;
    shortest = distance;
  }
  return best;
}

function neighbour(values: HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  switch (key) {
    case "ArrowRight":
      return values[values.indexOf(from) + 1];
    case "ArrowLeft":
      return values[values.indexOf(from) - 1];
    case "ArrowDown":
      return nearest(values, from, true);
    case "ArrowUp":
      return nearest(values, from, false);
    default:
      return undefined;
  }
}

/**
 * Makes the values of a form one stop of the Tab key: arrows walk and select, Enter selects, Escape lets go. The
 * selected value is kept in view, wherever it was selected.
 */
export function useValueKeys(container: RefObject<HTMLElement | null>, selected: string | null, select: (path: string | null) => void): void {
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const walk = (event: KeyboardEvent) => {
      if (!(event.target instanceof HTMLElement) || !event.target.matches("button.value[aria-pressed]")) return;
      if (event.key === "Escape") return select(null);
      const next = neighbour(valuesIn(element), event.target, event.key);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      select(next.dataset.path ?? null);
    };
    element.addEventListener("keydown", walk);
    return () => element.removeEventListener("keydown", walk);
  }, [container, select]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected decides which value the Tab key reaches
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const values = valuesIn(element);
    const chosen = values.find((value) => value.getAttribute("aria-pressed") === "true");
    for (const value of values) value.tabIndex = value === (chosen ?? values[0]) ? 0 : -1;
    chosen?.scrollIntoView({ block: "nearest" });
  }, [container, selected]);
}
