import { raised, symbol } from "../characters.ts";
import type { Bytes } from "../bytes.ts";
import type { Word } from "./fib.ts";
import { fontsOf } from "./fonts.ts";
import { type TextPiece, piecesOf, textOf } from "./pieces.ts";
import { Runs } from "./runs.ts";
import { eachSprm, sprm } from "./sprms.ts";
import { type RowShape, shapeOf } from "./row-shape.ts";

/** A paragraph with what its properties say about the table it stands in. */
export interface Paragraph {
  readonly text: string;
  readonly style: number;
  /** Depth of tables around it: 0 outside of any. */
  readonly depth: number;
  /** Whether it ends a cell, or is the mark that ends a row (then `shape` tells the row's cells). */
  readonly ends: "cell" | "row" | "paragraph";
  readonly shape: RowShape | null;
  readonly outline: number | null;
  /** Number of the list it belongs to, from 1, and its level; 0 for none, null where its style decides. */
  readonly list: number | null;
  readonly level: number | null;
  /** Behind a page break. */
  readonly afterBreak: boolean;
}

const mark = { cell: 7, line: 11, page: 12, paragraph: 13, fieldBegin: 19, fieldMiddle: 20, fieldEnd: 21, hyphen: 30, softHyphen: 31, symbol: 40 } as const;
const elsewhere: ReadonlySet<number> = new Set([sprm.elsewhere, sprm.elsewhereOld, sprm.rowElsewhere]);
/** Tables inside tables; deeper ones are read as if they ended here. */
const maxDepth = 32;

/**
 * Goes through the text of a document from one character to another and gives its paragraphs. Left out is what is not
 * printed: instructions of fields (their results stay), deleted and hidden text, anchors of pictures and notes.
 */
export function* paragraphsOf(word: Word, from: number, to: number): Generator<Paragraph> {
  const paragraphs = new Runs(word, "paragraphs");
  const characters = new Characters(word);
  const fields: ("code" | "result")[] = [];
  let text = "";
  let afterBreak = false;
  const end = (piece: TextPiece, offset: number, code: number): Paragraph => {
    const properties = propertiesAt(word, paragraphs, piece, offset, code);
    const paragraph = { ...properties, text, afterBreak: afterBreak || properties.afterBreak };
    text = "";
    afterBreak = code === mark.page;
    // An instruction never reaches over a paragraph: one that seems to was cut off, and would swallow what follows.
    while (fields.at(-1) === "code") fields.pop();
    return paragraph;
  };
  for (const piece of piecesOf(word)) {
    if (piece.to <= from || piece.from >= to) continue;
    const content = textOf(word, piece);
    const last = Math.min(content.length, to - piece.from);
    for (let nth = Math.max(0, from - piece.from); nth < last; nth++) {
      const code = content.charCodeAt(nth);
      const offset = piece.at + nth * piece.width;
      if (code === mark.paragraph || code === mark.cell || code === mark.page) yield end(piece, offset, code);
      else if (code === mark.fieldBegin) fields.push("code");
      else if (code === mark.fieldMiddle) fields.splice(-1, 1, "result");
      else if (code === mark.fieldEnd) fields.pop();
      else if (!fields.includes("code")) text += characters.shown(content.charAt(nth), code, offset);
    }
  }
  if (text.trim() !== "") yield { text, style: 0, depth: 0, ends: "paragraph", shape: null, outline: null, list: 0, level: 0, afterBreak };
}

function propertiesAt(word: Word, runs: Runs, piece: TextPiece, offset: number, code: number): Omit<Paragraph, "text"> {
  const run = runs.at(offset);
  const found = {
    style: run?.style ?? 0,
    inTable: false,
    depth: null as number | null,
    ends: (code === mark.cell ? "cell" : "paragraph") as Paragraph["ends"],
    outline: null as number | null,
    list: null as number | null,
    level: null as number | null,
    afterBreak: false,
  };
  const lists: Bytes[] = [];
  const apply = (changes: Bytes, nested: boolean) => {
    lists.push(changes);
    eachSprm(changes, (sprmCode, at) => {
      if (sprmCode === sprm.paragraphInTable) found.inTable = changes.u8(at) === 1;
      else if (sprmCode === sprm.depth) found.depth = changes.i32(at);
      else if ((sprmCode === sprm.rowEnd || sprmCode === sprm.innerRowEnd) && changes.u8(at) === 1) found.ends = "row";
      else if (sprmCode === sprm.innerCellEnd && changes.u8(at) === 1 && found.ends === "paragraph") found.ends = "cell";
      else if (sprmCode === sprm.outlineLevel) found.outline = changes.u8(at) < 9 ? changes.u8(at) + 1 : null;
      else if (sprmCode === sprm.style) found.style = changes.u16(at);
      else if (sprmCode === sprm.list) found.list = Math.max(0, changes.i16(at));
      else if (sprmCode === sprm.pageBreakBefore) found.afterBreak = changes.u8(at) === 1;
      else if (sprmCode === sprm.listLevel) found.level = Math.min(changes.u8(at), 8);
      // Properties too long for their page lie in the data stream, behind their length.
      else if (elsewhere.has(sprmCode) && !nested) {
        const far = changes.u32(at);
        apply(word.data.slice(far + 2, word.data.u16(far)), true);
      }
    });
  };
  if (run) apply(run.changes, false);
  if (piece.changes) apply(piece.changes, false);
  const { style, outline, list, level, afterBreak } = found;
  const depth = Math.min(Math.max(found.depth ?? (found.inTable ? 1 : 0), 0), maxDepth);
  const ends = depth === 0 ? "paragraph" : found.ends;
  return { style, depth, ends, shape: ends === "row" ? shapeOf(lists) : null, outline, list, level, afterBreak };
}

/** Turns characters of the file into the ones that are printed, by the properties of their runs. */
class Characters {
  readonly #runs: Runs;
  readonly #fonts: readonly string[];
  #until = 0;
  #from = 0;
  #left = false;
  #raised = false;
  #symbol: string | null = null;

  constructor(word: Word) {
    this.#runs = new Runs(word, "characters");
    this.#fonts = fontsOf(word);
  }

  shown(character: string, code: number, offset: number): string {
    if (offset < this.#from || offset >= this.#until) this.#enter(offset);
    if (this.#left) return "";
    if (this.#symbol !== null && code === mark.symbol) return this.#symbol;
    if (code >= 32) return this.#raised ? raised(character) : character;
    if (code === mark.line) return "\n";
    if (code === 9) return "\t";
    return code === mark.hyphen ? "-" : "";
  }

  #enter(offset: number): void {
    const run = this.#runs.at(offset);
    this.#from = run?.from ?? offset;
    this.#until = run?.to ?? offset + 1;
    this.#left = false;
    this.#raised = false;
    this.#symbol = null;
    const changes = run?.changes;
    if (!changes) return;
    eachSprm(changes, (code, at) => {
      if (code === sprm.deleted || code === sprm.hidden) this.#left ||= (changes.u8(at) & 1) === 1;
      else if (code === sprm.raised) this.#raised = changes.u8(at) === 1;
      else if (code === sprm.symbol) this.#symbol = symbol(this.#fonts[changes.u16(at)] ?? "", changes.u16(at + 2)) ?? String.fromCharCode(changes.u16(at + 2));
    });
  }
}
