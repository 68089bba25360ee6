/** What the two halves of pdf.js send each other; only what is looked at here. */
interface Message {
  readonly action?: string;
  readonly data?: unknown;
  readonly chunk?: { readonly fnArray?: readonly number[]; readonly argsArray?: readonly unknown[] };
}

type Listener = (event: { data: unknown }) => void;

/**
 * One end of the wire between the two halves of pdf.js in the same thread. pdf.js has one of its own, which copies every
 * glyph on its way (a third of all the time) and has outlines of all glyphs made that are never drawn.
 */
export class Port {
  readonly #listeners = new Set<Listener>();
  readonly #prepare: (message: Message) => Message;
  #other: Port | null = null;

  private constructor(prepare: (message: Message) => Message) {
    this.#prepare = prepare;
  }

  /**
   * @param operators is told how many operators each piece of a page has, and may throw to have the page broken off
   */
  static pair(operators: (count: number) => void): { page: Port; worker: Port } {
    const page = new Port((message) => message);
    const worker = new Port((message) => withoutFaces(ownLists(message, operators)));
    page.#other = worker;
    worker.#other = page;
    return { page, worker };
  }

  postMessage(message: Message): void {
    const data = this.#prepare(message);
    void Promise.resolve().then(() => {
      for (const listener of this.#other === null ? [] : this.#other.#listeners) listener({ data });
    });
  }

  addEventListener(_: string, listener: Listener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_: string, listener: Listener): void {
    this.#listeners.delete(listener);
  }

  terminate(): void {
    this.#listeners.clear();
  }
}

/** The sender empties its lists of operators once they are sent, and fills them again. */
function ownLists(message: Message, operators: (count: number) => void): Message {
  const { chunk } = message;
  if (!chunk?.fnArray || !chunk.argsArray) return message;
  operators(chunk.fnArray.length);
  return { ...message, chunk: { ...chunk, fnArray: chunk.fnArray.slice(), argsArray: chunk.argsArray.slice() } };
}

/** Fonts are for measuring here: the receiver is told not to install them for drawing, which a thread without page cannot. */
function withoutFaces(message: Message): Message {
  if (message.action !== "commonobj" || !Array.isArray(message.data) || message.data[1] !== "Font") return message;
  const [name, kind, font] = message.data as [string, string, object];
  return { ...message, data: [name, kind, { ...font, extra: { disableFontFace: true } }] };
}
