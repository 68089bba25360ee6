import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FormId } from "../../declaration/schema.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { canBePrinted, ownForm } from "../../forms/own.ts";
import { useMay } from "../accounts/session.ts";
import { formOptions } from "../papers/forms.ts";
import { formsQuery } from "./queries.ts";

/** The house's own forms that are in use and can be printed on. */
export function useOwnForms(): { form: FormDefinition; name: string }[] {
  const may = useMay();
  const { data } = useQuery({ ...formsQuery, enabled: may("form.read") });
  return useMemo(() => (data?.items ?? []).filter(({ retired }) => !retired).map(({ id, definition, name }) => ({ form: ownForm(id, definition), name })).filter(({ form }) => canBePrinted(form)), [data]);
}

/** Every form that can be chosen to write on: the described ones, then the house's own. */
export function usePaperOptions(): { value: FormId; label: string }[] {
  const own = useOwnForms();
  return [...formOptions, ...own.map(({ form: { id }, name }) => ({ value: id, label: name }))];
}
