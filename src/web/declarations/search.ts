import type { DeclarationQuery } from "../../server/declarations/contract.ts";
import { ownFormIn } from "../forms/ids.ts";
import { gravestIds } from "../../review/gravest.ts";
import { goalStateIds } from "../../workflow/states.ts";
import { formNames } from "./words.ts";

/** The filters of the list as they stand in the address, so that a reload or a sent link shows the same. */
export type ListSearch = Pick<Partial<DeclarationQuery>, "text" | "year" | "unit" | "form" | "document" | "of" | "unitName" | "state" | "gravest" | "doubts" | "order">;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function words(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value).trim().slice(0, 200);
  return text === "" ? undefined : text;
}

/** The states that an address names, separated by commas. */
function statesIn(value: unknown): string | undefined {
  const named = typeof value === "string" ? value.split(",") : [];
  const known = goalStateIds.filter((state) => named.includes(state));
  return known.length === 0 ? undefined : known.join(",");
}

/** Takes what an address says and keeps only what the list understands. */
export function listSearch(given: Record<string, unknown>): ListSearch {
  const year = Number(given.year);
  const form = formNames.find(([id]) => id === given.form)?.[0] ?? ownFormIn(given.form);
  const search: ListSearch = {};
  const text = words(given.text);
  const unit = words(given.unit);
  const document = words(given.document);
  const of = words(given.of);
  const unitName = words(given.unitName);
  const state = statesIn(given.state);
  const gravest = gravestIds.find((id) => id === given.gravest);
  if (text !== undefined) search.text = text;
  if (Number.isInteger(year) && year >= 1990 && year <= 2100) search.year = year;
  if (unit !== undefined) search.unit = unit;
  if (form !== undefined) search.form = form;
  if (document !== undefined && uuid.test(document)) search.document = document;
  if (of !== undefined && uuid.test(of)) search.of = of;
  if (unitName !== undefined) search.unitName = unitName;
  if (state !== undefined) search.state = state;
  if (gravest !== undefined) search.gravest = gravest;
  if (given.doubts === "open") search.doubts = "open";
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
