import { type XmlHandler, readXml } from "../xml.ts";
import { type Zip, broken } from "../zip.ts";
import { chineseFormats, standardFormats } from "./builtin-formats.ts";

/** The namespaces of SpreadsheetML, as Excel writes it and in its strict form, and the prefixes used here. */
export const namespaces: ReadonlyMap<string, string> = new Map([
  ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"],
  ["http://purl.oclc.org/ooxml/spreadsheetml/main", "x"],
  ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"],
  ["http://purl.oclc.org/ooxml/officeDocument/relationships", "r"],
]);

const nothing = (): void => {};

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** The relationships of a part within the package, by their id; what lies outside of it is never looked at. */
export function relationsOf(zip: Zip, part: string): Map<string, Relation> {
  const slash = part.lastIndexOf("/") + 1;
  const name = find(zip, `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  const found = new Map<string, Relation>();
  if (name === null) return found;
  const open: XmlHandler["open"] = (_, { Id: id, Type: type, Target: target, TargetMode: mode }) => {
    if (id && type && target && mode !== "External") found.set(id, { type: type.slice(type.lastIndexOf("/") + 1), target: resolve(part.slice(0, slash), target) });
    return true;
  };
  readXml(zip, name, new Map(), { open, close: nothing, text: nothing });
  return found;
}

/** Names of parts do not tell capital letters from small ones. */
export function find(zip: Zip, name: string): string | null {
  if (zip.entries.has(name)) return name;
  const low = name.toLowerCase();
  for (const entry of zip.entries.keys()) if (entry.toLowerCase() === low) return entry;
  return null;
}

function resolve(folder: string, target: string): string {
  const steps = target.startsWith("/") ? [] : folder.split("/").filter((step) => step !== "");
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

export interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

/** The sheets that a workbook lists, and whether it counts its days from 1904. */
export function readWorkbook(zip: Zip, part: string): { sheets: SheetEntry[]; date1904: boolean } {
  const sheets: SheetEntry[] = [];
  let date1904 = false;
  const open: XmlHandler["open"] = (name, attributes) => {
    if (name === "x:workbookPr") date1904 = isTrue(attributes.date1904);
    if (name === "x:sheet") sheets.push({ name: attributes.name ?? "", hidden: /hidden/i.test(attributes.state ?? ""), relation: attributes["r:id"] ?? "" });
    return name !== "x:extLst";
  };
  readXml(zip, part, namespaces, { open, close: nothing, text: nothing });
  if (sheets.length === 0) throw broken("工作簿里没有工作表");
  return { sheets, date1904 };
}

export function isTrue(text: string | undefined): boolean {
  return text === "1" || text === "true" || text === "on";
}

/** The number format of each cell style, by its number. */
export function readFormats(zip: Zip, part: string): string[] {
  const codes = new Map<number, string>([...standardFormats, ...chineseFormats]);
  const formats: string[] = [];
  let inCells = false;
  const open: XmlHandler["open"] = (name, attributes) => {
    if (name === "x:numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "General");
    else if (name === "x:cellXfs") inCells = true;
    else if (name === "x:xf" && inCells) formats.push(codes.get(Number(attributes.numFmtId ?? 0)) ?? "General");
    return name !== "x:dxfs" && name !== "x:extLst" && name !== "x:fonts" && name !== "x:borders" && name !== "x:fills";
  };
  const close: XmlHandler["close"] = (name) => {
    if (name === "x:cellXfs") inCells = false;
  };
  readXml(zip, part, namespaces, { open, close, text: nothing });
  return formats;
}

/** The texts that cells share, by their number; how a text is pronounced is no part of it. */
export function readSharedStrings(zip: Zip, part: string): string[] {
  const strings: string[] = [];
  let text = "";
  let inText = false;
  readXml(zip, part, namespaces, {
    open(name) {
      if (name === "x:si") text = "";
      inText = name === "x:t";
      return name !== "x:rPh" && name !== "x:rPr";
    },
    close(name) {
      if (name === "x:t") inText = false;
      else if (name === "x:si") strings.push(unescaped(text));
    },
    text(piece) {
      if (inText) text += piece;
    },
  });
  return strings;
}

/** Characters that XML cannot hold are written as _x000D_. */
export function unescaped(text: string): string {
  return text.includes("_x") ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}
