import type { FormId, WrittenFormat } from "../../declaration/schema.ts";
import { nameOfForm } from "../../declaration/names.ts";
import { forms } from "../../forms/list.ts";

/** The forms that can be printed, by the names that people know them by. */
export const formOptions = forms.map(({ id }) => ({ value: id, label: nameOfForm(id) }));

/** A table that was read without a form is shown on the national one. */
export const paperForm = (form: FormId): FormId => (forms.some(({ id }) => id === form) ? form : "central-declaration");

export const formatNames: readonly (readonly [WrittenFormat, string])[] = [
  ["docx", "Word"],
  ["xlsx", "Excel"],
  ["pdf", "PDF"],
  ["html", "网页"],
];
