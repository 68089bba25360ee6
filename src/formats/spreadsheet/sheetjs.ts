import * as library from "@e965/xlsx";

/** A cell as SheetJS reads it: `t` its kind (n number, s text, b boolean, e error, z nothing), `z` its number format. */
export interface RawCell {
  readonly t: string;
  readonly v?: unknown;
  readonly w?: string;
  readonly z?: string | number;
}

export interface RawRange {
  readonly s: { readonly r: number; readonly c: number };
  readonly e: { readonly r: number; readonly c: number };
}

/** A sheet in dense form: rows and cells by their numbers from 0, with holes where nothing stands. */
export interface RawSheet {
  readonly "!data"?: readonly (readonly (RawCell | undefined)[] | undefined)[];
  readonly "!merges"?: readonly RawRange[];
  readonly "!rows"?: readonly ({ readonly hidden?: boolean } | undefined)[];
  readonly "!cols"?: readonly ({ readonly hidden?: boolean } | undefined)[];
  readonly "!type"?: string;
}

export interface RawBook {
  readonly SheetNames: readonly string[];
  readonly Sheets: Readonly<Record<string, RawSheet | undefined>>;
  readonly Workbook?: {
    readonly Sheets?: readonly { readonly name?: string; readonly id?: string; readonly Hidden?: number }[];
    readonly WBProps?: { readonly date1904?: boolean };
  };
}

/** A part of a package as SheetJS asks for it: XML as a string of bytes, `.bin` parts as bytes. */
export interface RawPart {
  readonly name: string;
  readonly asBinary?: () => string;
  readonly content?: Uint8Array;
  readonly type?: "file";
}

interface Options {
  type?: "array";
  dense: true;
  cellFormula: false;
  cellHTML: false;
  cellText: boolean;
  cellNF: true;
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

/** What is used of SheetJS, with types of our own: its own ones leave these out or call them `any`. */
interface SheetJs {
  read(bytes: Uint8Array, options: Options): RawBook;
  parse_zip(parts: { files: Readonly<Record<string, RawPart>> }, options: Options): RawBook;
  set_cptable(tables: { utils: { decode(page: number, bytes: Uint8Array | readonly number[] | string): string } }): void;
  SSF: {
    format(code: string, value: number): string;
    parse_date_code(serial: number, options: { date1904: boolean }): Moment | null;
    load(code: string, id: number): void;
    get_table(): Readonly<Record<number, string | undefined>>;
  };
}

export const sheetJs = library as unknown as SheetJs;

/** Only what a grid needs: no formulas, HTML or styles. Cells are turned into text by `number-format.ts`. */
export const plain: Options = { dense: true, cellFormula: false, cellHTML: false, cellText: false, cellNF: true };
