import { Writable } from "node:stream";

/** Where the server's log lines go; a shape that fastify takes as its `logger`. */
export interface Log {
  level: "info" | "warn";
  stream: NodeJS.WritableStream;
}

/** `json`: every request, one JSON object a line, for machines. Else only trouble, in lines for people. */
export function logFor(format: string | undefined, stream: NodeJS.WritableStream = process.stderr): Log {
  return format === "json" ? { level: "info", stream } : { level: "warn", stream: forPeople(stream) };
}

interface Line {
  time: number;
  level: number;
  msg: string;
  err?: { message?: string; stack?: string };
}

const errorLevel = 50;

/** Turns pino's JSON lines into `2026-01-01 08:00:00 错误 …`, the stack of an error below; a warning is one line. */
function forPeople(stream: NodeJS.WritableStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, done) {
      const line = JSON.parse(String(chunk)) as Line;
      const time = new Date(line.time).toLocaleString("sv-SE");
      const isError = line.level >= errorLevel;
      const cause = isError ? `\n${line.err?.stack ?? ""}` : `：${line.err?.message ?? ""}`;
      stream.write(`${time} ${isError ? "错误" : "注意"} ${line.msg}${line.err ? cause : ""}\n`);
      done();
    },
  });
}
