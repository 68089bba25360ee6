import { link, readFile, rm, writeFile } from "node:fs/promises";
import { randomBytes, randomUUID } from "node:crypto";

/** The text of a file; null where there is none. */
export async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** The secret that a file holds, 32 bytes in hexadecimal; made when there is none: linked into place whole, so that of two makers one takes the other's. */
export async function secretInFile(file: string): Promise<string> {
  const known = await textOf(file);
  if (known) return known;
  const own = `${file}.${randomUUID()}`;
  try {
    await writeFile(own, randomBytes(32).toString("hex"), { mode: 0o600, flush: true });
    await link(own, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(own, { force: true });
  }
  return (await textOf(file)) ?? "";
}
