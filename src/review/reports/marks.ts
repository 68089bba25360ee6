import type { Place } from "../../place.ts";
import type { SourceDocument } from "../../declaration/schema.ts";
import type { Review } from "../rule.ts";

/** Something to say about a cell of the source. */
export interface CellMark {
  at: Place;
  serious: boolean;
  message: string;
}

/**
 * What has to be put right in a filled-in workbook, cell by cell: what could not be read, what is doubtful, and what the
 * rules find (without mere advice). What has no cell of its own stands at the project's name.
 */
export function marksOf(document: SourceDocument, { findings }: Review): CellMark[] {
  const marks: CellMark[] = [];
  const put = (at: Place | null | undefined, serious: boolean, message: string) => {
    if (at && at.row !== null && at.column !== null) marks.push({ at, serious, message });
  };
  for (const { severity, message, at } of document.problems) put(at, severity === "error", message);
  for (const { places, doubts } of document.declarations) {
    for (const { path, message } of doubts) put(places[path]?.[0], false, message);
  }
  for (const { rule, severity, message, fix, at, declaration } of findings) {
    if (severity === "advice") continue;
    const name = document.declarations[declaration ?? 0]?.places["project.name"]?.[0];
    put(at?.row != null ? at : name, severity === "error", `【${severity === "error" ? "必须修改" : "应修改或说明"} ${rule}】${message} ${fix}`);
  }
  return marks;
}
