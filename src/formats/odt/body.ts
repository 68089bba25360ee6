import type { Problem } from "../../problem.ts";
import { raised } from "../characters.ts";
import type { FlowBlock } from "../flow.ts";
import { CellCount } from "../limits.ts";
import type { Attributes, XmlHandler } from "../xml.ts";
import { Lists } from "./lists.ts";
import { type Style, StyleSheet } from "./styles.ts";
import { TableBuilder } from "./table.ts";

/** A paragraph while it is read; text boxes stand inside paragraphs. */
interface Open {
  text: string;
  heading: number | null;
  breakAfter: boolean;
  /** The next character stands at the start or behind white space, where more of it says nothing. */
  begins: boolean;
}

/** What is no text of the document's own, or no longer. */
const leftOut = new Set([
  "text:tracked-changes", "office:annotation", "office:annotation-end", "text:note", "office:forms", "office:scripts", "office:font-face-decls",
  "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:ruby-text", "text:placeholder", "text:script", "svg:title", "svg:desc",
  "draw:object", "draw:object-ole", "draw:plugin", "table:shapes", "office:event-listeners", "text:dde-connection-decls", "text:alphabetical-index-auto-mark-file",
]);

/** Takes the elements of content.xml in their order and makes blocks of them. */
export class Body implements XmlHandler {
  readonly blocks: FlowBlock[] = [];
  readonly problems: Problem[] = [];
  pictures = 0;
  readonly #sheet = new StyleSheet();
  readonly #common: () => StyleSheet | null;
  readonly #lists: Lists;
  readonly #count = new CellCount();
  readonly #tables: TableBuilder[] = [];
  readonly #paragraphs: Open[] = [];
  readonly #spans: (Style | null)[] = [];
  #inBody = false;

  /** @param common the styles of styles.xml, read only when something refers to them */
  constructor(common: () => StyleSheet | null) {
    this.#common = common;
    this.#lists = new Lists((name) => this.#sheet.lists.get(name) ?? common()?.lists.get(name) ?? null);
  }

  open(name: string, attributes: Attributes): boolean {
    if (leftOut.has(name) || attributes["text:is-hidden"] === "true") return false;
    if (name === "office:text") this.#inBody = true;
    else if (!this.#inBody) this.#sheet.open(name, attributes);
    else if (!this.#inTable(name, attributes)) this.#inText(name, attributes);
    return true;
  }

  close(name: string): void {
    if (!this.#inBody) this.#sheet.close(name);
    else if (name === "text:p" || name === "text:h") this.#endParagraph();
    else if (name === "text:span") this.#spans.pop();
    else if (name === "text:list") this.#lists.close();
    else if (name === "table:table-cell" || name === "table:covered-table-cell") this.#endCell();
    else if (name === "table:table-row") this.#tables.at(-1)?.closeRow();
    else if (name === "table:table") this.#endTable();
    else if (name === "office:text") this.#inBody = false;
  }

  text(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph || this.#spans.some((style) => style?.hidden)) return;
    const collapsed = text.replace(/[ \t\r\n]+/g, " ");
    const rest = paragraph.begins && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed;
    this.#put(this.#spans.some((style) => style?.raised) ? raised(rest) : rest);
  }

  get #around(): FlowBlock[] {
    return this.#tables.at(-1)?.inside ?? this.blocks;
  }

  #inTable(name: string, attributes: Attributes): boolean {
    const table = this.#tables.at(-1);
    if (name === "table:table") {
      if (this.#style("table", attributes["table:style-name"])?.breakBefore) this.#break();
      this.#tables.push(new TableBuilder(this.#count));
    } else if (name === "table:table-row") table?.openRow(attributes);
    else if (name === "table:table-cell") table?.openCell(attributes, false);
    else if (name === "table:covered-table-cell") table?.openCell(attributes, true);
    else return false;
    return true;
  }

  #inText(name: string, attributes: Attributes): void {
    if (name === "text:p" || name === "text:h") this.#beginParagraph(name, attributes);
    else if (name === "text:span") this.#spans.push(this.#style("text", attributes["text:style-name"]));
    else if (name === "text:tab") this.#put("\t");
    else if (name === "text:line-break") this.#put("\n");
    else if (name === "text:s") this.#put(" ".repeat(Math.min(Number(attributes["text:c"] ?? 1) || 1, 1_000)));
    else if (name === "text:list") this.#lists.open(attributes);
    else if (name === "text:list-item") this.#lists.item(attributes);
    else if (name === "draw:image") this.pictures++;
    else if (name === "text:soft-page-break" && (this.#paragraphs.at(-1)?.text ?? "") === "") this.#break();
  }

  #beginParagraph(name: string, attributes: Attributes): void {
    const style = this.#style("paragraph", attributes["text:style-name"]);
    if (style?.breakBefore) this.#break();
    const level = name === "text:h" ? Math.max(1, Math.min(Number(attributes["text:outline-level"] ?? 1) || 1, 10)) : null;
    const numbered = attributes["text:is-list-header"] !== "true";
    const label = !numbered ? "" : level === null ? this.#lists.label() : this.#lists.heading(level);
    this.#paragraphs.push({ text: label, heading: level === null ? null : Math.min(level, 6), breakAfter: style?.breakAfter ?? false, begins: true });
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    if (paragraph.text !== "") this.#around.push({ kind: "paragraph", text: paragraph.text, heading: paragraph.heading, page: null });
    if (paragraph.breakAfter) this.#break();
  }

  #endCell(): void {
    const hidden = this.#tables.at(-1)?.closeCell() ?? "";
    if (hidden === "") return;
    const message = `表中有被合并掉的单元格，其中的文字不会印出来：“${hidden.slice(0, 200)}”。`;
    this.problems.push({ code: "FORMAT-14", severity: "warning", message, at: null });
  }

  #endTable(): void {
    const table = this.#tables.pop();
    if (table) this.#around.push(table.table);
  }

  /** Within a table a page break parts nothing. */
  #break(): void {
    if (this.#tables.length === 0) this.blocks.push({ kind: "break" });
  }

  #put(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!paragraph || text === "") return;
    paragraph.text += text;
    paragraph.begins = /\s$/.test(text.slice(-1));
  }

  #style(family: string, name: string | undefined): Style | null {
    if (name === undefined) return null;
    const key = `${family}/${name}`;
    return this.#sheet.styles.get(key) ?? (family === "table" ? null : (this.#common()?.styles.get(key) ?? null));
  }
}
