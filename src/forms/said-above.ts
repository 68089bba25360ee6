import type { LabelBook } from "./book.ts";
import { isTitle } from "./divide.ts";
import type { Draft } from "./draft.ts";
import { type Row, filled } from "./rows.ts";

/** A form as it was read, and its rows. */
export interface FormRead {
  rows: readonly Row[];
  draft: Draft;
}

/**
 * Several forms under one title: a unit or a unit of money that stands between the title and the first form is that of
 * all that print neither a title nor one of their own. Doubtful there.
 */
export function saidOnceForAll(forms: readonly FormRead[], book: LabelBook): void {
  let above: { unit: Draft | null; currency: Draft | null } = { unit: null, currency: null };
  for (const { rows, draft } of forms) {
    if (rows.some((row) => isTitle(row, book))) {
      const named = rows.findIndex((row) => says(row, "project.name", book));
      const isAbove = (field: string) => rows.slice(0, Math.max(0, named)).some((row) => says(row, field, book));
      above = { unit: isAbove("unit") ? draft : null, currency: isAbove("funding.currency") ? draft : null };
      continue;
    }
    const unit = above.unit?.lines.get("unit.name");
    if (unit && !draft.lines.has("unit.name")) {
      draft.lines.set("unit.name", unit);
      draft.fields.add("unit");
      draft.doubt("unit.name", "carried", "单位只印在第一张表的上面。");
    }
    if (above.currency?.currency && !draft.currency) {
      draft.currency = above.currency.currency;
      draft.fields.add("funding.currency");
      draft.doubt("funding.currency", "carried", "金额单位只印在第一张表的上面。");
    }
  }
}

const says = (row: Row, field: string, book: LabelBook): boolean => filled(row).some(({ text }) => book.find(text)?.entries[0]?.field === field);
