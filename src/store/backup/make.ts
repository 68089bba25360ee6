// One backup as a file: in the clear or under a passphrase, in its place only when it is whole.
import { createHash } from "node:crypto";
import type pg from "pg";
import { Draft } from "../draft-file.ts";
import { backup, type BackupResult, type Progress, type SideFile } from "./backup.ts";
import { checkFile, damaged, type Manifest, readPieces } from "./file.ts";
import { Sealer } from "./sealed-file.ts";
import { linesIn, type TableSum } from "./tables.ts";

/** A backup that was written. */
export interface MadeBackup extends BackupResult {
  bytes: number;
  /** Of the file as it lies there: what `sha256sum` says. */
  fileSha256: string;
}

/** Writes a backup beside its place and puts it there. @throws DabiaoError OUTPUT-02 when the file exists, OUTPUT-03 when it cannot be written */
export async function makeBackup(client: pg.ClientBase, file: string, { files, passphrase, progress }: { files: readonly SideFile[]; passphrase: string | null; progress?: Progress }): Promise<MadeBackup> {
  const draft = await Draft.begin(file);
  const hash = createHash("sha256");
  let bytes = 0;
  const write = async (some: Uint8Array): Promise<void> => {
    hash.update(some);
    bytes += some.length;
    await draft.write(some);
  };
  try {
    const sealer = passphrase === null ? null : await Sealer.begin(passphrase, write);
    const result = await backup(client, files, sealer === null ? write : async (some) => await sealer.write(some), progress);
    await sealer?.finish();
    await draft.finish();
    return { ...result, bytes, fileSha256: hash.digest("hex") };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * Reads a backup from end to end and counts every table again.
 * @returns what it says of itself
 * @throws DabiaoError BACKUP-01 when anything in it does not agree, BACKUP-04 and BACKUP-05 for want of its passphrase
 */
export async function readWhole(file: string, passphrase: string | null): Promise<{ step: number; manifest: Manifest }> {
  await checkFile(file, passphrase);
  const found: TableSum[] = [];
  let [step, hash] = [0, createHash("sha256")];
  let last: TableSum | null = null;
  const endTable = (): void => {
    if (last) found.push({ ...last, sha256: hash.digest("hex") });
    last = null;
  };
  for await (const piece of readPieces(file, passphrase)) {
    if (piece.kind === "title") step = piece.value.step;
    else if (piece.kind === "rows" && last) {
      hash.update(piece.bytes);
      last = { ...(last as TableSum), rows: (last as TableSum).rows + linesIn(piece.bytes) };
    } else {
      endTable();
      if (piece.kind === "table") [last, hash] = [{ name: piece.value.name, rows: 0, sha256: "" }, createHash("sha256")];
      if (piece.kind !== "manifest") continue;
      if (JSON.stringify(piece.value.tables) !== JSON.stringify(found)) throw damaged(file, "各表的行数或校验值和结尾记的不符");
      return { step, manifest: piece.value };
    }
  }
  throw damaged(file, "没有结尾");
}

export const rowsIn = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0);
