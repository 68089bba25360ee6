import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Declaration, SourceDocument } from "../../src/declaration/schema.ts";

/** What a careful reader wrote down of a document: texts only, as printed. */
interface Gold {
  document?: { title: string | null; year: number | null; publisher: string | null; overallGoals: string[] } | null;
  records: Record<string, unknown>[];
}

export interface LabelledDocument {
  name: string;
  file: string;
  bytes: Uint8Array;
  gold: Gold;
}

/** All documents of a folder that have a gold file beside them. */
export function labelledDocuments(folder: string): LabelledDocument[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".gold.json") && name !== "targets.gold.json")
    .sort()
    .map((goldName) => {
      const base = path.join(folder, goldName.replace(/\.gold\.json$/, ""));
      const file = [".txt", ".md", ".html"].map((ending) => base + ending).find(existsSync);
      if (!file) throw new Error(`${goldName} has no document beside it`);
      return { name: path.basename(base), file, bytes: readFileSync(file), gold: JSON.parse(readFileSync(path.join(folder, goldName), "utf8")) };
    });
}

type Facts = Record<string, string>;

/** All facts of a gold file, as path → text; what careful readers would answer differently is left out. */
export function goldFacts({ document, records }: Gold): Facts {
  const facts: Facts = {};
  const yearKnown = !records.some((record) => uncertain(record).includes("year"));
  if (document) {
    for (const [key, value] of Object.entries(document)) {
      if (key !== "year" || yearKnown) put(facts, `document.${key}`, Array.isArray(value) ? value.join("") : value);
    }
  }
  for (const [index, record] of records.entries()) recordFacts(facts, `${index}`, record);
  return facts;
}

/** The same facts as the reader found them, for all paths that the gold does not leave open. */
export function readFacts(read: SourceDocument, gold: Gold): Facts {
  const { title, year, publisher, overallGoals, declarations } = read;
  const records = declarations.map((declaration, index) => ({ ...plain(declaration), ...keepMarks(gold.records[index]) }));
  return goldFacts({ document: gold.document ? { title, year, publisher, overallGoals } : null, records });
}

/** The gold's marks of what is uncertain hold for what was read as well. */
function keepMarks(record: Record<string, unknown> | undefined): Record<string, unknown> {
  return { uncertain: record?.uncertain, rowsUncertain: rowsOf(record).map((row) => row.uncertain) };
}

function plain(declaration: Declaration): Record<string, unknown> {
  return JSON.parse(JSON.stringify(declaration), (_, value: unknown) => (isTyped(value) ? value.text : value));
}

function isTyped(value: unknown): value is { text: string } {
  return typeof value === "object" && value !== null && "text" in value && ("yuan" in value || "kind" in value || ("value" in value && Object.keys(value).length === 2));
}

function rowsOf(record: Record<string, unknown> | undefined): Record<string, unknown>[] {
  return Array.isArray(record?.indicators) ? record.indicators : [];
}

function uncertain(record: Record<string, unknown>): string[] {
  return Array.isArray(record.uncertain) ? record.uncertain : [];
}

function recordFacts(facts: Facts, path: string, record: Record<string, unknown>): void {
  const open = uncertain(record).map((name) => name.replace(/^goals?\b.*/, "goals"));
  const skip = (name: string) => open.some((one) => name === one || name.startsWith(`${one}.`) || name.startsWith(`${one}[`));
  for (const name of ["unit", "project", "funding"]) {
    for (const [key, value] of Object.entries((record[name] ?? {}) as Record<string, unknown>)) {
      if (!skip(`${name}.${key}`)) put(facts, `${path}.${name}.${key}`, key === "start" || key === "end" ? isoDay(value) : value);
    }
  }
  for (const name of ["department", "year", "notes"]) if (!skip(name)) put(facts, `${path}.${name}`, record[name]);
  const plan = (record.spendingPlan ?? []) as { by: string; percent: string }[];
  for (const { by, percent } of plan) put(facts, `${path}.spendingPlan.${by}`, String(percent).replace(/%$/, ""));
  const goals = (record.goals ?? []) as { scope: string; text: string }[];
  if (!skip("goals")) for (const { scope, text } of goals) put(facts, `${path}.goals.${scope}`, (facts[`${path}.goals.${scope}`] ?? "") + text);
  const marks = (record.rowsUncertain ?? rowsOf(record).map((row) => row.uncertain)) as (string[] | undefined)[];
  rowsOf(record).forEach((row, index) => {
    for (const key of ["scope", "level1", "level2", "level3", "level4", "description", "target", "unit", "basis", "weight", "actual", "score", "class"]) {
      const open = marks[index] ?? [];
      if (!open.includes(key) && !(key === "class" && open.some((one) => /^level/.test(one)))) put(facts, `${path}.indicators[${index}].${key}`, row[key]);
    }
  });
}

function put(facts: Facts, path: string, value: unknown): void {
  if (value === null || value === undefined) return;
  const text = String(value).normalize("NFKC").replace(/\s+/g, "").replaceAll(">=", "≥").replaceAll("<=", "≤");
  if (text !== "") facts[path] = text;
}

/** Dates count as equal however they are written. */
function isoDay(value: unknown): unknown {
  const match = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?$/.exec(String(value).normalize("NFKC").replace(/\s/g, ""));
  return match ? match.slice(1).filter((part) => part !== undefined).map((part) => part.padStart(2, "0")).join("-") : value;
}
