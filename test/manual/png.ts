// A picture of a page needs few colours: written with a palette it is a third of what the browser gives, and as sharp.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

interface Pixels {
  width: number;
  height: number;
  /** Three bytes a pixel. */
  data: Buffer;
}

/** The same picture with at most 256 colours: the commonest stay as they are, the rest become their nearest. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, data } = decode(png);
  const { palette, indexOf } = paletteOf(data);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = indexOf(colourAt(data, (y * width + x) * 3));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("PLTE", palette), chunk("IDAT", deflateSync(lines, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** Width and height of a PNG. */
export const sizeOf = (png: Buffer): { width: number; height: number } => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

/** How many colours a PNG has as Chromium writes it: a page in which nothing stands has few. */
export function coloursOf(png: Buffer): number {
  const { data } = decode(png);
  const seen = new Set<number>();
  for (let at = 0; at < data.length; at += 3) seen.add(colourAt(data, at));
  return seen.size;
}

const colourAt = (data: Buffer, at: number): number => ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);

function paletteOf(data: Buffer): { palette: Buffer; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 3) {
    const colour = colourAt(data, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const chosen = [...counts].sort(([a, some], [b, more]) => more - some || a - b).slice(0, 256).map(([colour]) => colour);
  const known = new Map(chosen.map((colour, index) => [colour, index]));
  const indexOf = (colour: number): number => {
    const found = known.get(colour) ?? nearest(chosen, colour);
    known.set(colour, found);
    return found;
  };
  return { palette: Buffer.from(chosen.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])), indexOf };
}

function nearest(colours: readonly number[], colour: number): number {
  const part = (one: number, shift: number) => ((one >> shift) & 255) - ((colour >> shift) & 255);
  const away = (one: number) => part(one, 16) ** 2 + part(one, 8) ** 2 + part(one, 0) ** 2;
  return colours.reduce((best, one, index) => (away(one) < away(colours[best] ?? 0) ? index : best), 0);
}

/** What Chromium writes: eight bits a channel, with or without alpha, not interlaced. */
function decode(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  const { width, height } = sizeOf(png);
  const channels = { 2: 3, 6: 4 }[png[25] ?? 0];
  if (!png.subarray(0, 8).equals(signature) || png[24] !== 8 || channels === undefined || png[28] !== 0) throw new Error("not a PNG as Chromium writes it");
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) for (let part = 0; part < 3; part++) data[at * 3 + part] = raw[at * channels + part] ?? 0;
  return { width, height, data };
}

/** PNG writes each byte as its difference from the byte before, above, or both (PNG specification, 9). */
function unfilter(lines: Buffer, stride: number, height: number, channels: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : (out[at - channels] ?? 0);
      const above = y === 0 ? 0 : (out[at - stride] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (out[at - stride - channels] ?? 0);
      out[at] = (lines[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return out;
}

/** Without arrays: asked for each of four million bytes a picture. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const guess = left + above - corner;
  const fromLeft = Math.abs(guess - left);
  const fromAbove = Math.abs(guess - above);
  const fromCorner = Math.abs(guess - corner);
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
  return fromAbove <= fromCorner ? above : corner;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
