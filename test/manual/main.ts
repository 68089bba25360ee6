// `npm run manual`: takes the pictures of the manual anew and writes the chapter of error codes. `-- year` takes one walk,
// `-- codes` none.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { codesChapter } from "./codes.ts";
import { withPalette } from "./png.ts";
import { take } from "./take.ts";
import { walks } from "./walks/list.ts";

writeFileSync(new URL("../../docs/manual/codes.md", import.meta.url), codesChapter());
const folder = fileURLToPath(new URL("../../docs/manual/pictures", import.meta.url));
const asked = process.argv.slice(2);
const names = (Object.keys(walks) as (keyof typeof walks)[]).filter((name) => asked.length === 0 || asked.includes(name));
const taken = new Set<string>();
for (const name of names) {
  const told = await take(name, folder, withPalette);
  for (const picture of told.taken) taken.add(picture);
  console.error(`${name}: ${told.taken.length} pictures`);
}
if (names.length === Object.keys(walks).length) for (const old of readdirSync(folder)) if (!taken.has(old)) rmSync(path.join(folder, old));
