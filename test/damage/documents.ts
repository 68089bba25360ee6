import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { SourceDocument } from "../../src/declaration/schema.ts";
import { readDocx } from "../../src/formats/docx/read.ts";
import { decodeHtml, readHtml } from "../../src/formats/html/read.ts";
import { readSpreadsheet } from "../../src/formats/spreadsheet/read.ts";
import { readText } from "../../src/formats/text/read.ts";
import { readableText } from "../../src/index.ts";
import { readForms } from "../../src/forms/read.ts";
import { labelledDocuments } from "../forms/gold.ts";
import { type Difference, type Open, differences } from "./compare.ts";
import type { Grid } from "../../src/grid/grid.ts";
import { gridOf, pageOfGrid, withHolds } from "./grid-page.ts";
import { printed } from "./made.ts";
import type { Layout, Page } from "./page.ts";
import { pageOf, textOf } from "./text-page.ts";

const project = path.join(import.meta.dirname, "..", "..");
const acceptance = path.join(process.env.DABIAO_ACCEPTANCE ?? path.join(project, "..", "shared"), "samples");
const fixtures = path.join(acceptance, "..", "fixtures");

export type Reading = Omit<SourceDocument, "file" | "sha256" | "format">;

/** A document that is read exactly, and what is read from it. */
export interface RightDocument {
  name: string;
  page: Page;
  reading: Reading;
  /** What careful readers answer differently. */
  open: Open;
  /** Reads the document with other rows and lines. */
  read(page: Page): Reading;
}

/** All texts and web pages of the repository and of the acceptance material that read the same when printed anew. */
export function textDocuments(): RightDocument[] {
  const folders = [path.join(project, "samples"), path.join(project, "test", "documents"), acceptance].filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    labelledDocuments(folder).flatMap(({ name, file, bytes, gold }) => {
      const open = gold.records.map((record) => (Array.isArray(record.uncertain) ? record.uncertain.filter((one) => typeof one === "string") : []));
      if (file.endsWith(".html")) return gridDocument(name, readHtml(decodeHtml(bytes)), open);
      const text = readableText(bytes, file);
      const read = (page: Page) => readForms(readText(textOf(page)).grid);
      const first = readForms(readText(text).grid);
      const page = pageOf(text, first.declarations);
      const reading = read(page);
      const exact = differences(first, reading, open).length === 0;
      return exact ? [{ name, page, reading, open, read }] : [];
    }),
  );
}

/** The declarations of right documents, printed anew without any damage of their own in every layout. */
export function madeDocuments(sources: readonly RightDocument[]): { documents: RightDocument[]; inexact: { name: string; found: Difference[] }[] } {
  const documents: RightDocument[] = [];
  const inexact: { name: string; found: Difference[] }[] = [];
  for (const source of sources.filter(({ reading }) => reading.declarations.length > 0 && reading.declarations.every(({ indicators }) => indicators.length > 0))) {
    for (const layout of ["tabs", "lines", "bars", "stated"] as const) {
      const name = `${source.name}, ${layout}`;
      const made = madeDocument(source, layout);
      const wanted = { ...source.reading, declarations: source.reading.declarations.slice(0, mostDeclarations) };
      const found = differences(wanted, made.reading, source.open).filter(({ path }) => !path.startsWith("document."));
      if (found.length === 0) documents.push({ ...made, name });
      else inexact.push({ name, found });
    }
  }
  return { documents, inexact };
}

const mostDeclarations = 2;

function madeDocument(source: RightDocument, layout: Layout): RightDocument {
  const items = printed(source.reading.declarations.slice(0, mostDeclarations), layout);
  const page: Page = { layout, items };
  if (layout === "stated") {
    const read = (other: Page) => readForms(gridOf(other));
    const reading = read(page);
    return { ...source, page: withHolds(page, reading.declarations), reading, read };
  }
  const read = (other: Page) => readForms(readText(textOf(other)).grid);
  const reading = read(page);
  return { ...source, page: pageOf(textOf(page), reading.declarations), reading, read };
}

const gridReaders: Readonly<Record<string, (bytes: Uint8Array) => Grid>> = {
  ".docx": readDocx,
  ".xlsx": readSpreadsheet,
  ".html": (bytes) => readHtml(decodeHtml(bytes)),
};

/** The Word files, workbooks and web pages of the acceptance material, as grids. */
export function fileDocuments(): RightDocument[] {
  return globSync("*/*.{docx,xlsx,html}", { cwd: fixtures }).sort().flatMap((file) => {
    const grid = gridReaders[path.extname(file)]?.(readFileSync(path.join(fixtures, file)));
    return grid ? gridDocument(path.basename(file), grid, []) : [];
  });
}

function gridDocument(name: string, grid: Grid, open: Open): RightDocument[] {
  const read = (page: Page) => readForms(gridOf(page));
  const bare = pageOfGrid(grid);
  const reading = read(bare);
  const exact = reading.declarations.length > 0 && differences(readForms(grid), reading).filter(({ path }) => !path.startsWith("document.")).length === 0;
  return exact ? [{ name, page: withHolds(bare, reading.declarations), reading, open, read }] : [];
}
