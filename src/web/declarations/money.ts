import type { Money } from "../../declaration/money.ts";

/** An amount as printed, with the form's unit unless the cell itself prints one. */
export function amountText(money: Money, currency: string | null): string {
  return currency === null || /[元万亿]整?$/.test(money.text) ? money.text : `${money.text} ${currency}`;
}

/** An exact amount of yuan, grouped by thousands; as text throughout, since binary floating point would round it. */
export function yuanInWords(yuan: string): string {
  const [whole = "0", fraction] = yuan.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction === undefined ? "" : `.${fraction}`} 元`;
}

/** The exact amount of money in yuan; null when its unit is not known. */
export const yuanText = ({ yuan }: Money): string | null => (yuan === null ? null : yuanInWords(yuan));
