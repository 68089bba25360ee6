// The law of the round trip: what is written on a form's paper is read back as it was, in every form and every format.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Declaration, type WrittenFormat, writtenFormats } from "../../src/declaration/schema.ts";
import { fitted } from "../../src/forms/fit.ts";
import type { FormDefinition } from "../../src/forms/form.ts";
import { forms } from "../../src/forms/list.ts";
import { readDocument, writeDocument } from "../../src/index.ts";
import { engines, printers } from "../../src/server/reading/engines.ts";
import { madeUp } from "./made-up.ts";

const own = path.join(import.meta.dirname, "../../samples");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(import.meta.dirname, "../../../shared"), "samples");

async function declarationsOf(file: string): Promise<Declaration[]> {
  return (await readDocument(readFileSync(file), path.basename(file), engines)).declarations;
}

/** What a form says of a declaration; places and doubts are those of the document. */
const said = ({ places: _, doubts: __, printed: ___, ...values }: Declaration) => values;

async function comesBack(declarations: readonly Declaration[], form: FormDefinition, format: WrittenFormat): Promise<void> {
  const { bytes } = await writeDocument(declarations, { form: form.id, format, title: null }, printers);
  const back = await readDocument(new Uint8Array(bytes), `x.${format}`, engines);
  assert.equal(back.verdict, "form");
  assert.deepEqual(back.declarations.map(said), declarations.map((one) => said(fitted(one, form).declaration)));
  // A row without a target is doubted for itself; merged cells are stated, so none of them is.
  const guessed = back.declarations.flatMap(({ doubts }) => doubts).filter(({ reason }) => reason === "carried" || reason === "vocabulary" || reason === "conflict");
  if (format !== "pdf") assert.deepEqual(guessed, [], "the file states its spans: nothing is guessed");
}

for (const format of writtenFormats) {
  describe(`written as ${format} and read again`, () => {
    for (const form of forms) {
      it(`the samples on the paper of ${form.id}`, async () => {
        for (const file of readdirSync(own).filter((name) => /\.(?:txt|md)$/.test(name))) await comesBack(await declarationsOf(path.join(own, file)), form, format);
      });

      it(`the published samples on the paper of ${form.id}`, { skip: existsSync(acceptance) ? false : `no acceptance material at ${acceptance}` }, async () => {
        for (const file of readdirSync(acceptance).filter((name) => /^\d+_.*\.txt$/.test(name))) await comesBack(await declarationsOf(path.join(acceptance, file)), form, format);
      });

      it(`made-up declarations on the paper of ${form.id}`, async () => {
        const sets = fc.array(madeUp(25), { minLength: 1, maxLength: 4 }).map((set) => set.map((one) => ({ ...one, year: set[0]?.year ?? null })));
        await fc.assert(fc.asyncProperty(sets, (set) => comesBack(set, form, format)), { numRuns: format === "pdf" ? 15 : 30 });
      });

      it(`up to 200 indicators on the paper of ${form.id}`, async () => {
        await fc.assert(fc.asyncProperty(madeUp(200), (one) => comesBack([one], form, format)), { numRuns: 3 });
      });
    }
  });
}
