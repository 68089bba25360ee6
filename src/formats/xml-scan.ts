/** The attributes of an element by their names as printed. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** What a scanner meets, in its order. */
export interface Met {
  open(name: string, attributes: Attributes): void;
  close(): void;
  text(text: string): void;
  doctype(): never;
}

/** Says in which way a text is no well-formed XML. */
export class Malformed extends Error {}

/**
 * Takes XML 1.0 apart, piece by piece, and refuses whatever is not well-formed. Own work, since office programs write the
 * same few hundred tags again and again: each is taken apart once, which makes reading several times as quick as with a
 * general parser. Of entities only the five that XML itself has are known, and a DOCTYPE is only reported.
 */
export class XmlScanner {
  readonly #met: Met;
  /** The names of the elements that are open. */
  readonly #open: string[] = [];
  /** What has come and cannot be taken apart yet, and how much must come before another try is worth it. */
  #waiting: string[] = [];
  #waitingLength = 0;
  #enough = 0;
  #started = false;
  #rooted = false;

  constructor(met: Met) {
    this.#met = met;
  }

  write(piece: string): void {
    if (piece === "") return;
    this.#waiting.push(piece);
    this.#waitingLength += piece.length;
    // Half of a line end must wait for its other half. A long tag is tried again when twice as much has come, not with every piece.
    if (this.#waitingLength >= this.#enough && !piece.endsWith("\r")) this.#scan();
  }

  end(): void {
    const rest = this.#scan();
    if (!this.#rooted) throw new Malformed("no element");
    if (this.#open.length > 0) throw new Malformed(`“${this.#open.at(-1)}” is not closed`);
    if (rest.includes("<")) throw new Malformed("the end is missing");
    this.#text(rest);
  }

  /** Takes apart what has come; gives what must wait. */
  #scan(): string {
    const text = lineEnds(this.#waiting.join(""));
    let at = 0;
    for (let from = text.indexOf("<"); from >= 0; from = text.indexOf("<", at)) {
      if (from > at) this.#text(text.slice(at, from));
      at = from;
      const to = this.#markup(text, from);
      if (to < 0) break;
      at = to;
      this.#started = true;
    }
    const rest = text.slice(at);
    this.#waiting = rest === "" ? [] : [rest];
    this.#waitingLength = rest.length;
    this.#enough = 2 * rest.length;
    return rest;
  }

  /** Takes the markup that begins here; gives where it ends, or -1 where that is still to come. */
  #markup(text: string, from: number): number {
    const next = text.charCodeAt(from + 1);
    if (next === slash) return this.#closeTag(text, from);
    if (next === exclamation) return this.#declaration(text, from);
    if (next === question) return this.#instruction(text, from);
    let to = text.indexOf(">", from);
    let tag = to < 0 ? null : tagOf(text.slice(from + 1, to));
    if (to >= 0 && tag === null) {
      to = endOfTag(text, from);
      tag = to < 0 ? null : tagOf(text.slice(from + 1, to));
    }
    if (tag === null) return -1;
    if (this.#open.length === 0 && this.#rooted) throw new Malformed("a second root");
    this.#rooted = true;
    this.#met.open(tag.name, tag.attributes);
    if (tag.empty) this.#met.close();
    else this.#open.push(tag.name);
    return to + 1;
  }

  #closeTag(text: string, from: number): number {
    const name = this.#open.at(-1) ?? "";
    const end = from + 2 + name.length;
    const to = text.charCodeAt(end) === greater ? end : text.indexOf(">", from);
    if (to < 0) return -1;
    if (name === "" || !text.startsWith(name, from + 2) || skipSpace(text, end) !== to) throw new Malformed(`“${name}” is closed by “${text.slice(from, to + 1)}”`);
    this.#open.pop();
    this.#met.close();
    return to + 1;
  }

  /** A comment, a section of plain text, or a DOCTYPE. */
  #declaration(text: string, from: number): number {
    if (text.startsWith("<!--", from)) {
      const to = text.indexOf("--", from + 4);
      if (to < 0 || to + 2 >= text.length) return -1;
      if (text.charCodeAt(to + 2) !== greater) throw new Malformed("-- in a comment");
      checkCharacters(text.slice(from, to));
      return to + 3;
    }
    if (text.startsWith("<![CDATA[", from)) {
      if (this.#open.length === 0) throw new Malformed("text beside the root");
      const to = text.indexOf("]]>", from);
      if (to < 0) return -1;
      const plain = text.slice(from + 9, to);
      checkCharacters(plain);
      this.#met.text(plain);
      return to + 3;
    }
    if (text.startsWith("<!DOCTYPE", from)) this.#met.doctype();
    if (text.length - from >= 9) throw new Malformed("unknown declaration");
    return -1;
  }

  #instruction(text: string, from: number): number {
    const to = text.indexOf("?>", from + 2);
    if (to < 0) return -1;
    const whole = text.slice(from, to + 2);
    const [target = ""] = /(?<=^<\?)[^\t\n ?]*/.exec(whole) ?? [];
    checkCharacters(whole);
    checkName(target);
    if (/^xml$/i.test(target) && (this.#started || !xmlDeclaration.test(whole))) throw new Malformed("no such XML declaration");
    return to + 2;
  }

  #text(text: string): void {
    if (this.#open.length > 0) {
      this.#met.text(special.test(text) ? textOf(text) : text);
    } else if (skipSpace(text, 0) < text.length) throw new Malformed("text beside the root");
    this.#started = true;
  }
}

const [tab, newline, space, exclamation, slash, greater, question] = Array.from("\t\n !/>?", (sign) => sign.charCodeAt(0));
const quotes = ['"', "'"];
const xmlDeclaration = /^<\?xml\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not allow
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, and what begins a reference or ends plain text
const special = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff&\]]/;

function lineEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function checkCharacters(text: string): void {
  if (forbidden.test(text)) throw new Malformed("a character that XML does not allow");
}

function textOf(text: string): string {
  checkCharacters(text);
  if (text.includes("]]>")) throw new Malformed("]]> in a text");
  return unescaped(text);
}

interface Tag {
  readonly name: string;
  readonly attributes: Attributes;
  readonly empty: boolean;
}

const known = new Map<string, Tag>();
const mostKnown = 4_000;
const longestKnown = 1_000;

/** What stands between < and >; null where it ends within quotes, since a > may stand there. */
function tagOf(source: string): Tag | null {
  const before = known.get(source);
  if (before !== undefined) return before;
  if (source.length > longestKnown) return parsed(source);
  // A copy of its own: a part of a long text would keep all of it in memory.
  const own = ` ${source}`.slice(1);
  const tag = parsed(own);
  if (tag === null) return null;
  if (known.size >= mostKnown) known.clear();
  known.set(own, tag);
  return tag;
}

function parsed(source: string): Tag | null {
  const empty = source.endsWith("/");
  const end = empty ? source.length - 1 : source.length;
  let at = 0;
  while (at < end && !isSpace(source.charCodeAt(at))) at++;
  const name = source.slice(0, at);
  checkName(name);
  const attributes: Record<string, string> = Object.create(null);
  for (let from = skipSpace(source, at); from < end; from = skipSpace(source, at)) {
    const equals = source.indexOf("=", from);
    if (from === at || equals < 0) throw new Malformed(`an attribute without space or value in “${source}”`);
    const [key = ""] = source.slice(from, equals).split(/[\t\n ]+$/, 1);
    checkName(key);
    const open = skipSpace(source, equals + 1);
    if (open < end && !quotes.includes(source.charAt(open))) throw new Malformed(`a value without quotes in “${source}”`);
    const close = open < end ? source.indexOf(source.charAt(open), open + 1) : end;
    if (close < 0) return null;
    if (close === end || key in attributes) throw new Malformed(`an attribute twice or without a value in “${source}”`);
    attributes[key] = attributeValue(source.slice(open + 1, close));
    at = close + 1;
  }
  return { name, attributes, empty };
}

function attributeValue(text: string): string {
  checkCharacters(text);
  if (text.includes("<")) throw new Malformed("< in a value");
  return unescaped(text.replace(/[\t\n]/g, " "));
}

/** Where a tag ends whose values hold >; -1 where that is still to come. */
function endOfTag(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === ">") return at;
    else if (quotes.includes(sign)) quote = sign;
  }
  return -1;
}

function isSpace(code: number): boolean {
  return code === space || code === newline || code === tab;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

const nameStart = String.raw`:A-Z_a-z\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{2ff}\u{370}-\u{37d}\u{37f}-\u{1fff}\u{200c}\u{200d}\u{2070}-\u{218f}\u{2c00}-\u{2fef}\u{3001}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{fffd}\u{10000}-\u{effff}`;
const wholeName = new RegExp(`^[${nameStart}][${nameStart}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}\\u{2040}]*$`, "u");

function checkName(name: string): void {
  if (!wholeName.test(name)) throw new Malformed(`“${name}” is no name`);
}

const entities: Readonly<Record<string, string | undefined>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:([a-z]+);|#(\d+);|#x([\da-fA-F]+);)?/g, (whole, name?: string, decimal?: string, hexadecimal?: string) => {
    const code = name === undefined ? Number.parseInt(decimal ?? hexadecimal ?? "", decimal === undefined ? 16 : 10) : 0;
    const found = name === undefined ? character(code) : Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (found === undefined) throw new Malformed(`unknown reference “${whole}”`);
    return found;
  });
}

function character(code: number): string | undefined {
  const allowed = code < 0x110000 && !(code >= 0xd800 && code < 0xe000) && !forbidden.test(String.fromCodePoint(code));
  return allowed ? String.fromCodePoint(code) : undefined;
}
