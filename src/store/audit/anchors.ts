// Where the chain ended at earlier times, kept outside of the database: whoever cuts off the chain's last events, or
// writes the whole chain anew, does not have these. docs/audit.md says what they prove and what they cannot.
import { createHmac, timingSafeEqual } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { secretInFile, textOf } from "../cipher/key-file.ts";
import type { Head } from "./chain.ts";

const anchorsFile = "audit-anchors";
const keyFile = "audit-anchors.key";

/** The files that anchors consist of, for backups. */
export const anchorFiles: readonly string[] = [anchorsFile, keyFile];

/** An anchor as its line says it. */
export interface Anchor extends Head {
  at: string;
}

export interface Anchors {
  good: Anchor[];
  /** Lines that are no anchors of this folder's key: changed by hand, or cut short by a full disk. */
  bad: number;
}

/** The anchors of a data folder; none where the file is missing. */
export async function readAnchors(folder: string): Promise<Anchors> {
  const [text, key] = [await textOf(path.join(folder, anchorsFile)), await textOf(path.join(folder, keyFile))];
  const lines = (text ?? "").split("\n").filter((line) => line !== "");
  const good = lines.map((line) => anchorOf(line, key ?? "")).filter((anchor) => anchor !== null);
  return { good, bad: lines.length - good.length };
}

/** Adds an anchor; on the disk when this returns. */
export async function addAnchor(folder: string, { seq, hash }: Head, now = new Date()): Promise<Anchor> {
  const key = await secretInFile(path.join(folder, keyFile));
  const anchor: Anchor = { at: now.toISOString(), seq, hash };
  const file = await open(path.join(folder, anchorsFile), "a+", 0o600);
  try {
    // A line that a full disk or a power cut tore stays as it is; the next one begins behind it.
    const begin = (await endsInLine(file)) ? "" : "\n";
    await file.appendFile(`${begin}${JSON.stringify({ ...anchor, mac: macOf(anchor, key) })}\n`);
    await file.sync();
    return anchor;
  } finally {
    await file.close();
  }
}

async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last.toString() === "\n";
}

function anchorOf(line: string, key: string): Anchor | null {
  try {
    const { at, seq, hash, mac } = JSON.parse(line) as Anchor & { mac: string };
    const anchor = { at, seq, hash };
    return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(anchor, key))) ? anchor : null;
  } catch {
    return null;
  }
}

const macOf = ({ at, seq, hash }: Anchor, key: string): string => createHmac("sha256", key).update(`${at} ${seq} ${hash}`).digest("hex");
