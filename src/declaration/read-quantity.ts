import { decimal } from "./decimal.ts";
import type { Quantity } from "./schema.ts";

/**
 * Reads points and percentages: the printed text and its exact value (the percent sign is the field's, not the value's).
 * The value is null where the text is no number.
 */
export function readQuantity(text: string): Quantity {
  return { text, value: decimal(text.replace(/[%％分]$/, "")) };
}
