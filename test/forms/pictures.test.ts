// What Word and Excel files look like when another program draws them: LibreOffice prints them, and the printed lines and
// texts are held against the layout that was meant. Layout, not pixels.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Declaration } from "../../src/declaration/schema.ts";
import type { Grid } from "../../src/grid/grid.ts";
import type { Sheet } from "../../src/grid/paper.ts";
import { forms } from "../../src/forms/list.ts";
import { paperOf, readDocument, readGrid, writeDocument } from "../../src/index.ts";
import { engines } from "../../src/server/reading/engines.ts";

const samples = path.join(import.meta.dirname, "../../samples");
const fixtures = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(import.meta.dirname, "../../../shared"), "fixtures");
const office = ["soffice", "libreoffice"].find((name) => spawnSync(name, ["--version"]).status === 0);
const without = office ? false : "no LibreOffice on this machine: nothing can draw the files";

let folder: string;
const own = new Map<string, Declaration>();

/** The texts of a form's cells, row by row, as they were meant. */
const meant = ({ tables }: Sheet): string[] => tables.flatMap(({ rows }) => rows.map((row) => row.map(({ text }) => text.replace(/\s/g, "")).filter((text) => text !== "").join("|"))).filter((row) => row !== "");

/** The same, as ruled lines and texts on the printed page show them. */
const drawn = ({ blocks }: Grid): string[] => blocks.flatMap((block) => (block.kind === "table" ? block.rows : [])).map((row) => row.map(({ text }) => text.replace(/\s/g, "")).filter((text) => text !== "").join("|")).filter((row) => row !== "");

const pagesOf = (pdf: Uint8Array): number => Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

before(async () => {
  if (!office) return;
  folder = mkdtempSync(path.join(tmpdir(), "dabiao-pictures-"));
  for (const { id } of forms) {
    const file = readdirSync(samples).find((name) => name.startsWith(`${id}.`) && !name.endsWith(".json")) ?? "tianjin.txt";
    const [one] = (await readDocument(readFileSync(path.join(samples, file)), file)).declarations;
    assert.ok(one);
    own.set(id, one);
    for (const format of ["docx", "xlsx"] as const) writeFileSync(path.join(folder, `${id}-${format}.${format}`), (await writeDocument([one], { form: id, format, title: null })).bytes);
  }
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  const run = spawnSync(office, [`-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "pdf", "--outdir", folder, ...files], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
});
after(() => {
  if (office) rmSync(folder, { recursive: true, force: true });
});

describe("drawn by another program", { skip: without }, () => {
  for (const { id } of forms) {
    for (const format of ["docx", "xlsx"] as const) {
      it(`${id} as ${format}: the rows and cells that were meant, on as many pages as they need`, async () => {
        const pdf = new Uint8Array(readFileSync(path.join(folder, `${id}-${format}.pdf`)));
        const one = own.get(id);
        assert.ok(one);
        const [sheet] = paperOf([one], id, null).paper.sheets;
        assert.ok(sheet);
        const pages = pagesOf(pdf);
        assert.ok(pages === 1 || pages === 2, `${pages} pages`);
        const rows = drawn((await readGrid(pdf, "x.pdf", engines)).grid);
        if (pages === 1) assert.deepEqual(rows, meant(sheet));
        // Over a page heads come again; every row is there all the same.
        else for (const row of meant(sheet)) assert.ok(rows.some((one) => one.includes(row.split("|").at(-1) ?? "")), row);
      });
    }
  }

  for (const id of ["tianjin", "nanpu", "shanghai", "zaozhuang", "ezhou"]) {
    it(`${id}: the labels stand in the order of the region's own paper`, { skip: existsSync(fixtures) ? false : `no acceptance material at ${fixtures}` }, async () => {
      const form = forms.find((one) => one.id === id);
      assert.ok(form);
      const labels = new Set([...form.above, ...form.rows].flat().flatMap(({ label }) => label ?? []).map((label) => label.replace(/\s|[（(].*[）)]/g, "")));
      const order = (rows: readonly string[]) => [...new Set(rows.flatMap((row) => row.split("|")).map((text) => text.replace(/[（(].*[）)]|\d$/g, "")).filter((text) => labels.has(text)))];
      const theirs = order(drawn((await readGrid(new Uint8Array(readFileSync(path.join(fixtures, id, `${id}.pdf`))), "x.pdf", engines)).grid));
      const ours = order(drawn((await readGrid(new Uint8Array(readFileSync(path.join(folder, `${id}-docx.pdf`))), "x.pdf", engines)).grid));
      assert.ok(theirs.length > 3, theirs.join());
      assert.deepEqual(ours.filter((label) => theirs.includes(label)), theirs.filter((label) => ours.includes(label)));
      assert.deepEqual(theirs.filter((label) => !ours.includes(label)), []);
    });
  }
});
