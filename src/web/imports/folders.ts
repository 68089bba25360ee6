// Folders that a person chooses or drops: their files, with the folders in the name.
import type { Chosen } from "./queue.ts";

/** What systems put into folders beside the user's files. */
const besides = /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$|~\$)/i;

/** Asks for a folder; resolves when one was chosen. */
export function chooseFolder(): Promise<Chosen[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(proper([...(input.files ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file })))));
    input.click();
  });
}

const entriesOf = (dropped: DataTransfer): FileSystemEntry[] => [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);

export const hasFolder = (dropped: DataTransfer): boolean => entriesOf(dropped).some((entry) => entry.isDirectory);

/** All files that were dropped, with those in folders. The entries have to be taken before the first await. */
export async function droppedFiles(dropped: DataTransfer): Promise<Chosen[]> {
  const found: Chosen[] = [];
  for (const entry of entriesOf(dropped)) await gather(entry, found);
  return proper(found);
}

async function gather(entry: FileSystemEntry, into: Chosen[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    into.push({ name: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  // A folder is told in portions; an empty one is the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const one of some) await gather(one, into);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const proper = (files: Chosen[]): Chosen[] => files.filter(({ name }) => !besides.test(name));
