// A small document of Word 97 (MS-DOC): text, its list of pieces, and one page of paragraph properties.

const textAt = 1536;
const propertiesAt = 1024;

interface Paragraph {
  text: string;
  properties: readonly number[];
}

const inTable = [0x16, 0x24, 1];
const endOfRow = [0x17, 0x24, 1];

/** sprmTDefTable: the borders of a row's cells. */
function rowShape(cells: number): number[] {
  const edges = Array.from({ length: cells + 1 }, (_, at) => at * 1500).flatMap((edge) => [edge & 255, edge >> 8]);
  const size = 1 + edges.length + cells * 20 + 1;
  return [0x08, 0xd6, size & 255, size >> 8, cells, ...edges, ...new Array<number>(cells * 20).fill(0)];
}

function paragraphsOf(title: string, rows: readonly (readonly string[])[]): Paragraph[] {
  return [
    { text: `${title}\r`, properties: [] },
    ...rows.flatMap((row) => [
      ...row.map((cell) => ({ text: `${cell}\u0007`, properties: inTable })),
      { text: "\u0007", properties: [...inTable, ...endOfRow, ...rowShape(row.length)] },
    ]),
    { text: "\r", properties: [] },
  ];
}

/** The streams WordDocument and 1Table. Rows that do not fit on the page of properties are left out. */
export function wordBytes(title: string, rows: readonly (readonly string[])[]): { main: Uint8Array; table: Uint8Array } {
  const paragraphs = paragraphsOf(title, rows.slice(0, 3).map((row) => row.slice(0, 2)).concat(rows.slice(5, 6).map((row) => row.slice(0, 4))));
  const text = paragraphs.map((one) => one.text).join("");
  const main = new Uint8Array(textAt + text.length * 2);
  const view = new DataView(main.buffer);
  view.setUint16(0, 0xa5ec, true);
  view.setUint16(2, 0xc1, true);
  view.setUint16(10, 0x0200, true);
  view.setUint16(32, 14, true);
  view.setUint16(62, 22, true);
  view.setUint32(64 + 12, text.length, true);
  view.setUint16(152, 93, true);
  for (let at = 0; at < text.length; at++) view.setUint16(textAt + at * 2, text.charCodeAt(at), true);
  fillProperties(main.subarray(propertiesAt, propertiesAt + 512), paragraphs);
  const pieces = bytesOf([0x02, 16, 0, 0, 0], [0, text.length], [0], [textAt], [0]).subarray(0, 21);
  new DataView(pieces.buffer).setUint16(13, 0, true);
  new DataView(pieces.buffer).setUint32(15, textAt, true);
  const pages = bytesOf([], [textAt, textAt + text.length * 2, propertiesAt / 512]);
  view.setUint32(154 + 13 * 8, pieces.length, true);
  view.setUint32(154 + 13 * 8 + 4, pages.length, true);
  view.setUint32(154 + 33 * 8, 0, true);
  view.setUint32(154 + 33 * 8 + 4, pieces.length, true);
  return { main, table: new Uint8Array([...pieces, ...pages]) };
}

function bytesOf(head: readonly number[], ...numbers: readonly (readonly number[])[]): Uint8Array {
  const longs = new Uint8Array(new Uint32Array(numbers.flat()).buffer);
  return new Uint8Array([...head, ...longs]);
}

/** A page of 512 bytes: where each paragraph begins, and from its end upwards the properties. */
function fillProperties(page: Uint8Array, paragraphs: readonly Paragraph[]): void {
  const view = new DataView(page.buffer, page.byteOffset, 512);
  const fitting = paragraphs.slice(0, 20);
  let offset = textAt;
  let free = 510;
  const known = new Map<string, number>();
  view.setUint8(511, fitting.length);
  fitting.forEach(({ text, properties }, at) => {
    view.setUint32(at * 4, offset, true);
    offset += text.length * 2;
    const papx = [0, 0, ...properties];
    if (papx.length % 2 === 0) papx.push(0);
    let place = known.get(papx.join());
    if (place === undefined) {
      free = (free - papx.length - 1) & ~1;
      place = free;
      page.set([(papx.length + 1) / 2, ...papx], place);
      known.set(papx.join(), place);
    }
    view.setUint8((fitting.length + 1) * 4 + at * 13, place / 2);
  });
  view.setUint32(fitting.length * 4, offset, true);
}
