import { raised, symbol, symbols } from "../characters.ts";
import type { FlowBlock } from "../flow.ts";
import type { Attributes } from "../xml.ts";
import type { Pages } from "./pages.ts";
import { type Definitions, Paragraph } from "./paragraph.ts";
import { isOn } from "./styles.ts";
import type { Visibility } from "./visibility.ts";

/** Where the paragraphs stand: in a cell, or in the document itself, where alone a page break parts them. */
export interface Surroundings {
  /** The blocks that paragraphs are added to at present. */
  readonly around: FlowBlock[];
  readonly inTable: boolean;
}

/** Reads paragraphs: runs, what stands for a character, fields. */
export class TextReader {
  /** Text boxes stand inside paragraphs, so several can be open. */
  readonly #paragraphs: Paragraph[] = [];
  readonly #where: Surroundings;
  readonly #pages: Pages;
  readonly #visibility: Visibility;
  readonly #definitions: Definitions;
  #hidden = false;
  #raised = false;
  /** How far a run is shifted up, and its size, both in half points. */
  #shift = 0;
  #size = 0;
  #font = "";
  #inText = false;
  #powers = 0;
  #box: "☐" | "☒" = "☐";
  #carried = "";

  constructor(where: Surroundings, pages: Pages, visibility: Visibility, definitions: Definitions) {
    this.#where = where;
    this.#pages = pages;
    this.#visibility = visibility;
    this.#definitions = definitions;
  }

  get paragraph(): Paragraph | undefined {
    return this.#paragraphs.at(-1);
  }

  /** @returns whether the element was one of text */
  open(name: string, attributes: Attributes): boolean {
    switch (name) {
      case "w:t":
      case "m:t":
        this.#inText = !this.#hidden && this.#visibility.printed;
        return true;
      case "w:r":
      case "m:r":
        this.#hidden = false;
        this.#raised = false;
        this.#shift = 0;
        this.#size = 0;
        this.#font = "";
        return true;
      case "w:rPr":
        return true;
      case "w:rFonts":
        this.#font = attributes["w:ascii"] ?? attributes["w:hAnsi"] ?? "";
        return true;
      case "w:vanish":
        this.#hidden = isOn(attributes);
        return true;
      case "w:vertAlign":
        this.#raised = attributes["w:val"] === "superscript";
        return true;
      case "w:position":
        this.#shift = Number(attributes["w:val"]);
        return true;
      case "w:sz":
        this.#size = Number(attributes["w:val"]);
        return true;
      case "w:rStyle":
        this.#hidden ||= this.#definitions.styles()?.of(attributes["w:val"] ?? "")?.hidden ?? false;
        return true;
      case "w:p":
        this.#paragraphs.push(new Paragraph(this.#carried));
        this.#carried = "";
        return true;
      case "w:br":
        if (attributes["w:type"] === "page") this.#pageBreak();
        else this.#print("\n");
        return true;
      case "w:lastRenderedPageBreak":
        this.#pageMark();
        return true;
      case "w:fldChar":
        this.#visibility.field(attributes["w:fldCharType"]);
        return true;
      default:
        return this.#character(name, attributes);
    }
  }

  /** Elements that stand for one character. */
  #character(name: string, attributes: Attributes): boolean {
    if (name === "w:tab" || name === "w:ptab") this.#print("\t");
    else if (name === "w:cr") this.#print("\n");
    else if (name === "w:noBreakHyphen") this.#print("-");
    else if (name === "m:den") this.#print("/");
    else if (name === "m:sup") this.#powers++;
    else if (name === "w:checkBox") this.#box = "☐";
    else if (name === "w:default" || name === "w:checked") this.#box = isOn(attributes) ? "☒" : "☐";
    else if (name === "w:sym") {
      const code = Number.parseInt(attributes["w:char"] ?? "", 16);
      if (code > 0 && code <= 0xffff) this.#print(symbol(attributes["w:font"] ?? "", code) ?? String.fromCharCode(code));
    } else return false;
    return true;
  }

  /** The properties of the innermost paragraph are complete. */
  begin(): void {
    const paragraph = this.paragraph;
    if (paragraph?.begin(this.#definitions) && !this.#where.inTable) this.#where.around.push({ kind: "break" });
  }

  close(name: string): void {
    if (name === "w:t" || name === "m:t") this.#inText = false;
    else if (name === "m:sup") this.#powers--;
    else if (name === "w:checkBox" && this.paragraph) this.paragraph.text += this.#box;
  }

  text(text: string): void {
    if (!this.#inText) return;
    // Writer states superscript as a small text far above its line; a little above it is only aligned.
    const up = this.#raised || this.#powers > 0 || (this.#size > 0 && this.#shift / this.#size >= 0.35);
    this.#put(symbols(up ? raised(text) : text, this.#font));
  }

  /** @returns the paragraph that ended */
  endParagraph(): Paragraph | null {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return null;
    if (this.#paragraphs.length === 0) this.#visibility.endParagraph();
    if (paragraph.runsOn) this.#carried = paragraph.text;
    else paragraph.endInto(this.#where.around, this.#pages.page);
    return paragraph;
  }

  /** A cell or the document ends: nothing is left that a paragraph without an end could run on into. */
  endBlocks(): void {
    if (this.#carried !== "") this.#where.around.push({ kind: "paragraph", text: this.#carried, heading: null, page: this.#pages.page });
    this.#carried = "";
  }

  #print(characters: string): void {
    if (!this.#hidden && this.#visibility.printed) this.#put(characters);
  }

  #put(text: string): void {
    const paragraph = this.paragraph;
    if (!paragraph) return;
    if (paragraph.page === null && text.trim() !== "") {
      paragraph.page = this.#pages.page;
      this.#pages.text();
    }
    paragraph.text += text;
  }

  /** A page break that the author set parts a paragraph in two; inside a table it only ends a line. */
  #pageBreak(): void {
    if (this.#where.inTable) this.#print("\n");
    else {
      this.paragraph?.endInto(this.#where.around, this.#pages.page);
      this.#where.around.push({ kind: "break" });
    }
  }

  /** Where a page began when the document was last laid out; a break only where no text is torn by it. */
  #pageMark(): void {
    this.#pages.mark();
    if (!this.#where.inTable && this.paragraph?.page === null) this.#where.around.push({ kind: "break" });
  }
}
