// The scanner against a general parser of XML: the same elements and texts, or both refuse.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { Malformed, XmlScanner } from "../../src/formats/xml-scan.ts";

/** What was met, a line each, texts that follow each other as one; null where the text was refused. */
type Events = string[] | null;

function events(run: (met: { open(name: string, attributes: object): void; close(): void; text(text: string): void }) => void): Events {
  const met: string[] = [];
  let depth = 0;
  const text = (found: string) => {
    if (depth === 0 || found === "") return;
    if (met.at(-1)?.startsWith("text ")) met.push(met.pop() + found);
    else met.push(`text ${found}`);
  };
  const open = (name: string, attributes: object) => {
    depth++;
    met.push(`open ${name} ${JSON.stringify(Object.entries(attributes))}`);
  };
  const close = () => {
    depth--;
    met.push("close");
  };
  try {
    run({ open, close, text });
    return met;
  } catch (error) {
    if (error instanceof Malformed || (error instanceof Error && error.message === "refused")) return null;
    throw error;
  }
}

function bySaxes(xml: string): Events {
  return events((met) => {
    const parser = new SaxesParser({ xmlns: false, position: false });
    const refuse = () => {
      throw new Error("refused");
    };
    parser.on("error", refuse);
    parser.on("doctype", refuse);
    parser.on("opentag", ({ name, attributes }) => met.open(name, attributes));
    parser.on("closetag", () => met.close());
    parser.on("text", (text) => met.text(text));
    parser.on("cdata", (text) => met.text(text));
    parser.write(xml).close();
  });
}

function byScanner(pieces: readonly string[]): Events {
  return events((met) => {
    const doctype = () => {
      throw new Error("refused");
    };
    const scanner = new XmlScanner({ ...met, doctype });
    for (const piece of pieces) scanner.write(piece);
    scanner.end();
  });
}

const tokens = [
  "<a>", "</a>", "<b>", "</b>", "<b/>", "<a", "<a:b ", ">", "/>", "<", "</", "</a >", "< a>", ' x="1"', " x='2'", ' y="a>b"', ' z = "&lt;&#x4e00;"', ' x="<"', " x=1", " x", '"', "'", "=", "/",
  "文字", "text", " ", "\n", "\t", "\r", "\r\n", "&amp;", "&lt;", "&#65;", "&#x41;", "&#X41;", "&#0;", "&#xd800;", "&#x10ffff;", "&#1114112;", "&nbsp;", "&", ";", "&toString;", "]]>", "]]", "]",
  "<![CDATA[", "<![CDATA[<a>&]]>", "<!--", "-->", "--", "<!-- a -->", "<!---->", "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>", "<?XML?>", "<?php a?>", "<?", "?>", "<? a?>",
  "<!DOCTYPE a>", "<!x", "\u0001", "\ufffe", "😀", "<é/>", "<-a/>", "<a-1.b/>", ' 属性="值"', "\u00a0", "<a constructor='1' __proto__='2'>",
];

/** Signs rather than tokens: pieces then end in the middle of everything that has more than one. */
const signs = fc.array(fc.constantFrom(..."<>/\"'=ab !-?[]&;#\r\n1一", "CDATA[", "xml", "amp"), { maxLength: 24 }).map((parts) => parts.join(""));

const document = fc.array(fc.constantFrom(...tokens), { maxLength: 14 }).map((parts) => parts.join(""));

test("what is met is what a general parser of XML meets, whatever the text, and both refuse the same", () => {
  fc.assert(
    fc.property(fc.oneof(document, document.map((inner) => `<r>${inner}</r>`), document.map((inner) => `<r ${inner}/>`)), (xml) => {
      assert.deepEqual(byScanner([xml]), bySaxes(xml), xml);
    }),
    { numRuns: 5_000 },
  );
});

test("a text that comes in pieces of any length is met as in one", () => {
  fc.assert(
    fc.property(fc.oneof(document, signs), fc.array(fc.nat(12), { maxLength: 30 }), (inner, lengths) => {
      const xml = `<?xml version="1.0"?>\r\n<r>${inner}</r>`;
      const pieces: string[] = [];
      let at = 0;
      for (const length of lengths) {
        pieces.push(xml.slice(at, at + length));
        at += length;
      }
      const whole = byScanner([xml]);
      assert.deepEqual(byScanner([...pieces, xml.slice(at)]), whole, xml);
      assert.deepEqual(byScanner(Array.from(xml)), whole, xml);
    }),
    { numRuns: 2_000 },
  );
});

test("a tag of many megabytes that comes in small pieces takes no more time than its length", () => {
  const value = "x".repeat(1_000);
  const pieces = ["<a b='", ...Array.from({ length: 8_000 }, () => value), "'/>"];
  assert.equal(byScanner(pieces)?.length, 2);
});
