// Files that are made to hurt whoever reads them, small enough to be made in a test.
import { deflateRawSync, deflateSync } from "node:zlib";
import { crc32 } from "node:zlib";

interface Entry {
  name: string;
  packed: Buffer;
  unpacked: number;
  crc: number;
  method: 0 | 8;
}

/** A zip of entries whose claims may be lies. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, packed, unpacked, crc, method } of entries) {
    const title = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(method, 4);
    head.writeUInt32LE(crc, 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(unpacked, 18);
    head.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), head, title]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, tail, title]));
    parts.push(local, packed);
    at += local.length + packed.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, all, end]);
}

export function entry(name: string, bytes: Buffer): Entry {
  return { name, packed: deflateRawSync(bytes), unpacked: bytes.length, crc: crc32(bytes), method: 8 };
}

/** As many zero bytes as are said, packed a thousandfold, under the claim to be small. */
function bomb(name: string, bytes: number): Entry {
  const packed = deflateRawSync(Buffer.alloc(bytes));
  return { name, packed, unpacked: 1000, crc: 0, method: 8 };
}

const types = entry("[Content_Types].xml", Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'));
const words = (body: string): Buffer =>
  Buffer.from(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`);
const docx = (body: string): Buffer => zipOf([types, entry("word/document.xml", words(body))]);

const pdf = (objects: readonly string[]): Buffer => Buffer.from(`%PDF-1.7\n${objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join("")}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`, "latin1");

const drawing = (stream: string): string => {
  const packed = deflateSync(Buffer.from(stream, "latin1"));
  return `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed.toString("latin1")}\nendstream`;
};

const deep = 10_000;
const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>";

/** A small PDF whose font says for nine million characters, thousands of times, how wide each is: pdf.js has minutes to do. */
export const endlessFont = (): Buffer => fontWithWidths("0 9000000 500 ".repeat(9000));
/** One that says it for two billion characters: pdf.js takes all memory that it gets. */
const hungryFont = (): Buffer => fontWithWidths("0 2000000000 500");

function fontWithWidths(widths: string): Buffer {
  return pdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
    drawing("BT /F 9 Tf 40 700 Td <0001> Tj ET"),
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [${widths}] /FontDescriptor 7 0 R >>`,
    "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
  ]);
}

/** Name and bytes of each. */
export function hostileFiles(): Record<string, Buffer> {
  return {
    "空字节压缩弹.zip": zipOf([bomb("一.txt", 300 * 1024 * 1024), bomb("二.txt", 300 * 1024 * 1024)]),
    "文档压缩弹.docx": zipOf([types, bomb("word/document.xml", 600 * 1024 * 1024)]),
    "谎称一吉.zip": zipOf([{ ...entry("甲.txt", Buffer.from("甲")), unpacked: 0xfffffff0 }]),
    "谎称一吉的目录.zip": (() => {
      const made = zipOf([entry("甲.txt", Buffer.from("甲"))]);
      made.writeUInt16LE(0xfff0, made.length - 12);
      made.writeUInt32LE(0x40000000, made.length - 10);
      return made;
    })(),
    "万层表格.docx": docx(`${"<w:tbl><w:tr><w:tc>".repeat(deep)}<w:p/>${"</w:tc></w:tr></w:tbl>".repeat(deep)}`),
    "万层网页.html": Buffer.from(`<html><body>${"<table><tr><td>".repeat(deep)}绩效目标`),
    "万层分区.html": Buffer.from(`<html><body>${"<div>".repeat(200_000)}绩效目标`),
    "十亿个笑.docx": zipOf([
      types,
      entry("word/document.xml", Buffer.from(`<!DOCTYPE x [<!ENTITY a "${"笑".repeat(1000)}">${[..."bcdefghij"].map((c, i) => `<!ENTITY ${c} "${`&${"abcdefghij"[i]};`.repeat(10)}">`).join("")}]><x>&j;</x>`)),
    ]),
    "外部实体.docx": zipOf([types, entry("word/document.xml", Buffer.from('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'))]),
    "跨栏一亿.html": Buffer.from(`<table>${'<tr><td colspan="1000" rowspan="65534">绩效</td></tr>'.repeat(3000)}</table>`),
    "字宽九百万.pdf": endlessFont(),
    "字宽二十亿.pdf": hungryFont(),
    "字宽又二十亿.pdf": Buffer.concat([hungryFont(), Buffer.from("\n")]),
    "页面自环.pdf": pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"]),
    "图形自环.pdf": pdf([
      "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(true){}) >> >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      page,
      drawing("/X Do"),
      `<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream`,
    ]),
    "画线一千万.pdf": pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, drawing("0 0 m 9 9 l S\n".repeat(5_000_000)), "null"]),
    "一行到底.txt": Buffer.from("绩效目标\t".repeat(60_000)),
    "空行百万.txt": Buffer.from(`项目绩效目标表\n${"\n\t\t\t".repeat(50_000)}`),
  };
}
