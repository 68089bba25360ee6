// Who has been shown round is remembered in the browser, not on the server: the trial's people are made up and shared by
// whoever sits there, and a tour that comes once more on another machine costs one press. So no table, no request.

const key = "dabiao.tour";
const nobody = "never";

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

/** Whether somebody was shown round in this browser, or nobody wants to be. */
export const isShownRound = (person: string): boolean => read().some((one) => one === person || one === nobody);

/** @param all nobody is shown round by itself any more in this browser */
export function rememberTour(person: string, all = false): void {
  try {
    localStorage.setItem(key, JSON.stringify([...new Set([...read(), all ? nobody : person])]));
  } catch {
    // A browser that keeps nothing shows it again: no harm.
  }
}
