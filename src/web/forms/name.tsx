import type { FormId } from "../../declaration/schema.ts";
import { useFormName } from "./queries.ts";

/** What a form is called, where its name may still be on its way. */
export function FormName({ form }: { form: FormId }) {
  return useFormName()(form);
}
