import { createHash } from "node:crypto";
import type { Format } from "../declaration/schema.ts";
import type { Db } from "./database.ts";

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
  bytes: Buffer;
}

/** The bytes that a document was read from. */
export async function findSource(db: Db, documentId: string): Promise<StoredSource | undefined> {
  return await db
    .selectFrom("document")
    .innerJoin("source", "source.sha256", "document.sha256")
    .select(["document.file", "document.format", "source.bytes"])
    .where("document.id", "=", documentId)
    .executeTakeFirst();
}
