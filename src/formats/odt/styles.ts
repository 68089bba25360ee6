import type { Attributes } from "../xml.ts";
import { type ListStyle, levelOf } from "./lists.ts";

export const odfNamespaces: ReadonlyMap<string, string> = new Map(
  ["office", "text", "table", "style", "manifest"].map((name): [string, string] => [`urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`, name]).concat([
    ["urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"],
    ["urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo"],
    ["urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"],
  ]),
);

/** What the reader wants to know of a style. */
export interface Style {
  breakBefore: boolean;
  breakAfter: boolean;
  raised: boolean;
  hidden: boolean;
}

/** Gathers styles from the elements of a part. */
export class StyleSheet {
  /** Keyed by family and name. */
  readonly styles = new Map<string, Style>();
  readonly lists = new Map<string, ListStyle>();
  #style: Style | null = null;
  #list: ListStyle | null = null;

  /** @returns whether the element belongs to a style */
  open(name: string, attributes: Attributes): boolean {
    if (name === "style:style") {
      this.#style = { breakBefore: (attributes["style:master-page-name"] ?? "") !== "", breakAfter: false, raised: false, hidden: false };
      this.styles.set(`${attributes["style:family"]}/${attributes["style:name"]}`, this.#style);
    } else if (name === "text:list-style" || name === "text:outline-style") {
      this.#list = new Map();
      this.lists.set(name === "text:outline-style" ? "" : (attributes["style:name"] ?? ""), this.#list);
    } else if (this.#list && (name.startsWith("text:list-level-style") || name === "text:outline-level-style")) {
      this.#list.set(...levelOf(name, attributes));
    } else if (this.#style && (name === "style:paragraph-properties" || name === "style:table-properties")) {
      this.#style.breakBefore ||= attributes["fo:break-before"] === "page";
      this.#style.breakAfter ||= attributes["fo:break-after"] === "page";
    } else if (this.#style && name === "style:text-properties") {
      this.#style.raised = /^(?:super|[1-9])/.test(attributes["style:text-position"] ?? "");
      this.#style.hidden = attributes["text:display"] === "none";
    } else return false;
    return true;
  }

  close(name: string): void {
    if (name === "style:style") this.#style = null;
    else if (name === "text:list-style" || name === "text:outline-style") this.#list = null;
  }
}
