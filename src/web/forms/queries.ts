import { queryOptions, useQuery } from "@tanstack/react-query";
import { nameOfForm } from "../../declaration/names.ts";
import type { FormId } from "../../declaration/schema.ts";
import { useMay } from "../accounts/session.ts";
import { calls } from "./calls.ts";

export const formsKey = ["forms"];

export const formsQuery = queryOptions({ queryKey: [...formsKey, "list"], queryFn: ({ signal }) => calls.forms({ signal }), staleTime: 60_000 });
export const versionsQuery = (id: string) => queryOptions({ queryKey: [...formsKey, "versions", id], queryFn: ({ signal }) => calls.versions(id, { signal }) });
export const candidatesQuery = (beside: string | undefined) => queryOptions({ queryKey: [...formsKey, "candidates", beside], queryFn: ({ signal }) => calls.candidates(beside, { signal }) });

/** What a form is called: the described ones by their names, the house's own as people named them. */
export function useFormName(): (form: FormId) => string {
  const may = useMay();
  const { data } = useQuery({ ...formsQuery, enabled: may("form.read") });
  return (form) => data?.items.find(({ id }) => id === form)?.name ?? nameOfForm(form);
}
