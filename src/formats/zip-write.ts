import { Zip, ZipPassThrough } from "fflate";

/** A file on its way into an archive. */
export interface Packed {
  name: string;
  bytes: Uint8Array;
}

/**
 * A zip archive, piece by piece, as its files come: never more than one of them in memory. Documents are compressed
 * themselves, so they are stored.
 */
export async function* zipOf(files: AsyncIterable<Packed>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  for await (const { name, bytes } of files) {
    const file = new ZipPassThrough(name);
    zip.add(file);
    file.push(bytes, true);
    yield* ready;
    ready = [];
  }
  zip.end();
  yield* ready;
}
