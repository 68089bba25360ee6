// What a person says about a document's layout: which text is which label, which row is the head of an indicator table.
import { costOfItsOwn, costUnderOutput, type Column, type Field } from "./form.ts";
import type { Scope } from "../declaration/schema.ts";
import { arranged, asPrinted } from "./mapped-layout.ts";
import { canBePrinted, type OwnDefinition } from "./own.ts";

/** A document as it is looked at: the grid without places of single characters. */
export interface LaidCell {
  text: string;
  column: number;
  rowSpan: number;
  colSpan: number;
}
export type LaidBlock = { kind: "break" } | { kind: "paragraph"; text: string } | { kind: "table"; rows: readonly (readonly LaidCell[])[] };

/** A cell: the block, its row, and which of the row's cells; of a paragraph all but the block are 0. */
export interface Spot {
  block: number;
  row: number;
  cell: number;
}
export const spotKey = ({ block, row, cell }: Spot): string => `${block}.${row}.${cell}`;

/** A text that is a label, and where its value stands; `inside`: behind a colon in the same cell. */
export interface LabelMark extends Spot {
  label: string;
  field: Field;
  value: "right" | "below" | "inside";
}

/** What a cell of a table's head says of the column below it; `scope` where a table serves two goals. */
export interface ColumnMark {
  cell: number;
  label: string;
  column: Column;
  scope: Scope | null;
}

/** A row that is the head of an indicator table; `heading` stands above the table where it has one. */
export interface HeadMark {
  block: number;
  row: number;
  scope: Scope;
  heading: string | null;
  columns: ColumnMark[];
}

export interface Mapping {
  title: string;
  region: string;
  /** The unit that amounts are in where a document prints none. */
  currency: string | null;
  labels: LabelMark[];
  heads: HeadMark[];
}

/** What is still missing before a mapping can be tried, in the words of the page; empty: nothing. */
export function lacking({ title, labels, heads }: Mapping): string[] {
  const columns = heads.map((head) => new Set(head.columns.map(({ column }) => column)));
  return [
    ...(title.trim() === "" ? ["表样的标题"] : []),
    ...(labels.some(({ field }) => field === "project.name") ? [] : ["哪一格是“项目名称”的栏目名"]),
    ...(heads.length === 0 ? ["指标表的表头在哪一行"] : []),
    ...(columns.every((has) => has.has("target")) ? [] : ["指标表的哪一栏是指标值"]),
    ...(columns.every((has) => has.has("level3") || has.has("level2") || has.has("level4")) ? [] : ["指标表的哪一栏是指标名称（三级指标）"]),
    ...(heads.every((head) => head.columns.length >= 3) ? [] : ["指标表至少三栏"]),
  ];
}

/** A definition and whether its layout is that of the document, or one that was made of its labels. */
export interface Mapped {
  definition: OwnDefinition;
  layout: "printed" | "arranged";
}

/**
 * The form that a mapping describes. Nothing of the document but its labels goes into it: a definition is shared, what
 * the document says is not.
 */
export function definitionOf(blocks: readonly LaidBlock[], mapping: Mapping): Mapped {
  const texts = blocks.flatMap((block) => (block.kind === "table" ? block.rows.flat().map(({ text }) => text.trim()) : []));
  const frame = {
    region: mapping.region,
    title: titleOf(blocks, mapping),
    currency: mapping.currency,
    wording: texts.some((text) => /^(?:经济|社会|生态环境)成本指标$/.test(text)) ? costOfItsOwn : costUnderOutput,
    print: { size: 10.5, title: 16 },
  };
  const own = asPrinted(blocks, mapping);
  if (own) {
    const definition: OwnDefinition = { ...frame, ...own };
    if (canBePrinted({ id: trial, ...definition })) return { definition, layout: "printed" };
  }
  return { definition: { ...frame, ...arranged(mapping) }, layout: "arranged" };
}

const trial = "own-000000000000";

/** The title, with the project's name taken out where each table has its own in it. */
function titleOf(blocks: readonly LaidBlock[], { title, labels }: Mapping): string {
  const mark = labels.find(({ field }) => field === "project.name");
  const block = mark && blocks[mark.block];
  const value = block?.kind === "table" ? block.rows[mark?.row ?? 0]?.[(mark?.cell ?? 0) + 1]?.text.replace(/\s/g, "") : undefined;
  return value !== undefined && value.length >= 2 && title.includes(value) ? title.replace(value, "{project.name}") : title;
}
