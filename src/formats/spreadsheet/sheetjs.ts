import * as library from "@e965/xlsx";
import type { RawCell, RawRange } from "./sheet-table.ts";

/** A sheet of SheetJS in dense form. */
export interface RawSheet {
  readonly "!data"?: readonly (readonly (RawCell | undefined)[] | undefined)[];
  readonly "!merges"?: readonly RawRange[];
  readonly "!rows"?: readonly ({ readonly hidden?: boolean } | undefined)[];
  readonly "!type"?: string;
}

interface RawBook {
  readonly SheetNames: readonly string[];
  readonly Sheets: Readonly<Record<string, RawSheet | undefined>>;
  readonly Workbook?: {
    readonly Sheets?: readonly { readonly name?: string; readonly Hidden?: number }[];
    readonly WBProps?: { readonly date1904?: boolean };
  };
}

/** Only what a grid needs: no formulas, HTML or styles; the number formats, since `number-format.ts` makes the texts. */
interface Options {
  readonly type: "array";
  readonly dense: true;
  readonly cellFormula: false;
  readonly cellHTML: false;
  readonly cellText: false;
  readonly cellNF: true;
}

/** An OLE container as SheetJS's own reader would give it. */
export interface OleContainer {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly { readonly name: string; readonly type: number; readonly size?: number; readonly content?: Uint8Array }[];
}

/** The moment that a serial number of days stands for; `q` is the day of the week (0 Sunday). */
export interface Moment {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly H: number;
  readonly M: number;
  readonly S: number;
  readonly q: number;
}

/** What is used of SheetJS, with types of our own: its own ones leave some of it out and call the rest `any`. */
interface SheetJs {
  parse_xlscfb(container: OleContainer, options: Options): RawBook;
  set_cptable(tables: { utils: { decode(page: number, bytes: Uint8Array | readonly number[] | string): string } }): void;
  CFB: { utils: { prep_blob(bytes: Uint8Array, at: number): void } };
  SSF: {
    format(code: string, value: number): string;
    parse_date_code(serial: number, options: { date1904: boolean }): Moment | null;
    load(code: string, id: number): void;
  };
}

export const sheetJs = library as unknown as SheetJs;
