// The manual as data: its chapters in the order of the table of contents, their sections, what is found in them. The
// text is docs/manual/*.md; README.md there is the table of contents.
import { marked, type Token, type Tokens } from "marked";

export interface Chapter {
  /** Name of the file without `.md`; the address is `/manual/<id>`. README is the contents. */
  id: string;
  title: string;
  /** Of the contents: under which heading it stands; empty for the contents themselves. */
  group: string;
  tokens: readonly Token[];
}

/** Where something stands: a chapter, or a heading in it. */
export interface Section {
  chapter: Chapter;
  heading: string | null;
  text: string;
}

export interface Found {
  section: Section;
  /** Text around the first word that was found. */
  before: string;
  word: string;
  after: string;
}

export const contentsId = "README";

/** The anchor of a heading, as code forges make it: the same link works there and here. */
export const anchorOf = (heading: string): string =>
  heading.trim().toLowerCase().replace(/[^\p{Letter}\p{Number}\s_-]/gu, "").replace(/\s/g, "-");

/** The chapters in the order in which the contents name them. @param texts Markdown by the name of the file, without `.md` */
export function chaptersOf(texts: Readonly<Record<string, string>>): Chapter[] {
  const contents = marked.lexer(texts[contentsId] ?? "");
  const chapters: Chapter[] = [{ id: contentsId, title: "目录", group: "", tokens: contents }];
  let group = "";
  for (const token of contents) {
    if (token.type === "heading") group = plain([token]);
    if (token.type !== "list") continue;
    for (const item of (token as Tokens.List).items) {
      const id = linksIn([item]).map((href) => /^([\w-]+)\.md$/.exec(href)?.[1]).find((one) => one !== undefined);
      const text = id === undefined ? undefined : texts[id];
      if (id === undefined || text === undefined || chapters.some((one) => one.id === id)) continue;
      const tokens = marked.lexer(text);
      const title = tokens.find(({ type }) => type === "heading");
      chapters.push({ id, title: title ? plain([title]) : id, group, tokens });
    }
  }
  return chapters;
}

/** The tokens in a token: of a list its items, of a table its cells. */
export function inside(token: Token): readonly Token[] {
  if (token.type === "list") return (token as Tokens.List).items;
  if (token.type === "table") {
    const { header, rows } = token as Tokens.Table;
    return [...header, ...rows.flat()].flatMap(({ tokens }) => tokens);
  }
  return "tokens" in token ? (token.tokens ?? []) : [];
}

/** Where all links of a text lead. */
export const linksIn = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((token) => [...(token.type === "link" ? [(token as Tokens.Link).href] : []), ...linksIn(inside(token))]);

/** Which pictures a text shows. */
export const picturesIn = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((token) => (token.type === "image" ? [(token as Tokens.Image).href] : picturesIn(inside(token))));

/** What a reader reads, without marks. */
export function plain(tokens: readonly Token[]): string {
  return tokens.map((token) => {
    if (token.type === "image") return "";
    const within = inside(token);
    const text = within.length > 0 ? plain(within) : "text" in token && typeof token.text === "string" ? token.text : "";
    return ["heading", "paragraph", "list_item", "table", "code"].includes(token.type) ? `${text} ` : text;
  }).join("").replace(/\s+/g, " ");
}

/** A chapter, cut at its headings. */
export function sectionsOf(chapter: Chapter): Section[] {
  const sections: Section[] = [];
  for (const token of chapter.tokens) {
    if (token.type === "heading" || sections.length === 0) {
      const heading = token.type === "heading" && (token as Tokens.Heading).depth > 1 ? plain([token]).trim() : null;
      sections.push({ chapter, heading, text: "" });
    }
    const last = sections.at(-1);
    if (last && token.type !== "heading") last.text += `${plain(token.type === "table" ? rowsOf(token as Tokens.Table) : [token])} `;
  }
  return sections;
}

/** The cells of a table, parted by spaces: words of neighbours are no word. */
const rowsOf = ({ header, rows }: Tokens.Table): Token[] => [...header, ...rows.flat()].map(({ text, tokens }): Token => ({ type: "paragraph", raw: text, text, tokens }));

const around = 36;

/** The sections in which every word stands, in its heading or its text; those with a word in the heading first. */
export function findIn(chapters: readonly Chapter[], asked: string, most = 30): Found[] {
  const words = asked.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return [];
  const found = chapters.filter(({ id }) => id !== contentsId).flatMap(sectionsOf).flatMap((section) => {
    const title = `${section.chapter.title} ${section.heading ?? ""}`.toLowerCase();
    const text = section.text.toLowerCase();
    if (!words.every((word) => title.includes(word) || text.includes(word))) return [];
    return [{ ...excerpt(section, words.find((word) => text.includes(word))), named: words.some((word) => title.includes(word)) }];
  });
  return [...found.filter(({ named }) => named), ...found.filter(({ named }) => !named)].slice(0, most);
}

function excerpt(section: Section, word: string | undefined): Found {
  const { text } = section;
  const at = word === undefined ? -1 : text.toLowerCase().indexOf(word);
  if (word === undefined || at < 0) return { section, before: text.slice(0, 2 * around), word: "", after: "" };
  const from = Math.max(0, at - around);
  return {
    section,
    before: `${from > 0 ? "…" : ""}${text.slice(from, at)}`,
    word: text.slice(at, at + word.length),
    after: text.slice(at + word.length, at + word.length + around),
  };
}
