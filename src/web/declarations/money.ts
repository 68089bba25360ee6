import type { Money } from "../../declaration/money.ts";

/** An amount as printed, with the form's unit unless the cell itself prints one. */
export function amountText(money: Money, currency: string | null): string {
  return currency === null || /[元万亿]整?$/.test(money.text) ? money.text : `${money.text} ${currency}`;
}

/** The exact amount in yuan, grouped by thousands; as text throughout, since binary floating point would round it. */
export function yuanText(money: Money): string | null {
  if (money.yuan === null) return null;
  const [whole = "0", fraction] = money.yuan.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction === undefined ? "" : `.${fraction}`} 元`;
}
