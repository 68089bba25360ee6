import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { Random, seedOf } from "../damage/random.ts";
import { type Seed, seeds } from "./seeds.ts";

/** The input of one run: the same numbers give the same bytes on every machine. */
export function inputOf(seed: number, index: number, wanted: readonly Seed[] = seeds): { name: string; bytes: Uint8Array } {
  const random = new Random(seedOf("fuzz", seed, index));
  const chosen = wanted[index % wanted.length];
  if (!chosen) throw new Error("no seeds");
  return { name: chosen.name, bytes: mutated(chosen, random) };
}

function mutated({ bytes, structure }: Seed, random: Random): Uint8Array {
  if (structure === "binary" || random.chance(0.3)) return inBytes(bytes, random);
  if (structure === "text") return strToU8(inText(strFromU8(bytes), random));
  return inPackage(bytes, random);
}

const interesting = [0, 1, 7, 9, 10, 13, 0x20, 0x22, 0x3c, 0x7f, 0x80, 0xff];
const large = [0, 1, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** One to eight changes of bytes: flipped, set, put in, taken out, doubled, cut off, whole numbers overwritten. */
function inBytes(source: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(source);
  for (let left = 1 + random.below(8); left > 0; left--) {
    const at = random.chance(0.4) ? random.below(Math.min(bytes.length, 1600) + 1) : random.below(bytes.length + 1);
    const length = 1 + random.below(random.chance(0.8) ? 16 : 2000);
    const piece = bytes.slice(at, at + length);
    switch (random.below(7)) {
      case 0: {
        const flipped = bytes[at];
        if (flipped !== undefined) bytes[at] = flipped ^ (1 << random.below(8));
        break;
      }
      case 1:
        if (at < bytes.length) bytes[at] = random.pick(interesting) ?? 0;
        break;
      case 2:
        bytes = joined(bytes.subarray(0, at), new Uint8Array(Array.from({ length: Math.min(length, 64) }, () => random.below(256))), bytes.subarray(at));
        break;
      case 3:
        bytes = joined(bytes.subarray(0, at), bytes.subarray(at + length));
        break;
      case 4:
        bytes = joined(bytes.subarray(0, at), piece, piece, bytes.subarray(at + length));
        break;
      case 5:
        if (random.chance(0.2)) bytes = bytes.slice(0, at);
        break;
      default:
        overwrite(bytes, at, random);
    }
  }
  return bytes;
}

/** A number of two or four bytes at an even place, as formats of records have them. */
function overwrite(bytes: Uint8Array, at: number, random: Random): void {
  const even = at & ~1;
  const value = random.pick(large) ?? 0;
  for (let nth = 0; nth < (random.chance(0.5) ? 2 : 4); nth++) if (even + nth < bytes.length) bytes[even + nth] = (value >>> (nth * 8)) & 255;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const words = ["\t", "\n", "\n\n", "|", "| --- |", " ", "<br>", "</td>", "<table>", "<td colspan=99999>", "项目名称", "一级指标\t二级指标\t三级指标", "绩效目标表", "≥", "％", "99999999999999999999", "-1", "0", "1e309", "\u0000", "\ud800", "\u202e", "&#x110000;", "&lt;", "$\\geq$", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "<![CDATA[", "-->", "0 R", "endstream", "<<", ">>", "[", "]", "obj", "数量指标", "产出指标", "2024年", "万元"];

/** One to six changes of words and tokens: put in, taken out, doubled, exchanged, repeated many times, numbers made large. */
function inText(source: string, random: Random): string {
  let text = source;
  for (let left = 1 + random.below(6); left > 0; left--) {
    const tokens = text.split(/(?<=[\n\t|<> ])|(?=[\n\t|<> ])/);
    const at = random.below(tokens.length + 1);
    const count = 1 + random.below(random.chance(0.8) ? 3 : 60);
    const piece = tokens.slice(at, at + count);
    switch (random.below(7)) {
      case 0:
        tokens.splice(at, 0, random.pick(words) ?? "");
        break;
      case 1:
        tokens.splice(at, count);
        break;
      case 2:
        tokens.splice(at, 0, ...piece);
        break;
      case 3:
        tokens.splice(random.below(tokens.length + 1), 0, ...tokens.splice(at, count));
        break;
      case 4:
        if (random.chance(0.3)) tokens.splice(at, 0, piece.join("").slice(0, 200).repeat(1 + random.below(400)));
        break;
      case 5:
        tokens[at] = (tokens[at] ?? "").replace(/\d+/, () => String(random.pick([0, -1, 99999, 2147483648, 1e21]) ?? 0));
        break;
      default:
        tokens[at] = random.pick(words) ?? "";
    }
    text = tokens.join("");
  }
  return text;
}

/** A part of a package changed as text or bytes, dropped, doubled, renamed or deeply nested, and all packed again. */
function inPackage(source: Uint8Array, random: Random): Uint8Array {
  const parts = unzipSync(source);
  const name = random.pick(Object.keys(parts).filter((one) => !one.endsWith("/"))) ?? "";
  const part = parts[name] ?? new Uint8Array();
  switch (random.below(10)) {
    case 0:
      delete parts[name];
      break;
    case 1:
      parts[random.pick(["../../x", "word/document.xml", "xl/workbook.xml", "content.xml", "a\u0000b"]) ?? "x"] = part;
      break;
    case 2:
      parts[name] = strToU8(nested(strFromU8(part), random));
      break;
    case 3:
      parts[name] = new Uint8Array(inBytes(part, random));
      break;
    default:
      parts[name] = strToU8(inText(strFromU8(part), random));
  }
  return zipSync(parts, { level: random.chance(0.5) ? 0 : 1 });
}

/** One element inside itself, some hundred or thousand times. */
function nested(xml: string, random: Random): string {
  const tags = [...xml.matchAll(/<([a-zA-Z:]+)[^<>/]*>/g)];
  const tag = random.pick(tags);
  if (!tag) return xml;
  const times = random.pick([10, 300, 3000]) ?? 10;
  return `${xml.slice(0, tag.index)}${tag[0].repeat(times)}${`</${tag[1]}>`.repeat(times)}${xml.slice(tag.index)}`;
}
