// The manual holds together: contents, links, pictures, codes, keys, the chapter of each page.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { anchorOf, chaptersOf, contentsId, findIn, inside, linksIn, picturesIn, plain } from "../../src/web/manual/chapters.ts";
import { chapterOfPage } from "../../src/web/manual/for-page.ts";
import { commandOf, keyHelp } from "../../src/web/drafts/keys.ts";
import { codesChapter } from "./codes.ts";
import { sizeOf } from "./png.ts";
import { picturesOf } from "./walks/list.ts";
import type { Token, Tokens } from "marked";

const folder = fileURLToPath(new URL("../../docs/manual/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
const chapters = chaptersOf(Object.fromEntries(files.map((name) => [name.slice(0, -3), readFileSync(path.join(folder, name), "utf8")])));
const chapterOf = (id: string) => chapters.find((chapter) => chapter.id === id);
const anchorsOf = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((token) => {
    if (token.type === "heading") return [anchorOf(plain([token]))];
    if (token.type === "table") return (token as Tokens.Table).rows.map(([first]) => (first?.text ?? "").replaceAll("`", ""));
    return [];
  });
/** The addresses of the pages, as the router knows them. */
const pages = [...readFileSync(new URL("../../src/web/router.tsx", import.meta.url), "utf8").matchAll(/path: "([^"]+)"/g)].map(([, page = ""]) => page);
const every = (tokens: readonly Token[]): Token[] => tokens.flatMap((token) => [token, ...every(inside(token))]);

test("every chapter stands in the contents, and the contents name no other", () => {
  assert.deepEqual(chapters.map(({ id }) => `${id}.md`).sort(), [...files].sort());
  const named = linksIn(chapterOf(contentsId)?.tokens ?? []).map((href) => href.replace(/#.*/, ""));
  assert.deepEqual(named.filter((href) => !files.includes(href)), []);
});

test("every link leads somewhere: to a chapter, a heading, a code, a rule, a page of the product", () => {
  const dead = chapters.flatMap(({ id, tokens }) => linksIn(tokens).filter((href) => !leads(id, href)).map((href) => `${id}.md: ${href}`));
  assert.deepEqual(dead, []);
});

function leads(from: string, href: string): boolean {
  const [, chapter = from, anchor] = /^(?:([\w-]+)\.md)?(?:#(.+))?$/.exec(href) ?? [];
  if (href.startsWith("../rules/")) return readdirSync(path.join(folder, "../rules")).includes(href.slice("../rules/".length));
  if (href.startsWith("/")) return pages.includes(href.replace(/[?#].*/, "")) && href.length > 1;
  const tokens = chapterOf(chapter)?.tokens;
  return /^(?:[\w-]+\.md)?(?:#.+)?$/.test(href) && tokens !== undefined && (anchor === undefined || anchorsOf(tokens).includes(decodeURIComponent(anchor)));
}

test("every picture that is named is there, every one that is there is named, each a whole screen, all of them small", () => {
  const named = chapters.flatMap(({ tokens }) => picturesIn(tokens)).map((href) => href.replace(/^pictures\//, ""));
  const there = readdirSync(path.join(folder, "pictures"));
  assert.deepEqual([...new Set(named)].sort(), [...there].sort());
  assert.deepEqual(Object.values(picturesOf).flat().map((name) => `${name}.png`).sort(), [...there].sort(), "the walks take them");
  const pictures = there.map((name) => readFileSync(path.join(folder, "pictures", name)));
  for (const png of pictures) assert.deepEqual(sizeOf(png), { width: 1366, height: 768 });
  assert.ok(pictures.reduce((sum, { length }) => sum + length, 0) < 6_000_000);
});

test("a picture says in words what it shows", () => {
  const silent = chapters.flatMap(({ tokens }) => every(tokens)).filter((token) => token.type === "image" && (token as Tokens.Image).text.trim() === "");
  assert.deepEqual(silent, []);
});

test("every code of the source stands in the chapter of codes, with what to do", () => {
  assert.equal(readFileSync(path.join(folder, "codes.md"), "utf8"), codesChapter(), "npm run manual -- codes");
});

test("no chapter has HTML in it, and none names another host", () => {
  const tokens = chapters.flatMap((chapter) => every(chapter.tokens));
  assert.deepEqual(tokens.filter(({ type }) => type === "html").map(({ raw }) => raw), []);
  assert.deepEqual(tokens.filter((token) => token.type === "link" && /^\w+:/.test((token as Tokens.Link).href)).map(({ raw }) => raw), []);
});

test("every page of the product has its chapter", () => {
  assert.deepEqual(pages.filter((page) => chapterOfPage[page] === undefined), []);
  assert.deepEqual(Object.entries(chapterOfPage).filter(([page, id]) => !pages.includes(page) || !chapterOf(id)), []);
});

test("the keys of the table of indicators stand in the chapter of keys", () => {
  const all = chapterOf("keys")?.tokens ?? [];
  // Up to the second heading: the grid; the desk has keys of its own.
  const told = all.slice(0, all.findIndex((token) => token.type === "heading" && plain([token]).trim() === "核对"));
  const keys = every(told).flatMap((token) => (token.type === "codespan" ? [(token as Tokens.Codespan).text] : []));
  const names = { Enter: "Enter", "↑": "ArrowUp", "↓": "ArrowDown", "←": "ArrowLeft", "→": "ArrowRight" } as Record<string, string>;
  const spoken = keys.map((text) => {
    const parts = text.split(/(?<=\w)\+/);
    const last = parts.at(-1) ?? "";
    return { text, pressed: { key: names[last] ?? last, ctrlKey: parts.includes("Ctrl"), metaKey: false, shiftKey: parts.includes("Shift"), altKey: parts.includes("Alt") } };
  });
  // Cutting and pasting are the browser's, Tab leaves; the others are commands of the table.
  const elsewhere = ["Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+S", "Esc", "Tab"];
  assert.deepEqual(spoken.filter(({ text, pressed }) => !elsewhere.includes(text) && commandOf(pressed) === null).map(({ text }) => text), []);
  assert.ok(keyHelp.length > 0 && keys.length > keyHelp.length);
});

test("a search finds the section by its heading and its text, all words together", () => {
  const [first] = findIn(chapters, "Excel 粘贴");
  assert.equal(first?.section.heading, "从 Excel、WPS 粘贴");
  const code = findIn(chapters, "goal-03")[0];
  assert.ok(code !== undefined);
  assert.equal(findIn(chapters, "GOAL-03").find(({ section }) => section.chapter.id === "codes")?.word, "GOAL-03");
  assert.deepEqual(findIn(chapters, "没有这样的词句"), []);
  assert.deepEqual(findIn(chapters, "  "), []);
});
