// Tables as a workbook's grid gives them.
import type { SheetTable } from "../../src/organisation/sheets.ts";
import { place } from "../../src/place.ts";

/** One text a line, cells divided by bars; `^` is a cell that is merged with the one above. */
export function table(text: string, sheet = "单位"): SheetTable {
  const lines = text.trim().split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  return {
    rows: lines.map((cells, row) =>
      cells.flatMap((text, column) => {
        if (text === "^" || text === "") return [];
        let rowSpan = 1;
        while (lines[row + rowSpan]?.[column] === "^") rowSpan++;
        return [{ text, column, rowSpan, colSpan: 1, place: place({ sheet, row: row + 1, column: column + 1 }) }];
      }),
    ),
  };
}
