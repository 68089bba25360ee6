import type { DeclarationQuery } from "../../server/contract.ts";
import { ownFormIn } from "../forms/ids.ts";
import { formNames } from "./words.ts";

/** The filters of the list as they stand in the address, so that a reload or a sent link shows the same. */
export type ListSearch = Pick<Partial<DeclarationQuery>, "text" | "year" | "unit" | "form" | "document" | "order">;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function words(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).trim().slice(0, 200);
  return text === "" ? undefined : text;
}

/** Takes what an address says and keeps only what the list understands. */
export function listSearch(given: Record<string, unknown>): ListSearch {
  const year = Number(given.year);
  const form = formNames.find(([id]) => id === given.form)?.[0] ?? ownFormIn(given.form);
  const search: ListSearch = {};
  const text = words(given.text);
  const unit = words(given.unit);
  const document = words(given.document);
  if (text !== undefined) search.text = text;
  if (Number.isInteger(year) && year >= 1990 && year <= 2100) search.year = year;
  if (unit !== undefined) search.unit = unit;
  if (form !== undefined) search.form = form;
  if (document !== undefined && uuid.test(document)) search.document = document;
  if (given.order === "findings") search.order = "findings";
  return search;
}

export type Panel = "review" | "way";

/** Which value of a declaration is selected: its path, as in `places`; `problems[2]` is a problem of the document. */
export interface DeclarationSearch {
  value?: string;
  /** What stands beside the form: the source (default), the findings, or the way through the year. */
  panel?: Panel;
}

export function declarationSearch(given: Record<string, unknown>): DeclarationSearch {
  return {
    ...(typeof given.value === "string" && given.value !== "" ? { value: given.value } : {}),
    ...(given.panel === "review" || given.panel === "way" ? { panel: given.panel } : {}),
  };
}
