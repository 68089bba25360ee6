import { FormDefinition } from "./form.ts";
import { centralApproval } from "./central-approval.ts";
import { centralDeclaration } from "./central-declaration.ts";
import { ezhou } from "./ezhou.ts";
import { nanpu } from "./nanpu.ts";
import { shanghai } from "./shanghai.ts";
import { tianjin } from "./tianjin.ts";
import { zaozhuang } from "./zaozhuang.ts";

/** All described forms. A form is added by writing its file and naming it here. */
export const forms: readonly FormDefinition[] = [tianjin, nanpu, shanghai, zaozhuang, ezhou, centralDeclaration, centralApproval].map((form) => FormDefinition.parse(form));

/** The form of that name, or undefined when none is described (`generic`). */
export const formOf = (id: string): FormDefinition | undefined => forms.find((form) => form.id === id);

/** The national form: on it a table begins where nobody says another. */
export const nationalForm: FormDefinition = FormDefinition.parse(centralDeclaration);
