/** The year that the workbench shows; the one that is worked on without it. */
export interface WorkbenchSearch {
  year?: number;
}

export function workbenchSearch(given: Record<string, unknown>): WorkbenchSearch {
  const year = Number(given.year);
  return Number.isInteger(year) && year >= 1990 && year <= 2100 ? { year } : {};
}
