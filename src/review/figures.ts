// Amounts and figures in the words of a message.
import { divide } from "../declaration/arithmetic.ts";

/** Exact yuan in 万元, without superfluous zeros: 1324 for 13240000.00. */
export const inTenThousands = (yuan: string): string => divide(yuan, "10000", 6);

/** A sum as it is printed: 30+22. */
export const addends = (values: readonly string[]): string => values.join("+");
