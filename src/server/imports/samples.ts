import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Importer } from "../../store/imports/imports.ts";
import type { App, House } from "../app.ts";
import { type Sample, SampleList } from "./contract.ts";
import { problemAnswer } from "../problems.ts";

/** The built-in sample documents. */
export interface Samples {
  list(): Promise<Sample[]>;
  /** The file of a sample; undefined when there is none of that name. */
  open(name: string): Promise<{ name: string; bytes: Buffer } | undefined>;
}

const productFolder = fileURLToPath(new URL("../../../samples", import.meta.url));

/** The samples of a folder. Title and form come from reading them, once. */
export function samplesIn(read: Importer["read"], folder = productFolder): Samples {
  const names = async () => (await readdir(folder)).filter((name) => /\.(txt|md)$/.test(name)).sort();
  const load = async (name: string) => ({ name, bytes: await readFile(path.join(folder, name)) });
  const describe = async (name: string): Promise<Sample> => {
    const { bytes } = await load(name);
    const { title, declarations } = await read(bytes, name);
    const [first] = declarations;
    // Some forms have no title; then the unit tells more than the file's name.
    return { name, title: title ?? first?.unit.name ?? name, form: first?.form ?? "generic", bytes: bytes.byteLength };
  };
  let described: Promise<Sample[]> | undefined;
  return {
    async list() {
      described ??= names().then((all) => Promise.all(all.map(describe)));
      // A failure is not kept: the next request tries again.
      described.catch(() => (described = undefined));
      return await described;
    },
    async open(name) {
      return (await names()).includes(name) ? await load(name) : undefined;
    },
  };
}

export function addSampleRoutes(app: App, { samples }: House): void {
  app.route({
    method: "GET",
    url: "/api/samples",
    config: { action: "import.read" },
    schema: {
      tags: ["导入"],
      summary: "内置样例",
      operationId: "listSamples",
      response: { 200: SampleList.describe("内置样例"), default: problemAnswer },
    },
    handler: async () => ({ items: await samples.list() }),
  });
}
