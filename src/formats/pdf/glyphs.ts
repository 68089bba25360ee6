/**
 * Which characters a TrueType font can draw, from its character map (table `cmap`, formats 4 and 12: the only ones for
 * Unicode that fonts have).
 * @returns pairs of first and last code points, in order; empty when the font has no such map
 */
export function drawnBy(font: Uint8Array): [from: number, to: number][] {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = view.getUint16(4);
  for (let nth = 0; nth < tables; nth++) {
    const entry = 12 + 16 * nth;
    if (view.getUint32(entry) === cmapTag) return mapAt(view, view.getUint32(entry + 8));
  }
  return [];
}

const cmapTag = 0x636d6170;

function mapAt(view: DataView, at: number): [number, number][] {
  const maps = Array.from({ length: view.getUint16(at + 2) }, (_, nth) => at + view.getUint32(at + 8 + 8 * nth));
  const whole = maps.find((map) => view.getUint16(map) === 12);
  if (whole !== undefined) return Array.from({ length: view.getUint32(whole + 12) }, (_, nth) => [view.getUint32(whole + 16 + 12 * nth), view.getUint32(whole + 20 + 12 * nth)]);
  const basic = maps.find((map) => view.getUint16(map) === 4);
  if (basic === undefined) return [];
  const segments = view.getUint16(basic + 6) / 2;
  return Array.from({ length: segments }, (_, nth) => [view.getUint16(basic + 16 + 2 * (segments + nth)), view.getUint16(basic + 14 + 2 * nth)]);
}

/** The characters of a text that a font cannot draw, each once; white space and invisible ones are none. */
export function notDrawn(text: string, ranges: readonly (readonly [number, number])[]): string[] {
  const missing = new Set<string>();
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (!/[\s\p{C}]/u.test(character) && !covers(ranges, code)) missing.add(character);
  }
  return [...missing];
}

function covers(ranges: readonly (readonly [number, number])[], code: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from, to] = ranges[middle] ?? [0, 0];
    if (code < from) high = middle - 1;
    else if (code > to) low = middle + 1;
    else return true;
  }
  return false;
}
