import type { FormId } from "../../declaration/schema.ts";
import { ownFormIn } from "../forms/ids.ts";
import { formNames } from "../declarations/words.ts";

/** On which form's paper a table is shown; absent: its own. */
export interface PaperSearch {
  form?: FormId;
}

export function paperSearch(given: Record<string, unknown>): PaperSearch {
  const form = formNames.find(([id]) => id === given.form && id !== "generic")?.[0] ?? ownFormIn(given.form);
  return form === undefined ? {} : { form };
}
