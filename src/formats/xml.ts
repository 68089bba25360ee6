import { SaxesParser } from "saxes";
import { DabiaoError } from "../problem.ts";
import { maxNesting, tooDeep } from "./limits.ts";
import type { Take, Zip } from "./zip.ts";

export type Attributes = Readonly<Record<string, string | undefined>>;

/** Takes the elements of a part in their order. */
export interface XmlHandler {
  /** @returns false to leave the element and all that it holds out: then its text and its end are not reported either */
  open(name: string, attributes: Attributes): boolean;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Reads one XML part of a package in one pass, without building a tree. No DOCTYPE, no entities of its own, no external
 * references; nesting is limited.
 * @param namespaces namespace → the prefix by which the handler knows it, whatever prefix the file uses
 * @param unread elements that the handler leaves out anyway and that make up much of such files: dropped before they are parsed
 * @throws DabiaoError FORMAT-07 to FORMAT-09, and those of `Zip.read`
 */
export function readXml(zip: Zip, part: string, namespaces: ReadonlyMap<string, string>, handler: XmlHandler, unread: readonly string[] = []): void {
  const names = new Names(namespaces);
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let skipping = 0;
  parser.on("error", (error) => {
    throw malformed(part, error);
  });
  parser.on("doctype", () => {
    throw new DabiaoError("FORMAT-08", {
      message: `文件里的“${part}”带有 DOCTYPE 声明（可以引用外部文件或无限展开），没有读取。`,
      hint: "正常的 Word、WPS、LibreOffice 文件不含这种声明。请用原来的程序打开，另存一份后重试。",
    });
  });
  parser.on("opentag", (tag) => {
    depth++;
    if (depth > maxNesting) throw tooDeep("XML", maxNesting);
    if (skipping > 0 || !handler.open(names.of(tag.name, tag.attributes), names.attributes(tag.attributes))) skipping++;
  });
  parser.on("closetag", (tag) => {
    depth--;
    if (skipping > 0) skipping--;
    else handler.close(names.of(tag.name, tag.attributes));
  });
  const text = (found: string) => {
    if (skipping === 0) handler.text(found);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  const { take, end } = decoder(part, (piece) => void parser.write(unread.reduce(without, piece)));
  zip.read(part, take);
  end();
  parser.close();
}

/** A piece of XML without the elements of a name that begin and end in it. Within CDATA or a comment they would be text. */
function without(piece: string, name: string): string {
  const [open, close] = [`<${name}>`, `</${name}>`];
  let from = piece.indexOf(open);
  if (from < 0 || piece.includes("<!")) return piece;
  let kept = "";
  let at = 0;
  for (let to = piece.indexOf(close, from); from >= 0 && to >= 0; from = piece.indexOf(open, at), to = from < 0 ? -1 : piece.indexOf(close, from)) {
    kept += piece.slice(at, from);
    at = to + close.length;
  }
  return kept + piece.slice(at);
}

/** UTF-8, or UTF-16 by its byte order mark: the two encodings that packages may use. */
function decoder(part: string, write: (text: string) => void): { take: Take; end: () => void } {
  let decode: TextDecoder | null = null;
  const guarded = (piece: Uint8Array, stream: boolean): void => {
    let text: string;
    try {
      decode ??= new TextDecoder(piece[0] === 0xff ? "utf-16le" : piece[0] === 0xfe ? "utf-16be" : "utf-8", { fatal: true });
      text = decode.decode(piece, { stream });
    } catch (error) {
      throw malformed(part, error);
    }
    if (text !== "") write(text);
  };
  return {
    take: (piece) => {
      if (piece.length > 0) guarded(piece, true);
    },
    end: () => guarded(new Uint8Array(0), false),
  };
}

function malformed(part: string, cause: unknown): DabiaoError {
  return new DabiaoError("FORMAT-07", {
    message: `文件已损坏：“${part}”不是完整的 XML。`,
    hint: "请重新下载或重新复制文件；也可以用 Word、WPS 或 LibreOffice 打开修复，另存后重试。",
    cause,
  });
}

/** Translates the prefixes of a file into those that its reader knows. Nearly all files use the usual ones. */
class Names {
  readonly #namespaces: ReadonlyMap<string, string>;
  readonly #prefixes = new Map<string, string>();
  readonly #known = new Map<string, string>();
  #unusual = false;

  constructor(namespaces: ReadonlyMap<string, string>) {
    this.#namespaces = namespaces;
  }

  /** Declarations are looked for where a name is met for the first time: its prefix was declared there or above. */
  of(name: string, attributes: Attributes): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    for (const attribute in attributes) {
      if (attribute === "xmlns" || attribute.startsWith("xmlns:")) this.#declare(attribute.slice(6), attributes[attribute] ?? "");
    }
    const translated = this.#translate(name);
    this.#known.set(name, translated);
    return translated;
  }

  attributes(attributes: Attributes): Attributes {
    if (!this.#unusual) return attributes;
    const translated: Record<string, string | undefined> = {};
    for (const name in attributes) translated[name.includes(":") ? this.#translate(name) : name] = attributes[name];
    return translated;
  }

  #declare(prefix: string, namespace: string): void {
    const usual = this.#namespaces.get(namespace) ?? (this.#prefixes.has(prefix) || ![...this.#namespaces.values()].includes(prefix) ? prefix : `other-${prefix}`);
    this.#prefixes.set(prefix, usual);
    if (prefix !== "" && usual !== prefix) this.#unusual = true;
    this.#known.clear();
  }

  #translate(name: string): string {
    const colon = name.indexOf(":");
    const prefix = colon < 0 ? "" : name.slice(0, colon);
    const usual = this.#prefixes.get(prefix) ?? prefix;
    return usual === prefix ? name : `${usual}:${name.slice(colon + 1)}`;
  }
}
