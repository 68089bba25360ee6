import type { FlowBlock } from "../flow.ts";
import type { Attributes } from "../xml.ts";
import type { Numbering } from "./numbering.ts";
import { type Styles, headingOf, isOn } from "./styles.ts";

/** What the paragraphs of a document are judged by; read only when first needed. */
export interface Definitions {
  styles(): Styles | null;
  numbering(): Numbering | null;
}

/** A paragraph while it is read. Its properties come before its text. */
export class Paragraph {
  text: string;
  /** The page of its first text; null before that. */
  page: number | null = null;
  /** A section ends with this paragraph. */
  sectionEnds = false;
  /** Its mark was deleted by a tracked change: the next paragraph continues it. */
  runsOn = false;
  #style: string | null = null;
  /** Stated by the paragraph itself; undefined where it leaves that to its style. */
  #heading: number | null | undefined = undefined;
  #pageBreakBefore: boolean | undefined = undefined;
  #numId: string | null = null;
  #level: number | null = null;
  readonly #continues: boolean;

  /** @param carried the text of the paragraph before, where its mark was deleted */
  constructor(carried: string) {
    this.text = carried;
    this.#continues = carried !== "";
  }

  property(name: string, attributes: Attributes): void {
    const value = attributes["w:val"];
    if (name === "w:pStyle") this.#style = value ?? null;
    else if (name === "w:numId") this.#numId = value ?? null;
    else if (name === "w:ilvl") this.#level = Number(value);
    else if (name === "w:outlineLvl") this.#heading = headingOf(value);
    else if (name === "w:pageBreakBefore") this.#pageBreakBefore = isOn(attributes);
    else if (name === "w:sectPr") this.sectionEnds = true;
  }

  /** All properties are known: the automatic number is the first thing printed. @returns whether a page begins here */
  begin(definitions: Definitions): boolean {
    const style = this.#style === null ? null : (definitions.styles()?.of(this.#style) ?? null);
    const numId = this.#numId ?? style?.numId ?? null;
    if (numId !== null && numId !== "0" && !this.#continues) {
      const level = this.#level ?? (this.#numId === null ? (style?.level ?? null) : null);
      this.text += definitions.numbering()?.next(numId, level, this.#style) ?? "";
    }
    if (this.#heading === undefined) this.#heading = style?.heading ?? null;
    return this.#pageBreakBefore ?? style?.pageBreakBefore ?? false;
  }

  /** Hands its text over to the blocks; what comes later is a piece of its own. */
  endInto(blocks: FlowBlock[], page: number): void {
    if (this.text !== "") blocks.push({ kind: "paragraph", text: this.text, heading: this.#heading ?? null, page: this.page ?? page });
    this.text = "";
    this.page = null;
  }
}
