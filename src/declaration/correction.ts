// Corrections: a person says what stands at a path; the text is read as the reader would have read it.
import { DabiaoError } from "../problem.ts";
import { compareDecimals } from "./decimal.ts";
import { classOf, indicatorClasses } from "./framework.ts";
import { currencies, type Money, money } from "./money.ts";
import { nameOfPath } from "./names.ts";
import { readQuantity } from "./read-quantity.ts";
import { readTarget } from "./read-target.ts";
import { Declaration, formIds, Indicator, type Quantity, Scope } from "./schema.ts";
import { keysOf, type Kind, kindOf, noSuchValue, textAt } from "./values.ts";

/** What a person says stands at a path; null or nothing but white space: the cell is empty. */
export interface Correction {
  path: string;
  text: string | null;
}

/**
 * Applies one correction. What hangs on the corrected value is read anew: amounts on their currency, targets on the
 * unit column, the class on the levels.
 * @param moneyUnit the unit of amounts whose form prints none; told from the amounts themselves when left out
 * @returns a new declaration; the same one when the text is what stands there already
 * @throws DabiaoError CHECK-01 when no single value stands at the path, CHECK-02 when the text does not fit
 */
export function correct(declaration: Declaration, { path, text }: Correction, moneyUnit = moneyUnitOf(declaration)): Declaration {
  const kind = kindOf(declaration, path);
  if (kind === null) throw noSuchValue(path);
  if (text === textAt(declaration, path)) return declaration;
  const plain = text === null ? "" : kind === "prose" ? tidied(text) : text.replace(/\s/g, "");
  const changed = withValue(declaration, path, read(kind, path, plain, declaration, moneyUnit));
  const refused = refusalAt(changed, path);
  if (refused !== undefined) throw unfit(path, plain === "" ? "这里不能为空" : refused);
  return readAnew(changed, path);
}

/** Applies corrections to the declaration as it was read. Their order does not matter. */
export function applyCorrections(declaration: Declaration, corrections: readonly Correction[]): Declaration {
  const moneyUnit = moneyUnitOf(declaration);
  return corrections
    .filter(({ path, text }) => text !== textAt(declaration, path))
    .sort((a, b) => turn(a.path) - turn(b.path))
    .reduce((corrected, correction) => correct(corrected, correction, moneyUnit), declaration);
}

/** What others hang on comes first; the class, which hangs on the levels, last. */
function turn(path: string): number {
  if (path === "funding.currency" || /\.unit$/.test(path)) return 0;
  return path.endsWith(".class") ? 2 : 1;
}

const tidied = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/[^\S\n]+$/gm, "").trim();

/** What the schema has against the value at a path. Of a row only the row is judged: a table may have hundreds, and each key that ends a cell waits for this. */
function refusalAt(declaration: Declaration, path: string): string | undefined {
  const keys = keysOf(path);
  const [list, index] = keys;
  const row = list === "indicators" && typeof index === "number";
  const { error } = row ? Indicator.safeParse(declaration.indicators[index]) : Declaration.safeParse(declaration);
  return error?.issues.find((issue) => isWithin(issue.path, row ? keys.slice(2) : keys))?.message;
}

const isWithin = (place: readonly PropertyKey[], keys: readonly PropertyKey[]): boolean => keys.every((key, i) => place[i] === key);

function unfit(path: string, why: string): DabiaoError {
  return new DabiaoError("CHECK-02", { message: `“${nameOfPath(path)}”不能这样更正：${why}。`, hint: "请按来源原文填写；原文就是空的，请清空。" });
}

/** A value typed from its text. @throws DabiaoError CHECK-02 when it is none of its kind */
function read(kind: Kind, path: string, text: string, declaration: Declaration, moneyUnit: string | null): unknown {
  if (text === "") return kind === "cell" ? "" : null;
  const oneOf = (allowed: readonly string[], what: string): string => {
    if (allowed.includes(text)) return text;
    throw unfit(path, `“${text}”不是${what}`);
  };
  switch (kind) {
    case "line":
    case "prose":
    case "cell":
      return text;
    case "year":
      return readYear(path, text);
    case "form":
      return oneOf(formIds, "认识的表样");
    case "scope":
      return oneOf(Scope.options, "年度、长期、中期或项目总目标");
    case "class":
      return oneOf(indicatorClasses, "标准框架中的类别");
    case "currency":
      return oneOf(currencies, `金额单位（${currencies.join("、")}）`);
    case "money":
      return readMoney(path, text, declaration.funding.currency ?? moneyUnit);
    case "quantity":
      return quantityOf(path, text);
    case "target":
      return readTarget(text, indicatorAt(declaration, path)?.unit ?? null);
  }
}

function readYear(path: string, text: string): number {
  const [, year] = /^(\d{4})(?:年度?)?$/.exec(text.normalize("NFKC")) ?? [];
  if (year === undefined) throw unfit(path, `“${text}”不是年度，应为四位数字`);
  return Number(year);
}

function readMoney(path: string, text: string, unit: string | null): Money {
  if (money(text, "元").yuan === null) throw unfit(path, `“${text}”不是金额，应如 1,324.00 或 14万元`);
  return money(text, unit);
}

function quantityOf(path: string, text: string): Quantity {
  const quantity = readQuantity(text);
  if (quantity.value === null) throw unfit(path, `“${text}”不是数值，应如 10 或 25%`);
  return quantity;
}

function indicatorAt(declaration: Declaration, path: string): Indicator | undefined {
  const [list, index] = keysOf(path);
  return list === "indicators" ? declaration.indicators[Number(index)] : undefined;
}

/** A copy with another value at a path; everything beside the path is shared. */
function withValue(declaration: Declaration, path: string, value: unknown): Declaration {
  const put = (node: unknown, [key, ...rest]: readonly (string | number)[]): unknown => {
    if (key === undefined) return value;
    if (Array.isArray(node)) return node.map((item: unknown, index) => (index === key ? put(item, rest) : item));
    const record = node as Record<string, unknown>;
    return { ...record, [key]: put(record[key], rest) };
  };
  // The path was checked before, and the schema judges the value afterwards.
  return put(declaration, keysOf(path)) as Declaration;
}

/** Types again what hangs on the value at a path that has just changed. */
function readAnew(declaration: Declaration, path: string): Declaration {
  if (path === "funding.currency") return { ...declaration, funding: fundingAnew(declaration.funding) };
  const [list, index, field] = keysOf(path);
  if (list !== "indicators" || !/^(?:unit|level[1-4])$/.test(String(field))) return declaration;
  const four = declaration.printed.columns.includes("level4");
  const anew = (row: Indicator): Indicator =>
    field === "unit"
      ? { ...row, target: row.target && readTarget(row.target.text, row.unit), actual: row.actual && readTarget(row.actual.text, row.unit) }
      : { ...row, class: classOf(row.level1, four ? row.level3 : row.level2) };
  return { ...declaration, indicators: declaration.indicators.map((row, i) => (i === index ? anew(row) : row)) };
}

type Funding = Declaration["funding"];

function fundingAnew(funding: Funding): Funding {
  const anew = (amount: Money | null): Money | null => amount && money(amount.text, funding.currency);
  return {
    ...funding,
    total: anew(funding.total),
    fiscal: anew(funding.fiscal),
    other: anew(funding.other),
    annualTotal: anew(funding.annualTotal),
    fiscalCurrentYear: anew(funding.fiscalCurrentYear),
    carriedOver: anew(funding.carriedOver),
    annualOther: anew(funding.annualOther),
  };
}

/**
 * The unit that amounts without a printed one were read with: the printed currency, else the one unit that explains
 * the yuan of another amount. Null when none does.
 */
export function moneyUnitOf({ funding }: Declaration): string | null {
  if (funding.currency !== null) return funding.currency;
  for (const amount of Object.values(funding)) {
    if (amount === null || typeof amount === "string" || amount.yuan === null || money(amount.text, null).yuan !== null) continue;
    const { text, yuan } = amount;
    if (compareDecimals(yuan, "0") === 0) continue;
    const unit = currencies.find((one) => money(text, one).yuan === yuan);
    if (unit !== undefined) return unit;
  }
  return null;
}
