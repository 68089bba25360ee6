import type { SourceDocument } from "../declaration/schema.ts";
import { type Reader, startReader } from "../server/reading/reading.ts";
import type { UnpackedMember } from "../store/imports/jobs-work.ts";

/** Where the documents of a file go, and what could not be read. */
export interface Outcomes {
  read(document: SourceDocument): void | Promise<void>;
  failed(error: unknown): void;
}

/** Reads what the user named, in threads of their own with the server's limits of time and memory. */
export interface DocumentReader {
  /** Reads a file or, one after the other, the files of an archive; takes the bytes away from the caller. */
  read(bytes: Uint8Array<ArrayBuffer>, name: string, outcomes: Outcomes): Promise<void>;
  close(): Promise<void>;
}

export function startDocumentReader(): DocumentReader {
  const reader = startReader();
  // While one thread holds an archive open, another reads its files; it starts with the first of them.
  const ofMembers = startReader();
  return {
    async read(bytes, name, outcomes) {
      const skip = 0;
      const take = async (member: UnpackedMember) => await takeMember(ofMembers, member, outcomes);
      await settle(reader.open(bytes, name, { skip, take }), outcomes);
    },
    async close() {
      await Promise.all([reader.close(), ofMembers.close()]);
    },
  };
}

async function takeMember(reader: Reader, { name, content }: UnpackedMember, outcomes: Outcomes): Promise<void> {
  if (content instanceof Error) outcomes.failed(content);
  else await settle(reader.open(content as Uint8Array<ArrayBuffer>, name, null), outcomes);
}

async function settle(reading: Promise<SourceDocument | null>, { read, failed }: Outcomes): Promise<void> {
  try {
    const document = await reading;
    if (document) await read(document);
  } catch (error) {
    failed(error);
  }
}
