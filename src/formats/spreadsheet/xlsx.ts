import { type Zip, broken } from "../zip.ts";
import { type Book, cellAt } from "./book.ts";
import { formatDeclarations } from "./chinese-formats.ts";
import type { Sheet } from "./sheet-table.ts";
import { type RawBook, type RawPart, plain, sheetJs } from "./sheetjs.ts";

/** Parts that hold no cells: pictures, drawings, links to other files, macros, comments, the order of calculation. */
const withoutCells = /(?:^|\/)(?:media|drawings|theme|externalLinks|printerSettings|docProps|customXml|activeX|embeddings|ctrlProps)\/|comments\d*\.xml$|calcChain\.|vbaProject/i;

/**
 * Reads a package of Excel or WPS (xlsx, xlsm, xlsb). Unpacking and the limits on it are ours; SheetJS gets the parts
 * that hold cells. What it does not tell (hidden rows and columns, formulas without result) is read from the same parts.
 */
export function readXlsx(zip: Zip): Book {
  const parts = new Map<string, string>();
  const part = (name: string): string => {
    const known = parts.get(name);
    if (known !== undefined) return known;
    const content = name.endsWith("styles.xml") ? withChineseFormats(bytesAsText(zip, name)) : withoutBlankCells(bytesAsText(zip, name));
    parts.set(name, content);
    return content;
  };
  const files: Record<string, RawPart> = Object.create(null) as Record<string, RawPart>;
  for (const { name } of zip.entries.values()) {
    if (withoutCells.test(name)) continue;
    files[name] = name.endsWith(".bin") ? { name, content: zip.bytes(name), type: "file" } : { name, asBinary: () => part(name) };
  }
  const raw = sheetJs.parse_zip({ files }, { ...plain });
  const paths = sheetPaths(raw, part, files);
  const told = raw.SheetNames.map((name, index) => ({ name, raw: raw.Sheets[name], hidden: (raw.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0, path: paths[index] ?? null }));
  if (told.length === 0) throw broken("工作簿里没有工作表");
  const visible = told.filter(({ hidden }) => !hidden);
  const xml = (path: string | null) => (path !== null && files[path]?.asBinary ? part(path) : "");
  return {
    sheets: visible.flatMap(({ name, raw: sheet, path }): Sheet[] => (sheet && sheet["!type"] === undefined ? [{ name, raw: sheet, ...hiddenIn(xml(path)) }] : [])),
    hiddenSheets: told.filter(({ hidden }) => hidden).map(({ name }) => name),
    lostSheets: visible.filter(({ raw: sheet }) => sheet === undefined).map(({ name }) => name),
    withoutValue: visible.map(({ name, path }) => ({ sheet: name, cells: formulasWithoutValue(xml(path)) })).filter(({ cells }) => cells.length > 0),
    date1904: raw.Workbook?.WBProps?.date1904 === true,
  };
}

/** SheetJS takes parts as strings with one character for every byte. */
function bytesAsText(zip: Zip, name: string): string {
  const pieces: string[] = [];
  zip.read(name, (bytes) => {
    for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  });
  return pieces.join("");
}

/** Puts the formats of Chinese Excel in front of the file's own, which win. */
function withChineseFormats(styles: string): string {
  const [open] = /<(?:\w+:)?numFmts\b[^>]*[^/]>|<(?:\w+:)?numFmts>/.exec(styles) ?? [];
  if (open !== undefined) return styles.replace(open, () => open + formatDeclarations());
  const [root] = /<(?:\w+:)?styleSheet\b[^>]*>/.exec(styles) ?? [];
  return root === undefined ? styles : styles.replace(root, () => `${root}<numFmts>${formatDeclarations()}</numFmts>`);
}

/** Where sheets were formatted down to their last row, most cells are blank: without them such a part stays small. */
function withoutBlankCells(xml: string): string {
  if (xml.length < 4_000_000) return xml;
  return xml.replace(/<c(?: [^<>]*)?\/>|<c(?: [^<>]*)?><\/c>/g, "").replace(/<row(?: [^<>]*)?\/>|<row(?: [^<>]*)?><\/row>/g, "");
}

/** Which part holds each sheet, by the relationships of the workbook. */
function sheetPaths(raw: RawBook, part: (name: string) => string, files: Readonly<Record<string, RawPart>>): (string | null)[] {
  const relations = Object.keys(files).find((name) => /(?:^|\/)_rels\/workbook\.(?:xml|bin)\.rels$/i.test(name));
  const targets = new Map<string, string>();
  for (const [tag] of (relations === undefined ? "" : part(relations)).matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    const id = attribute(tag, "Id");
    const target = attribute(tag, "Target");
    if (id !== null && target !== null) targets.set(id, target.replace(/^(?:\.\/|\/)/, ""));
  }
  return raw.SheetNames.map((_, index) => {
    const target = targets.get(raw.Workbook?.Sheets?.[index]?.id ?? "");
    return target === undefined ? null : ([target, `xl/${target}`].find((path) => files[path] !== undefined) ?? null);
  });
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\s(?:\\w+:)?${name}=["']([^"']*)["']`).exec(tag)?.[1] ?? null;
}

function hiddenIn(xml: string): Pick<Sheet, "hiddenRows" | "hiddenColumns"> {
  const hiddenRows = new Set<number>();
  const hiddenColumns = new Set<number>();
  if (!/\shidden=["'](?:1|true)["']/.test(xml)) return { hiddenRows, hiddenColumns };
  let row = 0;
  for (const [tag] of xml.matchAll(/<(?:\w+:)?(?:row|col)\b[^<>]*>/g)) {
    const hidden = /\shidden=["'](?:1|true)["']/.test(tag);
    if (/^<(?:\w+:)?row/.test(tag)) {
      row = Number(attribute(tag, "r") ?? row + 1);
      if (hidden) hiddenRows.add(row - 1);
    } else if (hidden) {
      const last = Math.min(Number(attribute(tag, "max")), 16_384);
      for (let column = Number(attribute(tag, "min")); column <= last; column++) hiddenColumns.add(column - 1);
    }
  }
  return { hiddenRows, hiddenColumns };
}

/** Formulas that no spreadsheet program has calculated yet: programs that write files without one leave them so. */
function formulasWithoutValue(xml: string): string[] {
  if (!/<(?:\w+:)?f[\s>]/.test(xml)) return [];
  const found = xml.matchAll(/<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*\/>|[^<>]*>[^<]*<\/(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*\/>|<(?:\w+:)?v>\s*<\/(?:\w+:)?v>)?\s*<\/(?:\w+:)?c>/g);
  return [...found].map(([tag]) => attribute(tag, "r")).filter((name): name is string => name !== null && cellAt(name) !== null);
}
