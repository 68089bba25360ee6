import { isLevel } from "./cells-run-together.ts";
import type { Scope } from "../declaration/schema.ts";
import { type Cut, bare, compact, prose, slice } from "../grid/cut.ts";
import type { Grid, Piece } from "../grid/grid.ts";
import { type Draft, isCurrency } from "./draft.ts";
import type { Entry, Field } from "./form.ts";

const amounts = {
  "funding.total": "total",
  "funding.fiscal": "fiscal",
  "funding.other": "other",
  "funding.annualTotal": "annualTotal",
  "funding.fiscalCurrentYear": "fiscalCurrentYear",
  "funding.carriedOver": "carriedOver",
  "funding.annualOther": "annualOther",
} as const;

const scopes: Partial<Record<Field, Scope>> = { "goals.annual": "annual", "goals.longTerm": "longTerm", "goals.midTerm": "midTerm", "goals.overall": "overall" };

/** Fields of prose, whose value may run over several lines or stand below the label. */
export function isLong({ field }: Entry): boolean {
  return field in scopes || field === "notes" || field === "funding.purpose";
}

const day = /\d{4}年\d{1,2}(?:月(?:\d{1,2}日?)?)?|\d{4}([-/.])\d{1,2}(?:\1\d{1,2})?(?!\d)/g;
/** A span of years over a goal, such as (2022年-2022年). */
export const years = /^\(?(?:19|20)\d{2}年?~?-?(?:19|20)\d{2}年?\)?$/;
const unitCode = /^[[(【]?([0-9]{3,})[\])】]?[-—_\s]*(?=\D)/;

/** Puts a value where its label says. A second, different value for the same field goes to `extra`. */
export function assign(grid: Grid, draft: Draft, entry: Entry, label: string, piece: Piece): void {
  const { field } = entry;
  const scope = scopes[field];
  if (scope && isLevel(piece.text)) {
    // A row of a table whose head is gone (长期目标1, 成本指标, …): a class is no goal.
    const cut = compact(grid, piece);
    draft.problem("READ-04", `“${label}”后面是指标类别“${cut.text}”，不是目标；所在的表可能丢了表头。`, cut.places[0] ?? null);
  } else if (scope) {
    draft.goals.push({ scope, cut: prose(grid, piece) });
  } else if (field in amounts) {
    const name = amounts[field as keyof typeof amounts];
    keep(draft, draft.amounts, name, label, compact(grid, piece));
  } else if (field === "unit") unit(grid, draft, label, piece);
  else if (field === "project.name") projectName(grid, draft, label, piece);
  else if (field === "project.period") period(grid, draft, label, piece);
  else if (field === "funding.currency") currency(grid, draft, label, piece);
  else if (field === "spendingPlan") planned(draft, label, compact(grid, piece));
  else if (field === "notes" || field === "funding.purpose") keep(draft, draft.lines, field, label, prose(grid, piece));
  else if (field === "year") budgetYear(grid, draft, label, piece);
  else if (field === "extra" || field === "section") draft.extra.push({ label, cut: compact(grid, piece) });
  else keep(draft, draft.lines, field, label, compact(grid, piece));
}

/** A period that a converter printed in each column of its merged cell is one period. */
function planned(draft: Draft, by: string, cut: Cut): void {
  const last = draft.plan.at(-1);
  if (last?.by !== by || last.cut.text !== cut.text) draft.plan.push({ by, cut });
}

const plainYear = /^((?:19|20)\d{2})(?:年度?)?$/;

/** The budget year beside its label; whatever else stands there is kept as it is. */
function budgetYear(grid: Grid, draft: Draft, label: string, piece: Piece): void {
  const cut = compact(grid, piece);
  const [, year] = plainYear.exec(narrow(cut.text)) ?? [];
  if (year !== undefined && draft.year === null) draft.year = { value: Number(year), places: cut.places };
  else draft.extra.push({ label, cut });
}

/** The rest of a value that a conversion put into a row or line of its own: joined to it, and doubtful. */
export function assignMore(grid: Grid, draft: Draft, entry: Entry, piece: Piece, goalIndex: number | null): void {
  const { field } = entry;
  const more = isLong(entry) ? prose(grid, piece) : compact(grid, piece);
  const between = isLong(entry) && /[。；;.]$/.test(textOf(draft, field, goalIndex)) ? "\n" : "";
  const join = (cut: Cut): Cut => ({ text: cut.text + between + more.text, places: [...cut.places, ...more.places] });
  const message = `后面一段并入本栏：“${more.text.slice(0, 50)}”。`;
  const lines: Map<string, Cut> = field in amounts ? draft.amounts : draft.lines;
  const name = field in amounts ? amounts[field as keyof typeof amounts] : field === "unit" ? "unit.name" : field;
  const known = lines.get(name);
  const goal = goalIndex === null ? undefined : draft.goals[goalIndex];
  if (known) {
    lines.set(name, join(known));
    draft.doubt(field in amounts ? field : name, "joined", message);
  } else if (goal && goalIndex !== null) {
    draft.goals[goalIndex] = { ...goal, cut: join(goal.cut) };
    draft.doubt(`goals[${goalIndex}].text`, "joined", message);
  } else draft.extra.push({ label: entry.label, cut: more });
}

function textOf(draft: Draft, field: Field, goalIndex: number | null): string {
  return goalIndex === null ? (new Map<string, Cut>(draft.lines).get(field)?.text ?? "") : (draft.goals[goalIndex]?.cut.text ?? "");
}

/** Full-width figures, letters and signs as half-width ones, place for place. */
function narrow(text: string): string {
  return text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

function keep<Key>(draft: Draft, into: Map<Key, Cut>, key: Key, label: string, cut: Cut): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, cut);
  else if (known.text !== cut.text) draft.extra.push({ label, cut });
}

/** A code printed with the unit's name is cut from it: 353302某某中心, [519001]某某镇, 731001-某某镇. */
export function unit(grid: Grid, draft: Draft, label: string, printed: Piece): void {
  const whole = bare(printed);
  const seal = /[(（](?:盖章|公章|签章)[)）]$/.exec(whole.text);
  const piece = seal ? slice(whole, 0, seal.index) : whole;
  const code = unitCode.exec(narrow(piece.text));
  const known = draft.lines.get("unit.name")?.text;
  const name = compact(grid, code ? slice(piece, code[0].length, piece.text.length) : piece);
  // 填报单位 and 实施单位 may be two: which of them spends the money, a person must say.
  if (known !== undefined && known !== name.text) draft.doubt("unit.name", "conflict", `“${label}”另印作“${name.text}”。`);
  if (!code) {
    keep(draft, draft.lines, "unit.name", label, name);
    return;
  }
  if (known !== undefined && known !== name.text) {
    draft.extra.push({ label, cut: compact(grid, piece) });
    return;
  }
  const digits = code[0].search(/\d/);
  if (!draft.lines.has("unit.code")) draft.lines.set("unit.code", compact(grid, slice(piece, digits, digits + (code[1]?.length ?? 0))));
  if (known === undefined) draft.lines.set("unit.name", name);
}

function projectName(grid: Grid, draft: Draft, label: string, printed: Piece): void {
  const piece = bare(printed);
  const code = /^([0-9A-Z]{10,}|\d{5,}[0-9A-Z]*)[-—_](?=.)/.exec(narrow(piece.text));
  if (code && !draft.lines.has("project.code") && !draft.lines.has("project.name")) {
    draft.lines.set("project.code", compact(grid, slice(piece, 0, code[1]?.length ?? 0)));
    draft.lines.set("project.name", compact(grid, slice(piece, code[0].length, piece.text.length)));
  } else keep(draft, draft.lines, "project.name", label, compact(grid, piece));
}

/** 2021-01-01 至 2021-12-31: first and last day; anything else (3年) is kept as printed. */
function period(grid: Grid, draft: Draft, label: string, printed: Piece): void {
  const piece = bare(printed);
  const days = [...narrow(piece.text).matchAll(day)];
  const [first, last] = days;
  if (!first || !last || days.length !== 2) {
    draft.extra.push({ label, cut: compact(grid, piece) });
    return;
  }
  keep(draft, draft.lines, "project.start", label, compact(grid, slice(piece, first.index, first.index + first[0].length)));
  keep(draft, draft.lines, "project.end", label, compact(grid, slice(piece, last.index, last.index + last[0].length)));
}

/** 单位：万元 is the currency, 单位：某某局 the unit. */
function currency(grid: Grid, draft: Draft, label: string, piece: Piece): void {
  const cut = compact(grid, piece);
  if (isCurrency(cut.text)) draft.currency ??= cut;
  else unit(grid, draft, label, piece);
}
