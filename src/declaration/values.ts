// The single values of a declaration: which there are, what kind each is, and the text that each shows.
import { DabiaoError } from "../problem.ts";
import { covers } from "./paths.ts";
import type { Declaration } from "./schema.ts";

/** How a value is read from text. */
export type Kind = "line" | "prose" | "year" | "form" | "currency" | "money" | "quantity" | "target" | "class" | "scope" | "cell";

const amounts = ["total", "fiscal", "other", "annualTotal", "fiscalCurrentYear", "carriedOver", "annualOther"] as const;

const fields: readonly (readonly [string, Kind])[] = [
  ["form", "form"],
  ["unit.code", "line"],
  ["unit.name", "line"],
  ["department", "line"],
  ["year", "year"],
  ["project.code", "line"],
  ["project.name", "line"],
  ["project.category", "line"],
  ["project.start", "line"],
  ["project.end", "line"],
  ["funding.currency", "currency"],
  ...amounts.map((field) => [`funding.${field}`, "money"] as const),
  ["funding.purpose", "prose"],
  ["notes", "prose"],
];

export const listNames = ["spendingPlan", "goals", "indicators", "extra"] as const;
export type ListName = (typeof listNames)[number];

const items: Readonly<Record<ListName, readonly (readonly [string, Kind])[]>> = {
  spendingPlan: [["by", "line"], ["percent", "quantity"]],
  goals: [["scope", "scope"], ["text", "prose"]],
  indicators: [
    ["scope", "scope"], ["level1", "line"], ["level2", "line"], ["level3", "line"], ["level4", "line"], ["class", "class"],
    ["description", "line"], ["target", "target"], ["unit", "line"], ["basis", "line"], ["weight", "quantity"],
    ["actual", "target"], ["score", "quantity"],
  ],
  extra: [["label", "cell"], ["text", "cell"]],
};

/** The paths of the single values that stand outside of lists. */
export const fieldPaths: readonly string[] = fields.map(([path]) => path);
/** The fields of one item of a list. */
export const itemFields = (list: ListName): string[] => items[list].map(([field]) => field);

const fieldKinds = new Map(fields);
const itemKinds = new Map(Object.entries(items).map(([list, parts]) => [list, new Map(parts)]));
const itemPath = /^(\w+)\[(0|[1-9]\d{0,5})\]\.(\w+)$/;

/** What kind of single value stands at a path; null when none does (no such path, or several values below it). */
export function kindOf(declaration: Declaration, path: string): Kind | null {
  const [, list = "", index, field = ""] = itemPath.exec(path) ?? [];
  if (index === undefined) return fieldKinds.get(path) ?? null;
  const rows: unknown = declaration[list as keyof typeof items];
  return Array.isArray(rows) && Number(index) < rows.length ? (itemKinds.get(list)?.get(field) ?? null) : null;
}

/** The paths of all single values, filled or empty, in the order of the schema. */
export function valuePaths(declaration: Declaration): string[] {
  const inLists = Object.entries(items).flatMap(([list, parts]) =>
    declaration[list as keyof typeof items].flatMap((_: unknown, index: number) => parts.map(([field]) => `${list}[${index}].${field}`)),
  );
  return [...fields.map(([field]) => field), ...inLists];
}

/** The single values that a path covers: itself, or those below it. */
export function valuesBelow(declaration: Declaration, path: string): string[] {
  return kindOf(declaration, path) === null ? valuePaths(declaration).filter((one) => covers(path, one)) : [path];
}

/** The keys of a path: `indicators[3].target` is indicators, 3, target. */
export function keysOf(path: string): (string | number)[] {
  return path
    .split(/[.[\]]+/)
    .filter((key) => key !== "")
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** What stands at a path, typed. */
export function valueAt(declaration: Declaration, path: string): unknown {
  return keysOf(path).reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined),
    declaration,
  );
}

/** The text of a single value as printed (a class, a scope or a form by its id); null when it is empty. */
function ownText(declaration: Declaration, path: string): string | null {
  const value = valueAt(declaration, path);
  if (value === null || value === undefined) return null;
  if (typeof value === "object") return (value as { text: string }).text;
  return String(value as string | number);
}

/**
 * What a path shows: the text of a single value, or the texts of those below it, one a line; of the whole declaration
 * its project's name. Null when all of it is empty.
 * @throws DabiaoError CHECK-01 when there is no such path
 */
export function textAt(declaration: Declaration, path: string): string | null {
  if (path === "") return declaration.project.name;
  if (kindOf(declaration, path) !== null) return ownText(declaration, path);
  const below = valuesBelow(declaration, path);
  // A list may be empty and doubted all the same.
  if (below.length === 0 && !Object.hasOwn(items, path)) throw noSuchValue(path);
  const texts = below.flatMap((one) => (/\.(?:scope|class)$/.test(one) ? [] : (ownText(declaration, one) ?? [])));
  return texts.length === 0 ? null : texts.join("\n");
}

/** The refusal of a path that leads to no value. */
export function noSuchValue(path: string): DabiaoError {
  return new DabiaoError("CHECK-01", { message: `这张目标表里没有“${path}”这个值。`, hint: "请刷新页面，从列表里重新选择要核对的值。" });
}
