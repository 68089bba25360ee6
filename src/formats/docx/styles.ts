import { type Attributes, readXml } from "../xml.ts";
import type { Zip } from "../zip.ts";
import { wordNamespaces } from "./package.ts";

/** What the reader wants to know of a paragraph: stated by itself or by its style. */
export interface ParagraphProperties {
  /** 1 to 6; null where it is no heading. */
  heading: number | null;
  numId: string | null;
  level: number | null;
  pageBreakBefore: boolean;
}

export interface Style extends ParagraphProperties {
  name: string;
  basedOn: string | null;
  hidden: boolean;
}

/** Whether an on/off property is on: present without a value means on. */
export function isOn(attributes: Attributes): boolean {
  const value = attributes["w:val"];
  return value === undefined || (value !== "0" && value !== "false" && value !== "off");
}

/** The heading level of an outline level (0 is the first; 9 is body text). */
export function headingOf(outline: string | undefined): number | null {
  const level = Number(outline);
  return outline !== undefined && Number.isInteger(level) && level >= 0 && level < 9 ? Math.min(level + 1, 6) : null;
}

/** The styles of a document with what they inherit, by their id. */
export class Styles {
  readonly #styles: ReadonlyMap<string, Style>;
  readonly #resolved = new Map<string, Style | null>();

  constructor(styles: ReadonlyMap<string, Style>) {
    this.#styles = styles;
  }

  of(id: string): Style | null {
    const known = this.#resolved.get(id);
    if (known !== undefined) return known;
    const resolved = this.#resolve(id);
    this.#resolved.set(id, resolved);
    return resolved;
  }

  /** A style says only what differs from the one that it is based on. Chains are short; a circle ends at its start. */
  #resolve(id: string): Style | null {
    const first = this.#styles.get(id);
    if (!first) return null;
    const style = { ...first };
    const seen = new Set([id]);
    let next = first.basedOn;
    while (next !== null && !seen.has(next) && seen.size < 64) {
      seen.add(next);
      const parent = this.#styles.get(next);
      if (!parent) break;
      style.heading ??= parent.heading;
      style.numId ??= parent.numId;
      style.level ??= parent.level;
      style.pageBreakBefore ||= parent.pageBreakBefore;
      style.hidden ||= parent.hidden;
      next = parent.basedOn;
    }
    return style;
  }
}

const skipped = new Set(["w:latentStyles", "w:docDefaults", "w:tblPr", "w:tblStylePr", "w:trPr", "w:tcPr", "w:pPrChange", "w:rPrChange"]);

export function readStyles(zip: Zip, part: string): Styles {
  const styles = new Map<string, Style>();
  let current: Style | null = null;
  readXml(zip, part, wordNamespaces, {
    open(name, attributes) {
      if (skipped.has(name)) return false;
      const value = attributes["w:val"];
      if (name === "w:style") {
        current = { name: "", basedOn: null, heading: null, numId: null, level: null, pageBreakBefore: false, hidden: false };
        styles.set(attributes["w:styleId"] ?? "", current);
      } else if (current) {
        if (name === "w:name") {
          current.name = value ?? "";
          current.heading ??= headingByName(current.name);
        } else if (name === "w:basedOn") current.basedOn = value ?? null;
        else if (name === "w:outlineLvl") current.heading = headingOf(value);
        else if (name === "w:numId") current.numId = value ?? null;
        else if (name === "w:ilvl") current.level = Number(value);
        else if (name === "w:pageBreakBefore") current.pageBreakBefore = isOn(attributes);
        else if (name === "w:vanish") current.hidden = isOn(attributes);
      }
      return true;
    },
    close(name) {
      if (name === "w:style") current = null;
    },
    text() {},
  });
  return new Styles(styles);
}

function headingByName(name: string): number | null {
  if (/^(?:title|标题)$/i.test(name)) return 1;
  const level = /^(?:heading|标题)\s*([1-9])$/i.exec(name)?.[1];
  return level === undefined ? null : Math.min(Number(level), 6);
}
