// What the benches read: the published documents of the acceptance material where it is there, else files made of the samples.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readDocument, writeDocument } from "../src/index.ts";

export const project = path.join(import.meta.dirname, "..");
const acceptance = process.env.DABIAO_ACCEPTANCE ?? path.join(project, "..", "shared");

export interface Loaded {
  name: string;
  bytes: Uint8Array;
}

/** Flattened texts. */
export function texts(): Loaded[] {
  const flattened = path.join(acceptance, "samples");
  return load(existsSync(flattened) ? flattened : path.join(project, "samples"), /\.(?:txt|md)$/);
}

const published = path.join(acceptance, "fixtures");
/** What is demanded is demanded of published documents: files that we wrote ourselves are plainer than any office's. */
export const isPublished = existsSync(published);

/** Files of Word and Excel; PDF files are there with the acceptance material only. */
export async function files(ending: ".docx" | ".xlsx" | ".pdf"): Promise<Loaded[]> {
  if (isPublished) return load(published, new RegExp(`\\${ending}$`));
  if (ending === ".pdf") return [];
  const format = ending === ".docx" ? "docx" : "xlsx";
  return Promise.all(
    texts().map(async ({ name, bytes }) => {
      const { declarations } = await readDocument(bytes, name);
      const form = declarations[0]?.form ?? "generic";
      return { name: `${name}${ending}`, bytes: (await writeDocument(declarations, { form, format, title: null })).bytes };
    }),
  );
}

function load(folder: string, names: RegExp): Loaded[] {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => names.test(name) && name !== "README.md");
  return found.sort().map((name) => ({ name: path.join(folder, name), bytes: readFileSync(path.join(folder, name)) }));
}
