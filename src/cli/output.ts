// Files that a command writes: all of them or none, and none over another unless that was asked for.
import { link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { codeOf, exists, inTheWay, unwritable } from "../store/draft-file.ts";

/**
 * Files in the making: each is written under a name of its own beside its place, and all take their places at the end.
 * What fails half-way leaves nothing behind.
 */
export class Output {
  readonly #force: boolean;
  /** Files that stand in their places and were not there before. */
  readonly #placed: string[] = [];
  readonly #made: { draft: string; file: string }[] = [];

  /** @param force whether a file that exists may be replaced */
  constructor(force: boolean) {
    this.#force = force;
  }

  /** @throws DabiaoError OUTPUT-02 when the file exists and may not be replaced, so that no work is done in vain */
  async expect(file: string): Promise<void> {
    if (!this.#force && (await exists(file))) throw inTheWay(file);
  }

  async add(file: string, bytes: Uint8Array): Promise<void> {
    await this.expect(file);
    const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      this.#made.push({ draft, file });
      await writeFile(draft, bytes);
    } catch (cause) {
      throw unwritable(file, cause);
    }
  }

  async finish(): Promise<void> {
    for (const { draft, file } of this.#made) {
      try {
        if (this.#force) await rename(draft, file);
        else {
          await link(draft, file);
          this.#placed.push(file);
        }
      } catch (cause) {
        throw codeOf(cause) === "EEXIST" ? inTheWay(file) : unwritable(file, cause);
      }
    }
    await this.#tidy();
  }

  /** After a failure: the drafts go, and so do files that took their places before it. */
  async discard(): Promise<void> {
    await this.#tidy();
    for (const file of this.#placed) await rm(file, { force: true });
  }

  async #tidy(): Promise<void> {
    for (const { draft } of this.#made) await rm(draft, { force: true });
  }
}
