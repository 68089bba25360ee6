import { DabiaoError } from "../../problem.ts";
import type { Ole } from "../ole.ts";
import { broken, encrypted } from "../zip.ts";
import { Bytes } from "../bytes.ts";

/** Where the parts of a document lie in its table stream (MS-DOC 2.5.6); the numbers are those of the pairs in the FIB. */
const pairs = { styles: 1, characters: 12, paragraphs: 13, fonts: 15, pieces: 33, lists: 73, listOverrides: 74 } as const;

/** The streams of a document and what its file information block (FIB) says about them. */
export interface Word {
  readonly main: Bytes;
  readonly data: Bytes;
  /** Length of the document's own text in characters; behind it lie footnotes, headers and text boxes. */
  readonly length: number;
  /** Where the texts of notes and text boxes lie, which stand beside the document's own. */
  readonly beside: Readonly<Record<"footnotes" | "endnotes" | "boxes", { readonly from: number; readonly to: number }>>;
  part(name: keyof typeof pairs): Bytes;
  /** A part with what follows it: the levels of lists lie behind the part that the file names. */
  partToEnd(name: keyof typeof pairs): Bytes;
}

/** @throws DabiaoError where the container holds no document of Word 97 or later, or an encrypted one */
export function openWord(ole: Ole): Word {
  if (ole.names.has("encryptedpackage")) throw encrypted();
  const stream = ole.stream("WordDocument");
  if (!stream) throw notWord(ole);
  const main = new Bytes(stream);
  if (main.u16(0) !== 0xa5ec && main.u16(0) < 0xa500) throw broken("找不到 Word 文档的文件头");
  if (main.u16(2) < 0xc0) {
    throw new DabiaoError("FORMAT-21", {
      message: "文件是 Word 6.0 或 Word 95 的格式，本程序不能读取。",
      hint: "请用 Word 或 WPS 打开，另存为 .docx 后再导入。",
    });
  }
  const flags = main.u16(10);
  if ((flags & 0x0100) !== 0) throw encrypted();
  const table = ole.stream((flags & 0x0200) === 0 ? "0Table" : "1Table") ?? ole.stream("1Table") ?? ole.stream("0Table");
  if (!table) throw broken("缺少 Word 文档的属性表");
  const whole = new Bytes(table);
  const counts = 34 + main.u16(32) * 2 + 2;
  const lengths = [3, 4, 5, 6, 7, 8, 9].map((nth) => Math.max(0, main.i32(counts + nth * 4)));
  const positions = counts + main.u16(counts - 2) * 4 + 2;
  const sum = (to: number) => lengths.slice(0, to).reduce((total, length) => total + length, 0);
  const placeOf = (name: keyof typeof pairs) => (pairs[name] < main.u16(positions - 2) ? positions + pairs[name] * 8 : null);
  return {
    main,
    data: new Bytes(ole.stream("Data") ?? new Uint8Array()),
    length: lengths[0] ?? 0,
    beside: { footnotes: { from: sum(1), to: sum(2) }, endnotes: { from: sum(5), to: sum(6) }, boxes: { from: sum(6), to: sum(7) } },
    part: (name) => {
      const at = placeOf(name);
      return at === null ? new Bytes(new Uint8Array()) : whole.slice(main.u32(at), main.u32(at + 4));
    },
    partToEnd: (name) => {
      const at = placeOf(name);
      return at === null || main.u32(at + 4) === 0 ? new Bytes(new Uint8Array()) : whole.slice(main.u32(at), whole.length);
    },
  };
}

function notWord(ole: Ole): DabiaoError {
  const oldWps = ["contents", "matost", "wpsdocument"].some((name) => ole.names.has(name));
  return new DabiaoError("FORMAT-22", {
    message: oldWps ? "文件是旧版 WPS 或 Works 的文字格式，本程序不能读取。" : "文件不是 Word 或 WPS 文字文档：里面没有文档内容。",
    hint: "请用 WPS 或 Word 打开，另存为 .docx 后再导入。",
  });
}
