/**
 * What of the text is printed: not the codes of fields, only their results; not the prompts of empty content controls;
 * of alternative content only the first that is offered.
 */
export class Visibility {
  readonly #fields: ("code" | "result")[] = [];
  readonly #controls: boolean[] = [];
  readonly #alternatives: boolean[] = [];
  #prompts = 0;

  /** Whether text that comes now is printed. */
  get printed(): boolean {
    return this.#prompts === 0 && (this.#fields.length === 0 || !this.#fields.includes("code"));
  }

  field(type: string | undefined): void {
    if (type === "begin") this.#fields.push("code");
    else if (type === "separate" && this.#fields.length > 0) this.#fields[this.#fields.length - 1] = "result";
    else if (type === "end") this.#fields.pop();
  }

  /** A code ends with its paragraph at the latest: a field that was never closed must not swallow the document. */
  endParagraph(): void {
    for (let at = 0; at < this.#fields.length; at++) this.#fields[at] = "result";
  }

  openControl(): void {
    this.#controls.push(false);
  }

  /** The control holds nothing but the prompt “click here to enter text”. */
  prompt(): void {
    if (this.#controls.at(-1) !== false) return;
    this.#controls[this.#controls.length - 1] = true;
    this.#prompts++;
  }

  closeControl(): void {
    if (this.#controls.pop()) this.#prompts--;
  }

  openAlternatives(): void {
    this.#alternatives.push(false);
  }

  /** Whether this alternative is to be read: the first one is. */
  alternative(): boolean {
    const taken = this.#alternatives.at(-1) ?? false;
    if (this.#alternatives.length > 0) this.#alternatives[this.#alternatives.length - 1] = true;
    return !taken;
  }

  closeAlternatives(): void {
    this.#alternatives.pop();
  }
}
