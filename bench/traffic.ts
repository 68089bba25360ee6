// Requests over connections that stay open, with next to no work of our own: two cores have to do for the server, the
// database and whoever asks.
import net from "node:net";

export interface Reply {
  status: number;
  body: string;
  milliseconds: number;
}

export interface Wish {
  method?: "GET" | "PUT";
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One connection that a browser would keep; one request at a time. */
export class Line {
  readonly #socket: net.Socket;
  readonly #host: string;
  #received: Buffer[] = [];
  #wanted = -1;
  #answered: ((whole: Buffer) => void) | undefined;

  private constructor(socket: net.Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
  }

  static async open(address: string): Promise<Line> {
    const { hostname, port, host } = new URL(address);
    const socket = net.connect({ host: hostname, port: Number(port), noDelay: true });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new Line(socket, host);
  }

  close(): void {
    this.#socket.destroy();
  }

  async ask({ method = "GET", path, headers = {}, body = "" }: Wish): Promise<Reply> {
    const lines = Object.entries({ host: this.#host, ...headers, ...(body !== "" && { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }) });
    const begun = performance.now();
    const whole = await new Promise<Buffer>((resolve, reject) => {
      this.#answered = resolve;
      this.#socket.once("close", () => reject(new Error("the connection was closed")));
      this.#socket.write(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
    });
    this.#socket.removeAllListeners("close");
    const milliseconds = performance.now() - begun;
    const end = whole.indexOf("\r\n\r\n");
    return { status: Number(whole.toString("latin1", 9, 12)), body: whole.toString("utf8", end + 4), milliseconds };
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk);
    if (this.#wanted < 0) this.#wanted = lengthOf(this.#received);
    const length = this.#received.reduce((sum, one) => sum + one.length, 0);
    if (this.#wanted < 0 || length < this.#wanted) return;
    const whole = Buffer.concat(this.#received);
    this.#received = [];
    this.#wanted = -1;
    this.#answered?.(whole);
  }
}

/** Head and body, by what the head says; -1 while the head is not there. */
function lengthOf(received: readonly Buffer[]): number {
  const known = Buffer.concat(received);
  const end = known.indexOf("\r\n\r\n");
  if (end < 0) return -1;
  const length = /\r\ncontent-length: (\d+)/i.exec(known.toString("latin1", 0, end))?.[1];
  if (length === undefined) throw new Error("an answer without content-length");
  return end + 4 + Number(length);
}

export const percentile = (values: readonly number[], share: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
