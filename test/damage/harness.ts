import { readableText } from "../../src/index.ts";
import { readText } from "../../src/formats/text/read.ts";
import { readForms } from "../../src/forms/read.ts";
import { DabiaoError } from "../../src/problem.ts";
import { type Difference, differences } from "./compare.ts";
import type { Reading, RightDocument } from "./documents.ts";
import { exceptions } from "./exceptions.ts";
import type { Operator } from "./operators/operator.ts";
import { Random, seedOf } from "./random.ts";
import { textOf } from "./text-page.ts";

export interface Case {
  operator: string;
  document: string;
  seed: number;
  /** `refused`: the reader says that it cannot read the file, or that it holds no form. */
  outcome: "same" | "flagged" | "excepted" | "refused" | "silent";
  /** What no doubt and no problem points at, and no exception covers. */
  silent: readonly Difference[];
  told: readonly Difference[];
  /** The damaged text (null for a grid). */
  text: string | null;
}

interface Damaged {
  reading: Reading;
  text: string | null;
}

/** What damage leaves of a document: its reading and, for texts, its characters. */
function damaged(document: RightDocument, operator: Operator, random: Random): Damaged | null {
  const { layout } = document.page;
  const onPage = operator.on === "page" ? operator : operator.on === "text" ? null : operator.page;
  const onText = operator.on === "text" ? operator : operator.on === "page" ? null : operator.text;
  if (onPage && !onPage.layouts.includes(layout)) return null;
  const page = onPage ? onPage.damage(document.page, random) : document.page;
  if (page === null) return null;
  if (onText === null) return { reading: document.read(page), text: layout === "stated" ? null : textOf(page) };
  const result = layout === "stated" ? null : onText.damage(textOf(page), random);
  if (result === null) return null;
  const text = readableText(typeof result === "string" ? new TextEncoder().encode(result) : result, document.name);
  return { reading: readForms(readText(text).grid), text };
}

/** Damages a document once and compares; null where the operator finds nothing to damage. */
export function tryCase(document: RightDocument, operator: Operator, seed: number): Case | null {
  const one = { operator: operator.name, document: document.name, seed };
  let after: Damaged | null;
  try {
    after = damaged(document, operator, new Random(seedOf(operator.name, document.name, seed)));
  } catch (error) {
    if (!(error instanceof DabiaoError)) throw error;
    return { ...one, outcome: "refused", silent: [], told: [], text: null };
  }
  if (!after) return null;
  // A document in which no form is found is told of too (READ-13).
  if (after.reading.declarations.length === 0 && document.reading.declarations.length > 0) return { ...one, outcome: "refused", silent: [], told: [], text: after.text };
  const found = differences(document.reading, after.reading, document.open);
  const untold = found.filter(({ told }) => !told);
  const silent = untold.filter((one) => !exceptions.some(({ operator: name, when }) => name === operator.name && when(one)));
  const outcome = silent.length > 0 ? "silent" : untold.length > 0 ? "excepted" : found.length > 0 ? "flagged" : "same";
  return { ...one, outcome, silent, told: found.filter(({ told }) => told), text: after.text };
}
