import type { Declaration, SourceDocument } from "../../src/declaration/schema.ts";
import { likeness, paired } from "./sequence.ts";

/** A fact that the damaged document reads otherwise. `told`: a doubt or a problem points at it. */
export interface Difference {
  /** Declaration (of the undamaged reading) and path; `document` for what belongs to no declaration. */
  path: string;
  wanted: string | null;
  got: string | null;
  told: boolean;
}

type Facts = Record<string, string>;
type Reading = Omit<SourceDocument, "file" | "sha256" | "format">;

/** Text as facts are compared: full and half width alike, no white space. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  return String(value).normalize("NFKC").replace(/\s+/g, "").replaceAll(">=", "≥").replaceAll("<=", "≤");
}

function put(facts: Facts, key: string, value: unknown): void {
  const text = plain(typeof value === "object" && value !== null && "text" in value ? value.text : value);
  if (text !== "") facts[key] = text;
}

function scalarFacts({ unit, department, year, project, funding, spendingPlan, goals, notes }: Declaration): Facts {
  const facts: Facts = {};
  for (const [key, value] of Object.entries(unit)) put(facts, `unit.${key}`, value);
  put(facts, "department", department);
  put(facts, "year", year);
  for (const [key, value] of Object.entries(project)) put(facts, `project.${key}`, value);
  for (const [key, value] of Object.entries(funding)) put(facts, `funding.${key}`, value);
  for (const { by, percent } of spendingPlan) put(facts, `plan.${plain(by)}`, plain(percent.text).replace(/%$/, ""));
  for (const { scope, text } of goals) put(facts, `goal.${scope}`, (facts[`goal.${scope}`] ?? "") + text);
  put(facts, "notes", notes);
  return facts;
}

const rowFields = ["scope", "level1", "level2", "level3", "level4", "description", "target", "unit", "basis", "weight", "actual", "score", "class"] as const;

function rowFacts({ indicators }: Declaration): Facts[] {
  return indicators.map((row) => {
    const facts: Facts = {};
    for (const field of rowFields) put(facts, field, row[field]);
    return facts;
  });
}

const keyOf = (row: Facts): string => [row.scope, row.level3, row.level4, row.target].map((text) => text ?? "").join("|");

/** Paths that several careful readers answer differently, for each declaration: they are left out. */
export type Open = readonly (readonly string[])[];

/**
 * Compares the reading of a damaged document with that of the right one, by the rules of the acceptance check: a wrong,
 * extra or missing fact is told of where a doubt of its declaration names its path, one above or below it, or where a
 * problem quotes the missing text.
 */
export function differences(wanted: Reading, got: Reading, open: Open = []): Difference[] {
  const quoted = plain(JSON.stringify(got.problems));
  const quotes = (text: string | undefined) => text !== undefined && [...text].length > 3 && quoted.includes(text);
  const found: Difference[] = [];
  const differ = (where: string, declaration: Declaration | null, path: string, want: string | undefined, have: string | undefined, doubtPath = path) => {
    const told = quotes(want) || (declaration?.doubts ?? []).some((doubt) => covers(doubt.path, doubtPath));
    found.push({ path: `${where}${path}`, wanted: want ?? null, got: have ?? null, told });
  };
  for (const key of ["title", "publisher", "year"] as const) {
    const [want, have] = [plain(wanted[key]), plain(got[key])];
    if (want !== have && !(key === "year" && open.some((names) => names.includes("year")))) differ("document.", null, key, want || undefined, have || undefined);
  }
  const goals = [wanted, got].map(({ overallGoals }) => overallGoals.map(plain).join(""));
  if (goals[0] !== goals[1]) differ("document.", null, "overallGoals", goals[0], goals[1]);

  const partners = pairedDeclarations(wanted.declarations, got.declarations);
  for (const [index, want] of wanted.declarations.entries()) {
    const have = partners[index] ?? null;
    compareScalars(index, want, have, open[index] ?? [], differ);
    compareRows(index, want, have, differ);
  }
  for (const [index, extra] of got.declarations.entries()) {
    if (partners.includes(extra)) continue;
    const told = extra.doubts.some(({ path }) => path === "");
    found.push({ path: `extra declaration ${index}`, wanted: null, got: extra.project.name ?? "", told });
  }
  return found;
}

type Differ = (where: string, declaration: Declaration | null, path: string, want: string | undefined, have: string | undefined, doubtPath?: string) => void;

function covers(doubt: string, path: string): boolean {
  const above = (one: string, other: string) => other === one || other.startsWith(`${one}.`) || other.startsWith(`${one}[`);
  return doubt === "" || above(doubt, path) || above(path, doubt);
}

function pairedDeclarations(wanted: readonly Declaration[], got: readonly Declaration[]): (Declaration | null)[] {
  const used = new Set<Declaration>();
  const name = (one: Declaration) => plain(one.project.name);
  return wanted.map((want) => {
    const free = got.filter((one) => !used.has(one));
    const partner = free.find((one) => name(one) === name(want)) ?? free.find((one) => likeness(name(one), name(want)) > 0.8) ?? null;
    if (partner) used.add(partner);
    return partner;
  });
}

function compareScalars(index: number, want: Declaration, have: Declaration | null, open: readonly string[], differ: Differ): void {
  const [wants, haves] = [scalarFacts(want), have ? scalarFacts(have) : {}];
  const left = open.map((name) => (name.startsWith("goals") ? "goal" : name));
  for (const key of new Set([...Object.keys(wants), ...Object.keys(haves)])) {
    if (wants[key] === haves[key] || left.includes(key) || left.includes(key.split(".")[0] ?? "")) continue;
    const doubtPath = key.startsWith("goal.") ? "goals" : key.startsWith("plan.") ? "spendingPlan" : key;
    differ(`${index}/`, have, key, wants[key], haves[key], doubtPath);
  }
}

function compareRows(index: number, want: Declaration, have: Declaration | null, differ: Differ): void {
  const [wants, haves] = [rowFacts(want), have ? rowFacts(have) : []];
  const { pairs, onlyA, onlyB } = paired(wants.map(keyOf), haves.map(keyOf));
  for (const [x, y] of pairs) {
    const [a, b] = [wants[x] ?? {}, haves[y] ?? {}];
    for (const field of rowFields) if (a[field] !== b[field] && !(field === "class" && a.class === undefined)) differ(`${index}/`, have, `indicators[${y}].${field}`, a[field], b[field]);
  }
  for (const x of onlyA) for (const [field, text] of Object.entries(wants[x] ?? {})) differ(`${index}/row ${x} missing `, have, field, text, undefined, "indicators");
  for (const y of onlyB) for (const [field, text] of Object.entries(haves[y] ?? {})) differ(`${index}/extra row `, have, `indicators[${y}].${field}`, undefined, text);
}
