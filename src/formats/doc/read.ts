import type { Grid } from "../../grid/grid.ts";
import { DabiaoError, type Problem } from "../../problem.ts";
import { type FlowBlock, gridOf } from "../flow.ts";
import { CellCount } from "../limits.ts";
import { Ole } from "../ole.ts";
import { broken } from "../zip.ts";
import { type Word, openWord } from "./fib.ts";
import { fontsOf } from "./fonts.ts";
import { Lists } from "./lists.ts";
import { type Paragraph, paragraphsOf } from "./paragraphs.ts";
import { type Style, stylesOf } from "./styles.ts";
import { type TextRow, tableOf } from "./table.ts";

/**
 * Reads a document of Word 97–2003 or of WPS (doc, wps): its text, its tables with their merged cells, its headings.
 * @throws DabiaoError where the file is no such document, broken, encrypted, or beyond the limits
 */
export function readDoc(bytes: Uint8Array): Grid {
  try {
    const word = openWord(new Ole(bytes));
    const body = new Body(stylesOf(word), new Lists(word, fontsOf(word)));
    for (const paragraph of paragraphsOf(word, 0, word.length)) body.add(paragraph);
    return gridOf(body.finish(), { problems: besides(word), paged: false });
  } catch (error) {
    if (error instanceof DabiaoError) throw error;
    throw broken("Word 文档的内容无法读出", error);
  }
}

/** A table that is being read: its rows so far, the cells of the row and the contents of the cell at hand. */
interface OpenTable {
  rows: TextRow[];
  cells: FlowBlock[][];
  blocks: FlowBlock[];
}

/** Puts paragraphs into cells, cells into rows and rows into tables, by the depth and the end that each paragraph tells. */
class Body {
  readonly #styles: readonly Style[];
  readonly #lists: Lists;
  readonly #count = new CellCount();
  readonly #blocks: FlowBlock[] = [];
  readonly #open: OpenTable[] = [];

  constructor(styles: readonly Style[], lists: Lists) {
    this.#styles = styles;
    this.#lists = lists;
  }

  add(paragraph: Paragraph): void {
    while (this.#open.length > paragraph.depth) this.#closeTable();
    while (this.#open.length < paragraph.depth) this.#open.push({ rows: [], cells: [], blocks: [] });
    const table = this.#open.at(-1);
    const blocks = table?.blocks ?? this.#blocks;
    if (paragraph.afterBreak && !table) blocks.push({ kind: "break" });
    if (table && paragraph.ends === "row") {
      table.rows.push({ cells: table.cells, shape: paragraph.shape });
      table.cells = [];
      table.blocks = [];
      return;
    }
    blocks.push({ kind: "paragraph", text: this.#label(paragraph) + paragraph.text, heading: this.#heading(paragraph), page: null });
    if (!table || paragraph.ends !== "cell") return;
    table.cells.push(table.blocks);
    table.blocks = [];
  }

  finish(): FlowBlock[] {
    while (this.#open.length > 0) this.#closeTable();
    return this.#blocks;
  }

  #closeTable(): void {
    const table = this.#open.pop();
    if (!table) return;
    // A file that breaks off inside a row still keeps what the row holds.
    if (table.blocks.length > 0) table.cells.push(table.blocks);
    if (table.cells.length > 0) table.rows.push({ cells: table.cells, shape: null });
    const around = this.#open.at(-1)?.blocks ?? this.#blocks;
    if (table.rows.length > 0) around.push(tableOf(table.rows, this.#count));
  }

  /** The automatic number in front of a paragraph; an empty one has none that anybody sees. */
  #label({ text, style, list, level }: Paragraph): string {
    const nth = list ?? this.#styles[style]?.list ?? 0;
    return nth === 0 || text.trim() === "" ? "" : this.#lists.next(nth, level ?? this.#styles[style]?.level ?? 0);
  }

  #heading({ style, outline }: Paragraph): number | null {
    return outline ?? this.#styles[style]?.heading ?? null;
  }
}

/** Notes and text boxes stand beside the text, where exactly nobody can tell: they are quoted. */
function besides(word: Word): Problem[] {
  const names = { footnotes: "脚注", endnotes: "尾注", boxes: "文本框" } as const;
  return (["footnotes", "endnotes", "boxes"] as const).flatMap((what): Problem[] => {
    const { from, to } = word.beside[what];
    const texts = [...paragraphsOf(word, from, to)].map(({ text }) => text.trim()).filter((text) => text !== "");
    const message = `${names[what]}里的文字没有读取：“${texts.join(" ").slice(0, 200)}”。`;
    return texts.length === 0 ? [] : [{ code: "FORMAT-23", severity: "advice", message, at: null }];
  });
}
