/** Four tables, so that four bytes are taken at a time. */
const tables = new Int32Array(1024);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  tables[byte] = value;
}
for (let at = 256; at < 1024; at++) {
  const value = tables[at - 256] ?? 0;
  tables[at] = (value >>> 8) ^ (tables[value & 255] ?? 0);
}

/** The CRC-32 of zip, as a signed number. @param before the sum of what came before, 0 at the start */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  let at = 0;
  // Indexes are within bounds by construction; `| 0` and `?? 0` only speak to the type checker.
  for (const end = bytes.length - 3; at < end; at += 4) {
    sum ^= (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
    sum =
      (tables[768 + (sum & 255)] as number) ^
      (tables[512 + ((sum >>> 8) & 255)] as number) ^
      (tables[256 + ((sum >>> 16) & 255)] as number) ^
      (tables[sum >>> 24] as number);
  }
  for (; at < bytes.length; at++) sum = (tables[(sum ^ (bytes[at] as number)) & 255] as number) ^ (sum >>> 8);
  return ~sum;
}
