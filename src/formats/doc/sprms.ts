import type { Bytes } from "../bytes.ts";

/** The property changes that are of interest (MS-DOC 2.6); all others are passed over. */
export const sprm = {
  paragraphInTable: 0x2416,
  rowEnd: 0x2417,
  innerCellEnd: 0x244b,
  innerRowEnd: 0x244c,
  depth: 0x6649,
  outlineLevel: 0x2640,
  listLevel: 0x260a,
  list: 0x460b,
  elsewhere: 0x6646,
  elsewhereOld: 0x6645,
  rowElsewhere: 0x646b,
  style: 0x4600,
  pageBreakBefore: 0x2407,
  defineTable: 0xd608,
  mergeCells: 0x5624,
  splitCells: 0x5625,
  mergeDown: 0xd62b,
  deleted: 0x0800,
  hidden: 0x083c,
  symbol: 0x6a09,
  raised: 0x2a48,
  font: 0x4a4f,
} as const;

/** Takes one property change: its code and where its operand lies. */
type Take = (code: number, at: number, length: number) => void;

const sizes = [1, 1, 2, 4, 2, 2, 0, 3] as const;

/** Goes through a list of property changes (grpprl). */
export function eachSprm(list: Bytes, take: Take): void {
  let at = 0;
  while (at + 2 < list.length) {
    const code = list.u16(at);
    at += 2;
    let size: number = sizes[code >> 13] ?? 1;
    if (code >> 13 === 6) {
      // The definition of a table is the only one longer than a byte can say.
      const head = code === sprm.defineTable ? 2 : 1;
      size = head === 2 ? list.u16(at) - 1 : list.u8(at);
      at += head;
      if (code === 0xc615 && size === 255) size = list.u8(at) * 4 + 1 + list.u8(at + 1 + list.u8(at) * 4) * 3 + 1;
    }
    if (size < 0 || at + size > list.length) return;
    take(code, at, size);
    at += size;
  }
}
