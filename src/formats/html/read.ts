import type { Grid } from "../../grid/grid.ts";
import { raised } from "../characters.ts";
import { type FlowBlock, type FlowTable, gridOf } from "../flow.ts";
import { CellCount, tooDeep } from "../limits.ts";
import { listNumber } from "../numbering.ts";
import { shownByControl } from "./controls.ts";
import { readTable } from "./table.ts";
import { type HtmlNode, attribute, maxHtmlNesting, parseHtml } from "./tree.ts";
import { isBlock, isHidden } from "./visibility.ts";

export { decodeHtml } from "./decode.ts";

/**
 * Reads a web page as a browser shows it.
 * @throws DabiaoError FORMAT-09 to FORMAT-13 for pages beyond the limits
 */
export function readHtml(text: string): Grid {
  const page = new Page();
  page.children(parseHtml(text));
  page.endLine();
  return gridOf(page.blocks, { problems: [], paged: false });
}

/** Walks through the elements of a page, or of one cell, and gathers its lines and tables. */
class Page {
  readonly blocks: FlowBlock[] = [];
  readonly #count: CellCount;
  #depth: number;
  #text = "";
  /** The next character stands at the start of a line or behind a space: there white space says nothing. */
  #begins = true;
  #heading: number | null = null;
  #kept = false;
  #raised = false;
  #list: List | null = null;

  constructor(count = new CellCount(), depth = 0) {
    this.#count = count;
    this.#depth = depth;
  }

  children(node: HtmlNode): void {
    this.#depth++;
    // The parser limits the elements that are open at once; what it moves about may end up a little deeper.
    if (this.#depth > maxHtmlNesting * 2) throw tooDeep("网页", maxHtmlNesting);
    for (const child of node.children) this.#visit(child);
    this.#depth--;
  }

  /** What was gathered since the last line of its own becomes a paragraph. */
  endLine(): void {
    // An empty line inside a block parts paragraphs as people see them.
    for (const text of this.#text.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)) {
      if (text.trim() !== "") this.blocks.push({ kind: "paragraph", text, heading: this.#heading, page: null });
    }
    this.#text = "";
    this.#begins = true;
  }

  #visit(node: HtmlNode): void {
    if (node.name === "#text") this.#print(node.text);
    else if (isHidden(node)) return;
    else if (node.name === "br") this.#add("\n");
    else if (node.name === "table") this.#table(node);
    else if (isBlock(node)) this.#block(node);
    else this.#inline(node);
  }

  #print(text: string): void {
    const shown = text.replaceAll("\u00a0", " ");
    const collapsed = this.#kept ? shown : shown.replace(/[ \t\n\f\r]+/g, " ");
    const rest = this.#begins && !this.#kept && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed;
    this.#add(this.#raised ? raised(rest) : rest);
  }

  /** What was added before is never looked at again: a page may be one block of a million lines. */
  #add(text: string): void {
    if (text === "") return;
    this.#text += text;
    this.#begins = text.endsWith(" ") || text.endsWith("\n");
  }

  #inline(node: HtmlNode): void {
    const control = shownByControl(node);
    if (control !== null) this.#add(control);
    else {
      const before = this.#raised;
      this.#raised ||= node.name === "sup";
      this.children(node);
      this.#raised = before;
    }
  }

  #block(node: HtmlNode): void {
    const style = attribute(node, "style") ?? "";
    this.endLine();
    if (breaks(style, "before")) this.blocks.push({ kind: "break" });
    const before = { heading: this.#heading, kept: this.#kept, list: this.#list };
    const level = /^h([1-6])$/.exec(node.name)?.[1];
    if (level !== undefined) this.#heading = Number(level);
    this.#kept ||= node.name === "pre" || /white-space\s*:\s*(?:pre|break-spaces)/i.test(style);
    if (node.name === "ol" || node.name === "ul" || node.name === "menu" || node.name === "dir") this.#list = listOf(node);
    else if (node.name === "li") this.#add(this.#list?.next(node) ?? "");
    this.children(node);
    this.endLine();
    this.#heading = before.heading;
    this.#kept = before.kept;
    this.#list = before.list;
    if (breaks(style, "after")) this.blocks.push({ kind: "break" });
  }

  #table(node: HtmlNode): void {
    this.endLine();
    if (breaks(attribute(node, "style") ?? "", "before")) this.blocks.push({ kind: "break" });
    for (const child of node.children) if (child.name === "caption" && !isHidden(child)) this.#block(child);
    const table = readTable(node, (cell) => this.#inside(cell), this.#count);
    // A table of one cell is a box around its content.
    const box = onlyCell(table);
    if (box) for (const block of box) this.blocks.push(block);
    else this.blocks.push(table);
  }

  #inside(cell: HtmlNode): FlowBlock[] {
    const page = new Page(this.#count, this.#depth + 1);
    page.children(cell);
    page.endLine();
    return page.blocks;
  }
}

function onlyCell({ rows }: FlowTable): FlowBlock[] | null {
  const cells = rows.flat();
  return cells.length === 1 ? (cells[0]?.blocks ?? null) : null;
}

function breaks(style: string, side: "before" | "after"): boolean {
  return style !== "" && new RegExp(`break-${side}\\s*:\\s*(?:always|page|left|right)`, "i").test(style);
}

/** The numbers of a numbered list; other lists print marks that say nothing. */
interface List {
  next(item: HtmlNode): string;
}

const listTypes: Readonly<Record<string, string>> = { a: "lowerLetter", A: "upperLetter", i: "lowerRoman", I: "upperRoman" };

function listOf(node: HtmlNode): List | null {
  if (node.name !== "ol" || /list-style(?:-type)?\s*:\s*none/i.test(attribute(node, "style") ?? "")) return null;
  let number = Number(attribute(node, "start") ?? "1");
  const format = listTypes[attribute(node, "type") ?? ""] ?? "decimal";
  return {
    next(item) {
      if (/list-style(?:-type)?\s*:\s*none/i.test(attribute(item, "style") ?? "")) return "";
      const own = Number(attribute(item, "value") ?? Number.NaN);
      if (Number.isInteger(own)) number = own;
      number++;
      return `${listNumber(number - 1, format)}. `;
    },
  };
}
