import type { CellCount } from "../limits.ts";
import { type Attributes, type XmlHandler, readXml } from "../xml.ts";
import type { Zip } from "../zip.ts";
import { cellAt, cellName, maxColumns, maxRows } from "./book.ts";
import { isTrue, namespaces, unescaped } from "./ooxml.ts";
import type { RawCell, RawRange, Sheet } from "./sheet-table.ts";

/** What the cells of a sheet refer to. */
export interface Context {
  readonly strings: readonly string[];
  readonly formats: readonly string[];
  readonly count: CellCount;
}

/** What stands in a sheet beside its cells and is not read: some of it is long. */
const left = new Set(["x:conditionalFormatting", "x:dataValidations", "x:extLst", "x:sheetViews", "x:hyperlinks", "x:rPh", "x:rPr"]);

/** Reads one worksheet. Cells that hold nothing leave no trace, so that a million blank rows cost time and no memory. */
export function readSheet(zip: Zip, part: string, name: string, context: Context): { sheet: Sheet; withoutValue: string[] } {
  const reader = new SheetReader(context);
  readXml(zip, part, namespaces, reader);
  const { data, merges, hiddenRows, hiddenColumns, withoutValue } = reader;
  return { sheet: { name, data, merges, hiddenRows, hiddenColumns }, withoutValue };
}

class SheetReader implements XmlHandler {
  readonly data: RawCell[][] = [];
  readonly merges: RawRange[] = [];
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns = new Set<number>();
  readonly withoutValue: string[] = [];
  readonly #context: Context;
  #row = -1;
  #column = -1;
  #kind = "n";
  #format = "General";
  #value: string | null = null;
  #inline: string | null = null;
  #formula = false;
  #taking: "value" | "inline" | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  open(name: string, attributes: Attributes): boolean {
    if (name === "x:c") this.#openCell(attributes);
    else if (name === "x:v") this.#take("value");
    else if (name === "x:t") this.#take("inline");
    else if (name === "x:f") {
      this.#formula = true;
      return false;
    } else if (name === "x:row") this.#openRow(attributes);
    else if (name === "x:col" && isTrue(attributes.hidden)) {
      const last = Math.min(Number(attributes.max), maxColumns);
      for (let column = Number(attributes.min); column <= last; column++) this.hiddenColumns.add(column - 1);
    } else if (name === "x:mergeCell") {
      const [start, end] = (attributes.ref ?? "").split(":").map(cellAt);
      if (start && end) this.merges.push({ s: start, e: end });
    }
    return !left.has(name);
  }

  close(name: string): void {
    if (name === "x:v" || name === "x:t") this.#taking = null;
    else if (name === "x:c") this.#closeCell();
  }

  text(text: string): void {
    if (this.#taking === "value") this.#value += text;
    else if (this.#taking === "inline") this.#inline += text;
  }

  #take(what: "value" | "inline"): void {
    this.#taking = what;
    if (what === "value") this.#value = "";
    else this.#inline ??= "";
  }

  #openRow({ r, hidden }: Attributes): void {
    this.#row = r === undefined ? this.#row + 1 : Number(r) - 1;
    this.#column = -1;
    if (isTrue(hidden) && this.#row < maxRows) this.hiddenRows.add(this.#row);
  }

  #openCell({ r, s, t }: Attributes): void {
    const at = r === undefined ? { r: this.#row, c: this.#column + 1 } : cellAt(r);
    this.#row = at?.r ?? this.#row;
    this.#column = at?.c ?? maxColumns;
    this.#kind = t ?? "n";
    this.#format = this.#context.formats[Number(s ?? 0)] ?? "General";
    this.#value = null;
    this.#inline = null;
    this.#formula = false;
  }

  #closeCell(): void {
    const [row, column] = [this.#row, this.#column];
    if (!(row >= 0 && row < maxRows && column < maxColumns)) return;
    if (this.#formula && (this.#value === null || (this.#value === "" && this.#kind !== "str"))) this.withoutValue.push(cellName(row, column));
    const cell = this.#cell();
    if (cell === null) return;
    this.#context.count.add();
    this.data[row] ??= [];
    (this.data[row] as RawCell[])[column] = cell;
  }

  /** The cell that was just closed; null where it holds nothing. */
  #cell(): RawCell | null {
    const z = this.#format;
    const value = this.#value ?? "";
    const text = (v: string): RawCell | null => (v === "" ? null : { t: "s", v, z });
    if (this.#kind === "inlineStr") return text(unescaped(this.#inline ?? ""));
    if (value === "") return null;
    if (this.#kind === "s") return text(this.#context.strings[Number(value)] ?? "");
    if (this.#kind === "str") return text(unescaped(value));
    if (this.#kind === "b") return { t: "b", v: isTrue(value) };
    if (this.#kind === "e") return { t: "e", w: value };
    const number = this.#kind === "d" ? Date.parse(/Z|[+-]\d\d:\d\d$/.test(value) ? value : `${value}Z`) / 86_400_000 + 25_569 : Number(value);
    return Number.isFinite(number) ? { t: "n", v: number, z } : text(value);
  }
}
