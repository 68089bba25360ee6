// `npm run rules:pages`: writes docs/rules/, one page a rule and the index, from the rules' own files.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIndex, rulePage } from "../../src/review/reports/page.ts";
import { rules } from "../../src/review/rules/list.ts";

export const pagesFolder = path.join(import.meta.dirname, "../../docs/rules");
/** Written by `npm run review:quality`. */
export const measuredPage = "quality.md";

/** Every generated page by its file name. */
export const rulePages = (): Map<string, string> => new Map([["README.md", ruleIndex(rules)], ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)])]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(pagesFolder, { recursive: true });
  const pages = rulePages();
  for (const file of readdirSync(pagesFolder)) if (!pages.has(file) && file !== measuredPage) rmSync(path.join(pagesFolder, file));
  for (const [file, page] of pages) writeFileSync(path.join(pagesFolder, file), page);
}
