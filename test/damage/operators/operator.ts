import type { Layout, Page } from "../page.ts";
import type { Random } from "../random.ts";

interface Told {
  name: string;
  /** In one sentence: what the operator does to the document. */
  says: string;
}

/** Damage to rows and cells; null where the document has no place for it. */
export interface PageOperator extends Told {
  on: "page";
  layouts: readonly Layout[];
  damage(page: Page, random: Random): Page | null;
}

/** Damage to the characters or bytes of a text file. */
export interface TextOperator extends Told {
  on: "text";
  damage(text: string, random: Random): string | Uint8Array | null;
}

/** First rows and cells, then characters. */
export interface BothOperator extends Told {
  on: "page and text";
  page: PageOperator;
  text: TextOperator;
}

export type SingleOperator = PageOperator | TextOperator;
export type Operator = SingleOperator | BothOperator;

export const every: readonly Layout[] = ["tabs", "lines", "bars", "stated"];
export const texts: readonly Layout[] = ["tabs", "lines", "bars"];
/** Layouts whose columns are counted by separators, so that a lost separator moves what stands behind it. */
export const counted: readonly Layout[] = ["tabs", "bars", "lines"];

export const pageOperator = (name: string, says: string, layouts: readonly Layout[], damage: PageOperator["damage"]): PageOperator => ({ on: "page", name, says, layouts, damage });
export const textOperator = (name: string, says: string, damage: TextOperator["damage"]): TextOperator => ({ on: "text", name, says, damage });
