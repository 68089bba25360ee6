import { place } from "../../place.ts";
import type { Problem } from "../../problem.ts";
import type { FlowBlock } from "../flow.ts";
import { CellCount } from "../limits.ts";
import type { Attributes, XmlHandler } from "../xml.ts";
import { Pages } from "./pages.ts";
import type { Definitions } from "./paragraph.ts";
import { TableBuilder, type WordCell, type WordRow, mergeOf, spanOf } from "./table.ts";
import { type Surroundings, TextReader } from "./text.ts";
import { isOn } from "./styles.ts";
import { Visibility } from "./visibility.ts";

interface OpenTable {
  builder: TableBuilder;
  row: WordRow | null;
  cell: WordCell | null;
}

/** What is no text of the document, or no longer: deleted text, field codes, former properties, phonetic guides. */
const leftOut = new Set([
  "w:moveFrom", "w:instrText", "w:delText", "w:delInstrText", "w:rt", "w:rubyPr", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:trPrChange",
  "w:tcPrChange", "w:sectPrChange", "w:tblGridChange", "w:tblPrExChange", "w:numberingChange", "w:tblPr", "w:tblPrEx", "w:tcBorders",
  "w:tcMar", "w:tabs", "w:pBdr", "w:footnotePr", "w:endnotePr",
]);

/** Takes the elements of the document part in their order and makes blocks of them. */
export class Body implements XmlHandler, Surroundings {
  readonly blocks: FlowBlock[] = [];
  readonly problems: Problem[] = [];
  readonly pages = new Pages();
  pictures = 0;
  readonly #visibility = new Visibility();
  readonly #text: TextReader;
  readonly #count = new CellCount();
  readonly #tables: OpenTable[] = [];
  #properties: "paragraph" | "row" | "section" | null = null;
  /** The break that the last section left; whether the next section begins on a new page is said only at its end. */
  #sectionBreak: number | null = null;

  constructor(definitions: Definitions) {
    this.#text = new TextReader(this, this.pages, this.#visibility, definitions);
  }

  get around(): FlowBlock[] {
    return this.#tables.at(-1)?.cell?.blocks ?? this.blocks;
  }

  get inTable(): boolean {
    return this.#tables.length > 0;
  }

  open(name: string, attributes: Attributes): boolean {
    if (leftOut.has(name)) return false;
    if (name === "w:del") return this.#deleted();
    if (this.#properties !== null) this.#property(name, attributes);
    else if (!this.#text.open(name, attributes)) return this.#structure(name, attributes);
    return true;
  }

  text(text: string): void {
    this.#text.text(text);
  }

  close(name: string): void {
    switch (name) {
      case "w:pPr":
        this.#properties = null;
        this.#text.begin();
        break;
      case "w:trPr":
        this.#properties = null;
        break;
      case "w:sectPr":
        if (this.#properties === "section") this.#properties = null;
        break;
      case "w:p":
        this.#endParagraph();
        break;
      case "w:tc":
        this.#endCell();
        break;
      case "w:tr":
        this.#endRow();
        break;
      case "w:tbl":
        this.#endTable();
        break;
      case "w:sdt":
        this.#visibility.closeControl();
        break;
      case "mc:AlternateContent":
        this.#visibility.closeAlternatives();
        break;
      case "w:body":
        this.#text.endBlocks();
        break;
      default:
        this.#text.close(name);
    }
  }

  /** What was deleted is left out; as a property it says that a row, or the end of a paragraph, was. */
  #deleted(): boolean {
    const row = this.#tables.at(-1)?.row;
    const paragraph = this.#text.paragraph;
    if (this.#properties === "row" && row) row.gone = true;
    if (this.#properties === "paragraph" && paragraph) paragraph.runsOn = true;
    return false;
  }

  /** Blocks, what wraps them, and the properties of cells. @returns false where the element is to be left out */
  #structure(name: string, attributes: Attributes): boolean {
    const table = this.#tables.at(-1);
    switch (name) {
      case "w:pPr":
        this.#properties = "paragraph";
        break;
      case "w:trPr":
        this.#properties = "row";
        break;
      case "w:sectPr":
        this.#properties = "section";
        break;
      case "w:tbl":
        this.#tables.push({ builder: new TableBuilder(), row: null, cell: null });
        break;
      case "w:gridCol":
        table?.builder.gridColumn(attributes["w:w"]);
        break;
      case "w:tr":
        if (table) table.row = { before: 0, cells: [], gone: false };
        this.pages.openRow();
        break;
      case "w:tc":
        this.#count.add();
        this.pages.openCell();
        if (table) table.cell = { span: 1, vertical: "none", horizontal: "none", page: this.pages.page, blocks: [] };
        break;
      case "w:sdt":
        this.#visibility.openControl();
        break;
      case "w:showingPlcHdr":
        if (isOn(attributes)) this.#visibility.prompt();
        break;
      case "mc:AlternateContent":
        this.#visibility.openAlternatives();
        break;
      case "mc:Choice":
      case "mc:Fallback":
        return this.#visibility.alternative();
      default:
        this.#detail(name, attributes, table?.cell ?? null);
    }
    return true;
  }

  #detail(name: string, attributes: Attributes, cell: WordCell | null): void {
    if (name === "w:gridSpan" && cell) cell.span = spanOf(attributes["w:val"]);
    else if (name === "w:vMerge" && cell) cell.vertical = mergeOf(attributes);
    else if (name === "w:hMerge" && cell) cell.horizontal = mergeOf(attributes);
    else if (name === "pic:pic" || name === "v:imagedata") this.pictures++;
    else if (name === "w:altChunk" || name === "w:subDoc") {
      this.#problem("FORMAT-15", "文档里嵌有另一个文件，其中的内容没有读取；请用 Word 打开后另存，再导入。");
    }
  }

  #property(name: string, attributes: Attributes): void {
    const value = attributes["w:val"];
    const row = this.#tables.at(-1)?.row;
    if (name === "w:type" && (value === "continuous" || value === "nextColumn")) {
      if (this.#sectionBreak !== null) this.blocks.splice(this.#sectionBreak, 1);
      this.#sectionBreak = null;
    } else if (this.#properties === "paragraph") this.#text.paragraph?.property(name, attributes);
    else if (this.#properties !== "row" || !row) return;
    else if (name === "w:gridBefore") row.before = spanOf(value, 0);
    else if (name === "w:hidden") row.gone ||= isOn(attributes);
  }

  #endParagraph(): void {
    const paragraph = this.#text.endParagraph();
    if (!paragraph?.sectionEnds || this.inTable) return;
    this.#sectionBreak = this.blocks.length;
    this.blocks.push({ kind: "break" });
  }

  #endCell(): void {
    this.#text.endBlocks();
    this.pages.closeCell();
    const table = this.#tables.at(-1);
    if (!table?.cell) return;
    const [first] = table.cell.blocks;
    if (first?.kind === "paragraph") table.cell.page = first.page;
    table.row?.cells.push(table.cell);
    table.cell = null;
  }

  #endRow(): void {
    this.pages.closeRow();
    const table = this.#tables.at(-1);
    if (!table?.row) return;
    for (const text of table.builder.add(table.row)) this.#problem("FORMAT-14", `表中有被合并掉的单元格，其中的文字不会印出来：“${text.slice(0, 200)}”。`);
    table.row = null;
  }

  #endTable(): void {
    const table = this.#tables.pop();
    if (table) this.around.push(table.builder.end());
  }

  #problem(code: string, message: string): void {
    this.problems.push({ code, severity: "warning", message, at: this.pages.known ? place({ page: this.pages.page }) : null });
  }
}
