import { z } from "zod";
import { DecimalText, decimal, shiftPoint } from "./decimal.ts";

/** The units of money that forms print, and how many places the point moves to get yuan. */
const places = new Map([
  ["元", 0],
  ["百元", 2],
  ["千元", 3],
  ["万元", 4],
  ["百万元", 6],
  ["亿元", 8],
]);
export const currencies = [...places.keys()];

/** How many places the point moves from an amount in this unit to yuan: 4 for 万元. */
export const currencyPlaces = (currency: string): number => places.get(currency) ?? 0;

/** An amount as printed and, where its unit is known, exactly in yuan with two decimals or more. */
export const Money = z
  .object({
    text: z.string().min(1).describe("原文，如 1324.00、14万元"),
    yuan: DecimalText.nullable().describe("元，精确小数；单位不明时为 null"),
  })
  .meta({ id: "Money", description: "金额：原文与精确的元数" });
export type Money = z.infer<typeof Money>;

const unitPrinted = /(亿元|百万元|万元|千元|百元|元|亿|万)整?$/;

/**
 * Reads a printed amount.
 * @param text what the cell prints, white space removed: `14,979,100`, `14万元`, `-3.5`, `￥1,200.00`
 * @param currency the unit of the form (`万元`), or null when none is known; a unit in the cell itself wins
 * @returns the text and exact yuan; `yuan` is null when the text is no number or no unit is known
 */
export function money(text: string, currency: string | null): Money {
  const body = text.normalize("NFKC").replace(/\s/g, "").replace(/^(?:¥|人民币)/, "");
  const printed = unitPrinted.exec(body)?.[1] ?? null;
  const value = decimal(body.replace(unitPrinted, ""));
  const unit = printed === null ? currency : printed.endsWith("元") ? printed : `${printed}元`;
  const shift = unit === null ? undefined : places.get(unit);
  if (value === null || shift === undefined) return { text, yuan: null };
  return { text, yuan: shiftPoint(value, shift, 2) };
}
