// What is different between two states of a declaration: field by field, an indicator followed by what it is called.
import { nameOfPath, textInWords } from "../declaration/names.ts";
import { covers } from "../declaration/paths.ts";
import { fold } from "../declaration/numeral.ts";
import type { Declaration, Indicator } from "../declaration/schema.ts";
import { fieldPaths, itemFields, keysOf, type ListName, listNames, valueAt } from "../declaration/values.ts";
import { matched, movedIn, type Pairs } from "./matching.ts";

/** changed: a value; added, removed: an item of a list (a goal, an indicator); moved: an item that has changed its place. */
export type ChangeKind = "changed" | "added" | "removed" | "moved";

export interface Change {
  kind: ChangeKind;
  /** Where it stands now; what was removed: where it stood. */
  path: string;
  /** Where it stood; null: nowhere, or at the same place. */
  from: string | null;
  before: unknown;
  after: unknown;
}

/** A change as people read it. */
export interface ChangeInWords {
  kind: ChangeKind;
  path: string;
  from: string | null;
  /** 绩效指标第3行 · 指标值. */
  label: string;
  /** The name of the indicator that it is about; null when it is about none. */
  item: string | null;
  before: string | null;
  after: string | null;
}

/** What people wrote: without where it stood in a source, and what its reading left in doubt. */
export type Substance = Omit<Declaration, "places" | "doubts" | "printed">;

export function substanceOf({ places: _places, doubts: _doubts, printed: _printed, ...substance }: Declaration): Substance {
  return substance;
}

/** The changes from one state to the other, in the order of the paper. */
export function differenceOf(before: Declaration, after: Declaration): Change[] {
  const fields = fieldPaths.flatMap((path) => changeOf(path, null, valueAt(before, path), valueAt(after, path)));
  return [...fields, ...listNames.flatMap((list) => inList(list, before, after))];
}

export const isSameSubstance = (one: Declaration, other: Declaration): boolean => differenceOf(one, other).length === 0;

const changeOf = (path: string, from: string | null, before: unknown, after: unknown): Change[] => (isSame(before, after) ? [] : [{ kind: "changed", path, from, before, after }]);

function inList(list: ListName, before: Declaration, after: Declaration): Change[] {
  const pairs = pairsIn(list, before, after);
  const [old, now]: [readonly object[], readonly object[]] = [before[list], after[list]];
  const [kept, known] = [new Set(pairs.map(([index]) => index)), new Set(pairs.map(([, index]) => index))];
  const moved = new Set(movedIn(pairs).map(([, index]) => index));
  const at = (index: number): string => `${list}[${index}]`;
  const removed = old.flatMap((item, index): Change[] => (kept.has(index) ? [] : [{ kind: "removed", path: at(index), from: null, before: item, after: null }]));
  const cameFrom = new Map(pairs.map(([index, to]) => [to, index]));
  const here = now.flatMap((item, index): Change[] => {
    if (!known.has(index)) return [{ kind: "added", path: at(index), from: null, before: null, after: item }];
    const origin = cameFrom.get(index) ?? index;
    const fields = itemFields(list).flatMap((field) => changeOf(`${at(index)}.${field}`, origin === index ? null : `${at(origin)}.${field}`, valueAt(before, `${at(origin)}.${field}`), valueAt(after, `${at(index)}.${field}`)));
    return moved.has(index) ? [{ kind: "moved", path: at(index), from: at(origin), before: null, after: null }, ...fields] : fields;
  });
  return [...removed, ...here];
}

const joined = (...parts: (string | null | undefined)[]): string => parts.map((part) => part ?? "").join("\u001f");
const whole = (item: object): string => JSON.stringify(inOrder(item));

/** By what an indicator is called, the surest first. */
const calledAlike: readonly ((row: Indicator) => string | null)[] = [
  (row) => joined(row.scope, row.class, row.level1, row.level2, row.level3, row.level4),
  (row) => (row.level4 ?? row.level3 ? joined(row.scope, row.class, row.level4 ?? row.level3) : null),
  (row) => (row.level4 ?? row.level3 ? joined(row.level4 ?? row.level3) : null),
];

/** Which indicator of one list bears the name of which of the other, spelt otherwise at most; never one that only stands at its place. */
export function sameNamed(before: readonly Indicator[], after: readonly Indicator[]): Pairs {
  return matched(before, after, [...calledAlike, (row) => fold(row.level4 ?? row.level3 ?? "") || null]);
}

/** Which item is which: the very same one, else what it is called, else what stands at its place. */
export function pairsIn(list: ListName, before: Declaration, after: Declaration): Pairs {
  switch (list) {
    case "indicators":
      return matched(before.indicators, after.indicators, [whole, ...calledAlike, (row, index) => joined(row.scope, row.class, String(index))]);
    case "goals":
      return matched(before.goals, after.goals, [whole, ({ text }) => text, ({ scope }) => scope]);
    case "spendingPlan":
      return matched(before.spendingPlan, after.spendingPlan, [whole, ({ by }) => by, (_, index) => String(index)]);
    case "extra":
      return matched(before.extra, after.extra, [whole, ({ label }) => label]);
  }
}

/**
 * Carries changes out on the state that they begin at.
 * @returns the other state; where in its source things stand, and what is doubted, stays as it was
 */
export function withChanges(before: Declaration, changes: readonly Change[]): Declaration {
  const lists = Object.fromEntries(listNames.map((list) => [list, arrangedList(before[list], changes.filter(({ path }) => covers(list, path)))]));
  const arranged: Declaration = { ...before, ...lists };
  return changes.filter(({ kind }) => kind === "changed").reduce((made, { path, after }) => put(made, keysOf(path), after) as Declaration, arranged);
}

const indexIn = (path: string): number => Number(keysOf(path)[1]);

/** Added and moved items take their places; the others fill what is left in their order. */
function arrangedList(old: readonly unknown[], changes: readonly Change[]): unknown[] {
  const of = (kind: ChangeKind): Change[] => changes.filter((change) => change.kind === kind);
  const gone = new Set([...of("removed").map(({ path }) => indexIn(path)), ...of("moved").map(({ from }) => indexIn(from ?? ""))]);
  const staying = old.filter((_, index) => !gone.has(index));
  const taken = new Map<number, unknown>([...of("added").map(({ path, after }): [number, unknown] => [indexIn(path), after]), ...of("moved").map(({ path, from }): [number, unknown] => [indexIn(path), old[indexIn(from ?? "")]])]);
  const length = staying.length + taken.size;
  return Array.from({ length }, (_, index) => (taken.has(index) ? taken.get(index) : staying.shift()));
}

function put(node: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((item: unknown, index) => (index === key ? put(item, rest, value) : item));
  const record = node as Record<string, unknown>;
  return { ...record, [key]: put(record[key], rest, value) };
}

/** The changes as people read them. */
export function inWords(changes: readonly Change[], before: Declaration, after: Declaration): ChangeInWords[] {
  return changes.map(({ kind, path, from, before: was, after: is }) => {
    const texts = [words(path, was), words(path, is)];
    // The same text can mean another amount when the unit of money has changed.
    const [old, now] = texts[0] === texts[1] && kind === "changed" ? [meaning(was), meaning(is)] : texts;
    return { kind, path, from, label: nameOfPath(path), item: itemName(kind === "removed" ? before : after, path), before: old ?? null, after: now ?? null };
  });
}

function itemName({ indicators }: Declaration, path: string): string | null {
  const [list, index] = keysOf(path);
  const row = list === "indicators" ? indicators[Number(index)] : undefined;
  return row ? (row.level4 ?? row.level3 ?? row.level2 ?? row.level1) : null;
}

/** A value by its text; an item by the texts of its fields. */
function words(path: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return textInWords(path, String(value as string | number));
  if ("text" in value && !/^\w+\[\d+\]$/.test(path)) return String(value.text);
  const parts = Object.entries(value).flatMap(([field, part]) => (field === "class" ? [] : (words(`${path}.${field}`, part) ?? [])));
  return parts.join(" · ");
}

function meaning(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return value === null || value === undefined ? null : String(value as string | number);
  const { text, ...meant } = value as Record<string, unknown>;
  const told = Object.values(meant).filter((part) => typeof part === "string");
  return `${String(text)}（${told.join(" ")}${"yuan" in value && value.yuan !== null ? "元" : ""}）`;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, inOrder(part)]));
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}
