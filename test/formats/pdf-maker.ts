// Writes small PDFs by hand, so that a test shows the drawing that it is about.

/** A page: what it draws (operators), and what of it is out of the ordinary. */
export interface MadePage {
  readonly content: string;
  readonly width?: number;
  readonly height?: number;
  readonly rotate?: number;
}

/** Further objects of a file, by number, and entries of its catalog. The pages' objects begin at 10. */
export interface Extras {
  readonly objects?: Readonly<Record<number, string>>;
  readonly catalog?: string;
  readonly pages?: string;
}

/** A PDF of these pages. Its font is not embedded: Chinese text needs the tables of characters that pdf.js brings. */
export function madePdf(pages: readonly MadePage[], extras: Extras = {}): Uint8Array {
  const objects: Record<number, string> = {
    1: `<</Type/Catalog/Pages 2 0 R ${extras.catalog ?? ""}>>`,
    2: `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${10 + 2 * index} 0 R`).join(" ")}] ${extras.pages ?? ""}>>`,
    3: "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    4: "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>",
    5: "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    6: "<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Length 4>>\nstream\n0000\nendstream",
  };
  pages.forEach(({ content, width = 595, height = 842, rotate = 0 }, index) => {
    objects[10 + 2 * index] = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Rotate ${rotate}/Contents ${11 + 2 * index} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</Scan 6 0 R>>>>>>`;
    objects[11 + 2 * index] = `<</Length ${content.length}>>\nstream\n${content}\nendstream`;
  });
  return filed({ ...objects, ...extras.objects });
}

/** The objects as a file with its table of places. */
function filed(objects: Readonly<Record<number, string>>): Uint8Array {
  let file = "%PDF-1.5\n";
  const places = new Map<number, number>();
  for (const [number, object] of Object.entries(objects)) {
    places.set(Number(number), file.length);
    file += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const size = Math.max(...places.keys()) + 1;
  const entries = Array.from({ length: size }, (_, number) => {
    const place = places.get(number);
    return place === undefined ? "0000000000 65535 f \n" : `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${size}\n${entries.join("")}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

/** Text that begins at x and stands on y, both from the upper left corner of an A4 page. */
export function text(x: number, y: number, words: string, size = 10): string {
  return placed(`1 0 0 1 ${x} ${842 - y}`, words, size);
}

/** Text with a matrix of its own, in the page's coordinates. */
export function placed(matrix: string, words: string, size = 10): string {
  const codes = Array.from({ length: words.length }, (_, at) => words.charCodeAt(at).toString(16).padStart(4, "0"));
  return `BT /F1 ${size} Tf ${matrix} Tm <${codes.join("")}> Tj ET\n`;
}

export function line(x0: number, y0: number, x1: number, y1: number): string {
  return `${x0} ${842 - y0} m ${x1} ${842 - y1} l S\n`;
}

/** A filled rectangle. */
export function area(x: number, y: number, width: number, height: number): string {
  return `${x} ${842 - y - height} ${width} ${height} re f\n`;
}

/** How a table draws its lines. */
export type Pen = (x0: number, y0: number, x1: number, y1: number) => string;

/**
 * A ruled table with the upper left corner at x, y. A row is a list of texts, one for each column: `<` merges a cell with
 * the one to its left, `^` with the one above; `/` parts lines.
 */
export function table(x: number, y: number, widths: readonly number[], rows: readonly (readonly string[])[], pen: Pen = line, heights = 20): string {
  const edges = [x];
  for (const width of widths) edges.push((edges.at(-1) ?? x) + width);
  let drawn = "";
  rows.forEach((row, at) => {
    const [top, bottom] = [y + at * heights, y + (at + 1) * heights];
    row.forEach((cell, column) => {
      const [left = 0, right = 0] = [edges[column], edges[column + 1]];
      if (cell !== "^") drawn += pen(left, top, right, top);
      if (cell !== "<") drawn += pen(left, top, left, bottom);
      if (column === row.length - 1) drawn += pen(right, top, right, bottom);
      if (at === rows.length - 1) drawn += pen(left, bottom, right, bottom);
      if (cell === "<" || cell === "^") return;
      drawn += cell.split("/").map((words, index) => text(left + 3, top + 13 + 11 * index, words)).join("");
    });
  });
  return drawn;
}
