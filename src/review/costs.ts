// Amounts of money in targets: ≤30万元 as exact yuan.
import { money } from "../declaration/money.ts";
import type { Row } from "./facts.ts";

const moneyUnit = /^(?:百|千|万|百万|亿)?元$/;

/** The exact yuan of a target that is one amount of money; null when it is a rate, a unit price, or no amount. */
export function yuanOf(row: Row): string | null {
  const { target } = row;
  return target?.kind === "number" && target.unit !== null && moneyUnit.test(target.unit) ? money(target.value, target.unit).yuan : null;
}

/** Names of costs per piece, person or time: no parts of the budget. */
export const isUnitCost = (row: Row): boolean => /单价|单位(?:成本|造价|费用|价格|投资|面积|里程|能耗|产品)|单(?:所|座|个|台|套|处|点|村|户|栋|幢|公里|次|场|项|方)|[人户场次件例床台套亩吨]均|平均|均价|每|标准|\/|／|补助额度/.test(row.name) || /元[/／每]|^每|^[年月]均/.test(row.printed);

/** Names of the whole cost: 项目总成本, 预算控制数, 成本控制. */
export const isWholeCost = (row: Row): boolean => /总成本|项目成本|总投资|总费用|总支出|总经费|总额|总价|控制数|成本控制|资金总|预算(?:成本|金额|资金|总)|经济成本$/.test(row.name);
