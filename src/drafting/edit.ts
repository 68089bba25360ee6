// One cell of a draft. A draft takes what people type: what is no number stands there as it was typed, and the rules say so.
import { correct, moneyUnitOf } from "../declaration/correction.ts";
import { type IndicatorClass, familyOfClass, standardFamilyName, standardName } from "../declaration/framework.ts";
import { money } from "../declaration/money.ts";
import { readQuantity } from "../declaration/read-quantity.ts";
import type { Declaration, Indicator } from "../declaration/schema.ts";
import { kindOf } from "../declaration/values.ts";
import type { Wording } from "../forms/form.ts";

/** What is typed into a place. */
export interface Typed {
  path: string;
  text: string;
}

/**
 * Puts a text into a place of a draft, typed as the reader would type it.
 * @throws DabiaoError CHECK-01 no such place, CHECK-02 a text that cannot stand there at all (a year of letters)
 */
export function edit(declaration: Declaration, { path, text }: Typed): Declaration {
  const plain = text.trim();
  const loose = plain === "" ? null : withLooseNumber(declaration, path, plain);
  return loose ?? correct(declaration, { path, text: plain === "" ? null : text });
}

/** Amounts and points that are no numbers: kept as text, without a value. Null where the text is a number, or no number is wanted. */
function withLooseNumber(declaration: Declaration, path: string, text: string): Declaration | null {
  const [, row, field] = /^indicators\[(\d+)\]\.(weight|score)$/.exec(path) ?? [];
  if (row !== undefined && field !== undefined) {
    const quantity = readQuantity(text);
    if (quantity.value !== null) return null;
    return { ...declaration, indicators: declaration.indicators.map((one, index) => (index === Number(row) ? { ...one, [field]: quantity } : one)) };
  }
  if (kindOf(declaration, path) !== "money") return null;
  const amount = money(text, moneyUnitOf(declaration));
  return amount.yuan !== null ? null : { ...declaration, funding: { ...declaration.funding, [path.slice("funding.".length)]: amount } };
}

/** The same in several places, one after the other; all of them or none. */
export const editAll = (declaration: Declaration, typed: readonly Typed[]): Declaration => typed.reduce(edit, declaration);

/**
 * Puts rows into a class of the framework: the levels say it in the form's own words.
 * @param wording of the form; a class that it has no words for gets the standard's
 */
export function classify(declaration: Declaration, rows: readonly number[], name: IndicatorClass, wording: Wording): Declaration {
  const words = wording[name] ?? [standardFamilyName(familyOfClass(name)), standardName(name)];
  const [level1 = null, level2 = null, level3 = null] = words;
  const four = declaration.printed.columns.includes("level4");
  const put = (row: Indicator): Indicator => (four ? { ...row, level1, level2, level3: level3 ?? level2, class: name } : { ...row, level1, level2, class: name });
  return { ...declaration, indicators: declaration.indicators.map((row, index) => (rows.includes(index) ? put(row) : row)) };
}
