import { type LabelBook, labelKey } from "./book.ts";
import { type FormDefinition, entriesOf } from "./form.ts";
import { forms } from "./list.ts";
import { type Row, filled } from "./rows.ts";
import { headOf } from "./table-head.ts";

/** How alike the labels of a declaration and those of a form must be for the form to be recognised (Jaccard, 0 to 1). */
const enough = 0.72;

/**
 * Recognises the form of a declaration by the labels and column heads that it prints: those it shares with the form
 * against all that either has. Titles do not decide: several regions use the same ones.
 * @param general the labels of all regions, and of the house's own forms
 * @param house forms that the house was taught; one that is as alike as a described one goes first
 * @returns null when no described form is alike enough
 */
export function recogniseForm(rows: readonly Row[], general: LabelBook, house: readonly FormDefinition[] = []): FormDefinition | null {
  const printed = labelsIn(rows, general);
  const texts = textsIn(rows);
  let best: { form: FormDefinition; alike: number } | null = null;
  for (const form of [...house, ...forms]) {
    const own = labelsOf(form);
    if (!printsGoals(form, printed, texts)) continue;
    // What is printed: the general labels, and whatever else reads like one of this form's.
    let [shared, more] = [0, 0];
    for (const label of own) {
      if (printed.has(label)) shared++;
      else if (texts.has(label)) more++;
    }
    const alike = (shared + more) / (own.size + printed.size - shared);
    if (alike >= enough && (!best || alike > best.alike)) best = { form, alike };
  }
  return best?.form ?? null;
}

/** How much of a form's labels a document must print somewhere for its words to be looked for at all. */
const enoughToTry = 0.6;

/** Of the house's own forms those whose labels stand in a document: only their words are listened to. */
export function likelyForms(rows: readonly Row[], house: readonly FormDefinition[]): FormDefinition[] {
  if (house.length === 0) return [];
  const texts = textsIn(rows);
  const share = (form: FormDefinition): number => {
    const own = [...labelsOf(form)];
    return own.filter((label) => texts.has(label)).length / Math.max(1, own.length);
  };
  return house
    .map((form) => ({ form, share: share(form) }))
    .filter(({ share: of }) => of >= enoughToTry)
    .sort((a, b) => b.share - a.share)
    .map(({ form }) => form);
}

/** A form of two goals is not recognised where one of them is not asked for: several regions print the same form for the year alone. */
function printsGoals(form: FormDefinition, printed: ReadonlySet<string>, texts: ReadonlySet<string>): boolean {
  if (form.tables.every(({ columns }) => columns.every(({ scope }) => scope === null))) return true;
  return entriesOf(form).every(({ label, field }) => !field.startsWith("goals.") || printed.has(labelKey(label).key) || texts.has(labelKey(label).key));
}

const known = new WeakMap<FormDefinition, ReadonlySet<string>>();

function labelsOf(form: FormDefinition): ReadonlySet<string> {
  const before = known.get(form);
  if (before) return before;
  const labels = new Set(entriesOf(form).filter(({ label }) => label !== "单位").map(({ label }) => labelKey(label).key));
  for (const table of form.tables) {
    if (table.heading) labels.add(labelKey(table.heading).key);
    for (const { label, column } of table.columns) if (column !== "side") labels.add(labelKey(label).key);
  }
  known.set(form, labels);
  return labels;
}

/** All short texts of a declaration as label keys, with and without a running number. */
function textsIn(rows: readonly Row[]): Set<string> {
  const texts = new Set<string>();
  for (const cell of rows.flatMap(filled)) {
    if (cell.text.length > 80) continue;
    const colon = cell.text.search(/[:：]/);
    for (const text of colon < 0 ? [cell.text] : [cell.text, cell.text.slice(0, colon)]) {
      const { key } = labelKey(text);
      texts.add(key);
      if (/\d$/.test(key)) texts.add(key.replace(/\d{1,2}$/, ""));
    }
  }
  return texts;
}

/** What the general vocabulary knows as labels or heads in these rows. */
function labelsIn(rows: readonly Row[], general: LabelBook): Set<string> {
  const labels = new Set<string>();
  for (const row of rows) {
    const head = headOf(row, general);
    if (head) for (const { label, column } of head) if (column !== "side") labels.add(labelKey(label).key);
    if (head) continue;
    for (const cell of filled(row)) {
      const found = general.find(cell.text);
      if (found && found.key !== "单位" && found.key !== "绩效指标") labels.add(found.key);
    }
  }
  return labels;
}
