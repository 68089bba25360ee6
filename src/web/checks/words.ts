import { correct } from "../../declaration/correction.ts";
import { classNames, nameOfForm, scopeNames, textInWords } from "../../declaration/names.ts";
import { indicatorClasses } from "../../declaration/framework.ts";
import { type Money, currencies } from "../../declaration/money.ts";
import { type Declaration, formIds, type Quantity } from "../../declaration/schema.ts";
import type { Target } from "../../declaration/target.ts";
import { kindOf, textAt, valueAt } from "../../declaration/values.ts";
import { DabiaoError } from "../../problem.ts";
import type { Check } from "../../server/declarations/checks-contract.ts";
import { yuanText } from "../declarations/money.ts";
import { targetWords } from "../declarations/target.ts";

/** Values that are chosen and not typed: what stands in the data, and what people call it. */
export function choicesFor(declaration: Declaration, path: string): { id: string; name: string }[] | null {
  switch (kindOf(declaration, path)) {
    case "class":
      return indicatorClasses.map((id) => ({ id, name: classNames[id] }));
    case "scope":
      return (Object.keys(scopeNames) as (keyof typeof scopeNames)[]).map((id) => ({ id, name: scopeNames[id] }));
    case "form":
      return formIds.map((id) => ({ id, name: nameOfForm(id) }));
    case "currency":
      return currencies.map((id) => ({ id, name: id }));
    default:
      return null;
  }
}

/** How a value was understood, in words; null where the text says it all. */
export function meaningAt(declaration: Declaration, path: string): string | null {
  const value = valueAt(declaration, path);
  if (value === null || value === undefined) return null;
  switch (kindOf(declaration, path)) {
    case "target":
      return targetWords(value as Target);
    case "money":
      return yuanText(value as Money) ?? "金额单位不明，无法换算成元";
    case "quantity":
      return `数值 ${(value as Quantity).value ?? "不明"}`;
    default:
      return null;
  }
}

/** What a typed text would mean at a path, or why it is refused. */
export function meaningOf(declaration: Declaration, path: string, text: string): { words: string | null; refused: boolean } {
  try {
    const after = correct(declaration, { path, text });
    return { words: textAt(after, path) === null ? "这一格是空的" : meaningAt(after, path), refused: false };
  } catch (error) {
    if (error instanceof DabiaoError) return { words: error.message, refused: true };
    throw error;
  }
}

/** Whether the value is no longer the one that was read. */
export const isCorrected = ({ text, original }: Pick<Check, "text" | "original">): boolean => text !== original;

const orEmpty = (text: string | null): string => (text === null ? "（空）" : `“${text}”`);

/** A check in a sentence without its person and moment. */
export function checkWords(check: Check): string {
  const [original, text] = [check.original, check.text].map((one) => orEmpty(textInWords(check.path, one)));
  if (check.state === "confirmed") return isCorrected(check) ? `确认为 ${text}（原值 ${original}）` : "确认";
  return isCorrected(check) ? `由 ${original} 更正为 ${text}` : `改回原值 ${text}`;
}
