// Saying by hand what a cell is: every function gives the mapping that follows.
import type { Column, Field } from "../../forms/form.ts";
import type { ColumnMark, HeadMark, LabelMark, LaidBlock, Mapping, Spot } from "../../forms/mapping.ts";
import type { Scope } from "../../declaration/schema.ts";

const isAt = (one: Spot, other: Spot): boolean => one.block === other.block && one.row === other.row && one.cell === other.cell;
const inRow = (one: { block: number; row: number }, other: { block: number; row: number }): boolean => one.block === other.block && one.row === other.row;

export const labelAt = ({ labels }: Mapping, spot: Spot): LabelMark | undefined => labels.find((label) => isAt(label, spot));
export const headAt = ({ heads }: Mapping, spot: Spot): HeadMark | undefined => heads.find((head) => inRow(head, spot));
export const columnAt = (mapping: Mapping, spot: Spot): ColumnMark | undefined => headAt(mapping, spot)?.columns.find(({ cell }) => cell === spot.cell);

export function textAt(blocks: readonly LaidBlock[], { block, row, cell }: Spot): string {
  const found = blocks[block];
  return found?.kind === "paragraph" ? found.text : found?.kind === "table" ? (found.rows[row]?.[cell]?.text ?? "") : "";
}

/** A label as it is printed, without its colon and, where its value stands behind that, without the value. */
const labelIn = (text: string, value: LabelMark["value"]): string => (value === "inside" ? (text.split(/[:：]/)[0] ?? text) : text).replace(/[\s:：]+$/, "").replace(/\s/g, "").slice(0, 60);

/** Says that a cell is the label of a field; null: that it is none. */
export function withLabel(mapping: Mapping, blocks: readonly LaidBlock[], spot: Spot, told: { field: Field; value: LabelMark["value"] } | null): Mapping {
  const others = mapping.labels.filter((label) => !isAt(label, spot));
  const mark: LabelMark[] = told === null ? [] : [{ block: spot.block, row: spot.row, cell: spot.cell, label: labelIn(textAt(blocks, spot), told.value), ...told }];
  const labels = [...others, ...mark].sort((a, b) => a.block - b.block || a.row - b.row || a.cell - b.cell);
  return { ...mapping, labels, heads: mapping.heads.filter((head) => !inRow(head, spot)) };
}

/** Where the value of a cell that becomes a label most likely stands. */
export function likelyValue(blocks: readonly LaidBlock[], spot: Spot): LabelMark["value"] {
  const block = blocks[spot.block];
  if (block?.kind !== "table" || /[:：]\s*\S/.test(textAt(blocks, spot))) return "inside";
  return block.rows[spot.row]?.[spot.cell + 1] === undefined ? "below" : "right";
}

/** Says that a row is the head of an indicator table, or that it is none. */
export function withHead(mapping: Mapping, blocks: readonly LaidBlock[], spot: Spot, isHead: boolean): Mapping {
  const heads = mapping.heads.filter((head) => !inRow(head, spot));
  const block = blocks[spot.block];
  if (!isHead || block?.kind !== "table") return { ...mapping, heads };
  const columns = (block.rows[spot.row] ?? []).map(({ text }, cell): ColumnMark => ({ cell, label: text.replace(/\s/g, "").slice(0, 60), column: guessed(text), scope: null }));
  const scope: Scope = heads.some((head) => head.scope === "annual") ? "overall" : "annual";
  return { ...mapping, labels: mapping.labels.filter((label) => !inRow(label, spot)), heads: [...heads, { block: spot.block, row: spot.row, scope, heading: null, columns }] };
}

const guesses: readonly (readonly [RegExp, Column])[] = [
  [/^(?:一级|方面|维度)/, "level1"], [/^(?:二级|类别|类型)/, "level2"], [/三级|名称|内容|要点|指标$/, "level3"], [/值$|标准|目标/, "target"], [/单位/, "unit"], [/分|权重/, "weight"], [/依据|来源/, "basis"], [/说明|描述|解释/, "description"],
];
const guessed = (text: string): Column => guesses.find(([words]) => words.test(text.trim()))?.[1] ?? "extra";

export function withColumn(mapping: Mapping, spot: Spot, column: Column): Mapping {
  return { ...mapping, heads: mapping.heads.map((head) => (inRow(head, spot) ? { ...head, columns: head.columns.map((one) => (one.cell === spot.cell ? { ...one, column } : one)) } : head)) };
}

export function withScope(mapping: Mapping, spot: Spot, scope: Scope): Mapping {
  return { ...mapping, heads: mapping.heads.map((head) => (inRow(head, spot) ? { ...head, scope } : head)) };
}
