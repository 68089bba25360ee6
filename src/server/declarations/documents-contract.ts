// What the API gives about source documents: what is kept of them, their text, their tables.
import { z } from "zod";
import { Format, SourceDocument } from "../../declaration/schema.ts";
import { Place } from "../../place.ts";
import { Id, Moment } from "../contract.ts";

/** A source document as stored, without its declarations' contents. */
export const DocumentAnswer = z
  .object({
    id: Id,
    importedAt: Moment,
    importedBy: z.string().nullable(),
    bytes: z.int().min(0).max(1e12),
    ...SourceDocument.omit({ declarations: true }).shape,
    declarations: z.array(z.object({ id: Id, projectName: z.string().nullable() })),
  })
  .meta({ id: "DocumentAnswer" });
export type DocumentAnswer = z.infer<typeof DocumentAnswer>;

/** The decoded text of a source document: `from` and `to` of a place count its UTF-16 units. */
export const SourceText = z.object({ documentId: Id, format: Format, text: z.string() }).meta({ id: "SourceText" });
export type SourceText = z.infer<typeof SourceText>;

/** A cell of a table; a merged cell stands once, at its first row and column. */
export const GridCell = z
  .object({
    text: z.string(),
    place: Place,
    column: z.int().min(0).max(1_000_000).describe("在本表中的列，从 0 起"),
    rowSpan: z.int().min(1).max(10_000_000),
    colSpan: z.int().min(1).max(1_000_000),
  })
  .meta({ id: "GridCell", description: "单元格" });
export type GridCell = z.infer<typeof GridCell>;

export const GridBlock = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("paragraph"), text: z.string(), place: Place, heading: z.int().min(1).max(6).nullable().describe("几级标题；不是标题为 null") }),
    z.object({ kind: z.literal("table"), rows: z.array(z.array(GridCell)) }),
    z.object({ kind: z.literal("break") }),
  ])
  .meta({ id: "GridBlock", description: "段落、表格或分页" });
export type GridBlock = z.infer<typeof GridBlock>;

/** What a source document shows: its paragraphs and tables in reading order, each cell with its place. */
export const SourceGrid = z.object({ documentId: Id, format: Format, blocks: z.array(GridBlock) }).meta({ id: "SourceGrid" });
export type SourceGrid = z.infer<typeof SourceGrid>;
