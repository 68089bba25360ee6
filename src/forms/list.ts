import { FormDefinition } from "./form.ts";
import { ezhou } from "./ezhou.ts";
import { nanpu } from "./nanpu.ts";
import { shanghai } from "./shanghai.ts";
import { tianjin } from "./tianjin.ts";
import { zaozhuang } from "./zaozhuang.ts";

/** All described forms. A form is added by writing its file and naming it here. */
export const forms: readonly FormDefinition[] = [tianjin, nanpu, shanghai, zaozhuang, ezhou].map((form) => FormDefinition.parse(form));
