import { breaks } from "./operators/breaks.ts";
import { characters } from "./operators/characters.ts";
import { encodings } from "./operators/encodings.ts";
import { levels } from "./operators/levels.ts";
import { marks } from "./operators/marks.ts";
import type { SingleOperator } from "./operators/operator.ts";
import { separators } from "./operators/separators.ts";
import { shifts } from "./operators/shifts.ts";
import { tears } from "./operators/tears.ts";

/** All kinds of damage, in the order of the report. */
export const operators: readonly SingleOperator[] = [...shifts, ...levels, ...breaks, ...tears, ...marks, ...characters, ...separators, ...encodings];
