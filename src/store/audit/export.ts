// The chain as a file: JSON lines, of which the first says what it is and the last where the chain ends.
import { DabiaoError } from "../../problem.ts";
import { type ChainedEvent, ChainCheck, type Fault, type Head, hashedFields } from "./chain.ts";
import { type Asker, beginReading, endReading } from "./reading.ts";

/** The first line of an export. */
export const exportTitle = { kind: "dabiao-audit", version: 1 } as const;

/** The whole chain as it stands now, some thousand lines at a time. */
export async function* exportLines(client: Asker): AsyncGenerator<string> {
  const { head, events } = await beginReading(client);
  try {
    yield `${JSON.stringify(exportTitle)}\n`;
    for await (const some of events) yield some.map(eventLine).join("");
    yield `${JSON.stringify({ head })}\n`;
  } finally {
    await endReading(client);
  }
}

/** One event as a line of an export. */
export const eventLine = (event: ChainedEvent): string => `${JSON.stringify(event)}\n`;

/** The lines of a file. Not node:readline, which also divides at U+2028, a character that a name may hold. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

/** What came of checking a file. */
export interface FileVerdict {
  events: number;
  head: Head;
  faults: Fault[];
  faultCount: number;
}

/**
 * Checks an export line by line.
 * @throws DabiaoError AUDIT-01 when the file is no export
 */
export async function verifyExport(lines: AsyncIterable<string>, anchors: readonly Head[]): Promise<FileVerdict> {
  const check = new ChainCheck(anchors);
  let head: Head | null = null;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const value = parsed(line, number);
    if (number === 1) expectTitle(line);
    else if (head !== null) throw notAnExport(`第 ${number} 行在末尾之后`);
    else if (isHead(value)) head = value.head;
    else if (isEvent(value)) check.add(value);
    else throw notAnExport(`第 ${number} 行不是事件`);
  }
  if (number === 0) throw notAnExport("文件是空的");
  if (head === null) throw notAnExport("没有最后一行，文件不完整");
  check.end(head);
  return { events: check.count, head: check.last, faults: check.faults, faultCount: check.faultCount };
}

/** A line that reads the same but is written otherwise (a key twice, 1.0 for 1) is none of ours either. */
function parsed(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && JSON.stringify(value) === line) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw notAnExport(`第 ${number} 行不是导出时写的样子`);
}

function expectTitle(line: string): void {
  if (line !== JSON.stringify(exportTitle)) throw notAnExport("第一行不对");
}

const isHead = (value: object): value is { head: Head } =>
  "head" in value && typeof value.head === "object" && value.head !== null && "seq" in value.head && "hash" in value.head;

const known: ReadonlySet<string> = new Set([...hashedFields, "previous", "hash"]);

/** Exactly the fields of an event: one more would not be covered by the hash. */
function isEvent(value: Record<string, unknown>): value is Record<string, unknown> & ChainedEvent {
  const names = Object.keys(value);
  return names.length === known.size && names.every((name) => known.has(name) && isText(name, value[name]));
}

const isText = (name: string, value: unknown): boolean => (name === "seq" ? Number.isSafeInteger(value) : value === null || typeof value === "string");

function notAnExport(why: string): DabiaoError {
  return new DabiaoError("AUDIT-01", { message: `这不是完整的审计日志导出文件：${why}。`, hint: "请用 dabiao audit export 重新导出；原件如果是好的，说明文件在传送中损坏或被改过。" });
}
