import type { z } from "zod";
import { DabiaoError } from "../problem.ts";

/** One page of a list: `after` is the `next` of the page before. */
export interface PageRequest {
  after?: string | undefined;
  limit: number;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** Packs the sort key of a page's last row into the text that the next request brings back. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** Unpacks a cursor. @throws DabiaoError LIST-01 when it is none of ours */
export function decodeCursor<Key extends z.ZodType>(text: string, key: Key): z.infer<Key> {
  try {
    return key.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch (cause) {
    throw new DabiaoError("LIST-01", {
      message: "翻页位置（after）不认识。",
      hint: "请使用上一页答复里的 next，或从第一页重新开始。",
      cause,
    });
  }
}
