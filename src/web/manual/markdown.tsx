import { Link } from "@tanstack/react-router";
import type { Token, Tokens } from "marked";
import type { ReactNode } from "react";
import { pictures } from "./book.ts";
import { anchorOf, contentsId, plain } from "./chapters.ts";

/** Markdown as elements of the page. HTML in it would be shown as the text that it is: nothing is ever injected. */
export function Markdown({ tokens }: { tokens: readonly Token[] }): ReactNode {
  return numbered(tokens).map(([key, token]) => <Part key={key} token={token} />);
}

/** The parts of a text never change places: their number is key enough. */
const numbered = <One,>(all: readonly One[]): (readonly [key: string, one: One])[] => all.map((one, at) => [String(at), one]);

function Part({ token }: { token: Token }): ReactNode {
  const within = "tokens" in token && token.tokens ? <Markdown tokens={token.tokens} /> : null;
  switch (token.type) {
    case "heading":
      return <Heading token={token as Tokens.Heading} />;
    case "paragraph":
      return isPicture(token) ? within : <p>{within}</p>;
    case "list":
      return <List token={token as Tokens.List} />;
    case "table":
      return <TableOf token={token as Tokens.Table} />;
    case "blockquote":
      return <blockquote>{within}</blockquote>;
    case "strong":
      return <strong>{within}</strong>;
    case "em":
      return <em>{within}</em>;
    case "link":
      return <LinkOf token={token as Tokens.Link} />;
    case "image":
      return <Picture token={token as Tokens.Image} />;
    case "code":
      return <pre>{(token as Tokens.Code).text}</pre>;
    case "codespan":
      return <CodeSpan text={(token as Tokens.Codespan).text} />;
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "space":
    case "def":
      return null;
    default:
      return within ?? (token as Tokens.Text).text;
  }
}

const isPicture = (token: Token): boolean => (token as Tokens.Paragraph).tokens.every(({ type }) => type === "image");

function Heading({ token }: { token: Tokens.Heading }) {
  const content = <Markdown tokens={token.tokens} />;
  if (token.depth === 1) return <h1>{content}</h1>;
  const anchor = anchorOf(plain([token]));
  return token.depth === 2 ? <h2 id={anchor}>{content}</h2> : <h3 id={anchor}>{content}</h3>;
}

function List({ token: { ordered, start, items } }: { token: Tokens.List }) {
  const lines = numbered(items).map(([key, { tokens }]) => (
    <li key={key}>
      <Markdown tokens={tokens} />
    </li>
  ));
  return ordered ? <ol start={Number(start) || 1}>{lines}</ol> : <ul>{lines}</ul>;
}

/** A row that begins with a code can be linked to by it. */
function TableOf({ token: { header, rows } }: { token: Tokens.Table }) {
  const anchor = ([first]: Tokens.TableCell[]) => (first?.tokens.length === 1 && first.tokens[0]?.type === "codespan" ? first.text.replaceAll("`", "") : undefined);
  return (
    <div className="table-room">
      <table>
        <thead>
          <tr>{numbered(header).map(([key, { tokens }]) => <th key={key} scope="col"><Markdown tokens={tokens} /></th>)}</tr>
        </thead>
        <tbody>
          {numbered(rows).map(([at, row]) => (
            <tr key={at} id={anchor(row)}>
              {numbered(row).map(([column, { tokens }]) => <td key={column}><Markdown tokens={tokens} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Another chapter, the page of a rule, or a page of the product. */
function LinkOf({ token: { href, tokens } }: { token: Tokens.Link }) {
  const content = <Markdown tokens={tokens} />;
  const [, chapter, anchor] = /^(?:([\w-]+)\.md)?(?:#(.+))?$/.exec(href) ?? [];
  const hash = anchor === undefined ? {} : { hash: decodeURIComponent(anchor) };
  if (chapter === contentsId) return <Link to="/manual" {...hash}>{content}</Link>;
  if (chapter !== undefined) return <Link to="/manual/$chapter" params={{ chapter }} {...hash}>{content}</Link>;
  const [, rule] = /^\.\.\/rules\/([\w-]+)\.md$/.exec(href) ?? [];
  return <a href={rule === undefined ? href : rule === contentsId ? "/rules" : `/rules#${rule}`}>{content}</a>;
}

/** Every picture is a whole screen: its room is known before it is there. */
function Picture({ token: { href, text } }: { token: Tokens.Image }) {
  const address = pictures[href.replace(/^pictures\//, "")];
  return (
    <figure>
      <a href={address} target="_blank" rel="noreferrer" title="在新窗口里看原图">
        <img src={address} alt={text} width={1366} height={768} loading="lazy" />
      </a>
      <figcaption>{text}</figcaption>
    </figure>
  );
}

/** `Ctrl+Z` is a key, the rest is what one types or reads. */
function CodeSpan({ text }: { text: string }) {
  const keys = /^(?:(?:Ctrl|Shift|Alt)\+)*(?:[A-Z]|F\d{1,2}|Enter|Esc|Tab|Home|End|Delete|Backspace|Space|PageUp|PageDown|[↑↓←→])$/.test(text);
  return keys ? <kbd>{text}</kbd> : <code>{text}</code>;
}
