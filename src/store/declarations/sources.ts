import { createHash } from "node:crypto";
import type { Format } from "../../declaration/schema.ts";
import { DabiaoError } from "../../problem.ts";
import type { Db } from "../database.ts";
import { isOpen } from "./documents.ts";

/** The name of some bytes: their SHA-256. */
export function contentHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Keeps bytes under their hash; the same bytes a second time change nothing. */
export async function keepSource(db: Db, sha256: string, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto("source")
    .values({ sha256, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), size: bytes.byteLength })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A document's file as it was imported. */
export interface StoredSource {
  file: string;
  format: Format;
  unitId: string | null;
  bytes: Buffer;
}

/** The bytes that a document was read from. @throws DabiaoError GOAL-12 when more is in them than whoever asks here may see */
export async function findSource(db: Db, documentId: string): Promise<StoredSource | undefined> {
  const source = await db
    .selectFrom("document")
    .innerJoin("source", "source.sha256", "document.sha256")
    .select(["document.file", "document.format", "document.unit_id as unitId", "source.bytes"])
    .where("document.id", "=", documentId)
    .executeTakeFirst();
  if (source && !(await isOpen(db, documentId))) throw new DabiaoError("GOAL-12", { message: "这份来源文件里还有没有报来的或涉密的目标表，只有编制单位可以打开。", hint: "报来的目标表可以直接查看。" });
  return source;
}
