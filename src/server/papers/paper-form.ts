import type { FormId } from "../../declaration/schema.ts";
import type { FormDefinition } from "../../forms/form.ts";
import { canBePrinted } from "../../forms/own.ts";
import { DabiaoError } from "../../problem.ts";
import type { Db } from "../../store/database.ts";
import { formToWrite } from "../../store/forms/forms.ts";

/** The form to write on: a described one by its name, one of the house's own with its definition. @throws DabiaoError WRITE-03 */
export async function paperForm(db: Db, form: FormId): Promise<FormId | FormDefinition> {
  if (!form.startsWith("own-")) return form;
  const own = await formToWrite(db, form);
  if (own !== undefined && canBePrinted(own)) return own;
  throw new DabiaoError("WRITE-03", { message: own ? "这个表样只够读取，版面不完整，不能打印。" : "没有这个自有表样，或您看不到它。", hint: "请选择别的表样，或在“表样”页重新核对它的版式。" });
}
