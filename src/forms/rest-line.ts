import { fold } from "../declaration/numeral.ts";
import { isBlank, isPageNumber, singleText, type Row } from "./rows.ts";
import type { LabelBook } from "./book.ts";

/** Longer lines under a table are lines of their own. */
const longestRest = 8;

/** What stands alone under a table says something itself: an office that signs, a day, an enclosure, a title, a remark. */
const ownWords = /(?:[局院所站处部委办会校厅]|中心|表|:)$|^附|^\(|^(?:19|20)\d{2}年/;

/**
 * The rest of the last cell of the last row of a table: a line break inside the cell cut it off. Inside a table, the rows
 * that follow show that a line belongs to it; below the last one only its shortness does.
 */
export function isRestOfRow(above: Row | undefined, line: Row | undefined, book: LabelBook): boolean {
  const [first, last] = [above?.cells[1], above?.cells.at(-1)];
  const text = line && line.kind === "paragraph" && !line.afterBreak && !isPageNumber(line) ? singleText(line) : null;
  if (text === null || above?.kind !== "row" || above.stated || above.told || !first || !last || isBlank(last)) return false;
  return text.length <= longestRest && !ownWords.test(fold(text)) && book.find(text) === null && book.tableScope(text) === null;
}
