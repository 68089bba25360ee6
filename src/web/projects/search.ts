export const views = ["open", "decided", "all"] as const;
export type View = (typeof views)[number];

/** What the page of projects shows, as it stands in the address. */
export interface ProjectSearch {
  view?: View;
  text?: string;
}

export function projectSearch(given: Record<string, unknown>): ProjectSearch {
  const view = views.find((one) => one === given.view);
  const text = typeof given.text === "string" ? given.text.trim().slice(0, 100) : "";
  return { ...(view === undefined || view === "open" ? {} : { view }), ...(text === "" ? {} : { text }) };
}
