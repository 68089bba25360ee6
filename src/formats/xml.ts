import { DabiaoError } from "../problem.ts";
import { maxNesting, tooDeep } from "./limits.ts";
import { type Attributes, Malformed, XmlScanner } from "./xml-scan.ts";
import type { Take, Zip } from "./zip.ts";

export type { Attributes } from "./xml-scan.ts";

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
 * @throws DabiaoError FORMAT-07 to FORMAT-09, and those of `Zip.read`
 */
export function readXml(zip: Zip, part: string, namespaces: ReadonlyMap<string, string>, handler: XmlHandler): void {
  const names = new Names(namespaces);
  const opened: string[] = [];
  let skipping = 0;
  const scanner = new XmlScanner({
    open(printed, attributes) {
      const name = names.of(printed, attributes);
      opened.push(name);
      if (opened.length > maxNesting) throw tooDeep("XML", maxNesting);
      if (skipping > 0 || !handler.open(name, names.attributes(attributes))) skipping++;
    },
    close() {
      const name = opened.pop() ?? "";
      if (skipping > 0) skipping--;
      else handler.close(name);
    },
    text(text) {
      if (skipping === 0) handler.text(text);
    },
    doctype() {
      throw withDoctype(part);
    },
  });
  const { take, end } = decoder(part, (piece) => scanner.write(piece));
  try {
    zip.read(part, take);
    end();
    scanner.end();
  } catch (error) {
    throw error instanceof Malformed ? malformed(part, error) : error;
  }
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
    take: (piece, whole = false) => {
      if (piece.length > 0) guarded(piece, !whole);
    },
    end: () => guarded(new Uint8Array(0), false),
  };
}

function withDoctype(part: string): DabiaoError {
  return new DabiaoError("FORMAT-08", {
    message: `文件里的“${part}”带有 DOCTYPE 声明（可以引用外部文件或无限展开），没有读取。`,
    hint: "正常的 Word、WPS、LibreOffice 文件不含这种声明。请用原来的程序打开，另存一份后重试。",
  });
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
