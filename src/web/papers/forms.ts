import type { FormId, WrittenFormat } from "../../declaration/schema.ts";
import { nameOfForm } from "../../declaration/names.ts";
import { forms } from "../../forms/list.ts";
import { stages } from "../../workflow/stages.ts";
import type { ListSearch } from "../declarations/search.ts";

/** The forms that can be printed, by the names that people know them by. */
export const formOptions = forms.map(({ id }) => ({ value: id, label: nameOfForm(id) }));

/** A table that was read without a form is shown on the national one. */
export const paperForm = (form: FormId): FormId => (forms.some(({ id }) => id === form) ? form : "central-declaration");

/**
 * The paper that most likely is wanted for a list: the form it is narrowed to; the approval where it holds approvals only;
 * else the one form of a region that is in the house, or the one national one.
 * @param inHouse forms of the tables in the house
 */
export function proposedPaper({ form, state }: Pick<ListSearch, "form" | "state">, inHouse: readonly FormId[]): FormId {
  if (form !== undefined && form !== "generic") return form;
  const states = state?.split(",") ?? [];
  if (states.length > 0 && states.every((one) => approved.includes(one))) return "central-approval";
  const known = inHouse.filter((one) => one !== "generic");
  const regional = known.filter((one) => !one.startsWith("central-"));
  const [only, ...others] = regional.length > 0 ? regional : known;
  return only !== undefined && others.length === 0 ? only : "central-declaration";
}

const approved: readonly string[] = [...stages.approved.states, ...stages.published.states];

export const formatNames: readonly (readonly [WrittenFormat, string])[] = [
  ["docx", "Word"],
  ["xlsx", "Excel"],
  ["pdf", "PDF"],
  ["html", "网页"],
];
