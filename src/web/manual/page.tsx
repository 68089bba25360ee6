import "./manual.css";
import { Link, useLocation, useParams } from "@tanstack/react-router";
import { Empty, Input } from "antd";
import { useDeferredValue, useEffect, useState } from "react";
import { useTitle } from "../title.ts";
import { book } from "./book.ts";
import { anchorOf, type Chapter, contentsId, findIn, sectionsOf } from "./chapters.ts";
import { Markdown } from "./markdown.tsx";

/** 使用手册: contents and search on the left, a chapter on the right. Open to everybody, signed in or not. */
export function ManualPage() {
  const { chapter: id = contentsId } = useParams({ strict: false });
  const [asked, setAsked] = useState("");
  const words = useDeferredValue(asked);
  const chapter = book.find((one) => one.id === id);
  useTitle(chapter && id !== contentsId ? `${chapter.title} · 使用手册` : "使用手册");
  return (
    <div className="manual">
      <aside>
        <Input.Search aria-label="在手册里查找" placeholder="在手册里查找" allowClear value={asked} onChange={({ target }) => setAsked(target.value)} />
        {words.trim() === "" ? <Contents current={id} /> : <Results asked={words} leave={() => setAsked("")} />}
      </aside>
      <article className="sheet">{chapter ? <Read key={id} chapter={chapter} /> : <NoChapter />}</article>
    </div>
  );
}

function Contents({ current }: { current: string }) {
  const groups = Map.groupBy(book, ({ group }) => group);
  return (
    <nav aria-label="手册目录">
      {[...groups].map(([group, chapters]) => (
        <section key={group}>
          {group !== "" && <h2>{group}</h2>}
          <ul>
            {chapters.map((chapter) => (
              <li key={chapter.id}>
                <ChapterLink chapter={chapter} current={current} />
                {chapter.id === current && chapter.id !== contentsId && <Headings chapter={chapter} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function ChapterLink({ chapter: { id, title }, current }: { chapter: Chapter; current?: string }) {
  const here = id === current ? { "aria-current": "page" as const } : {};
  return id === contentsId ? <Link to="/manual" activeOptions={{ exact: true }} {...here}>{title}</Link> : <Link to="/manual/$chapter" params={{ chapter: id }} {...here}>{title}</Link>;
}

function Headings({ chapter }: { chapter: Chapter }) {
  const headings = sectionsOf(chapter).flatMap(({ heading }) => (heading === null ? [] : [heading]));
  return (
    <ul>
      {headings.map((heading) => (
        <li key={heading}>
          <Link to="/manual/$chapter" params={{ chapter: chapter.id }} hash={anchorOf(heading)} activeOptions={{ includeHash: true }}>
            {heading}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Results({ asked, leave }: { asked: string; leave: () => void }) {
  const found = findIn(book, asked);
  if (found.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={`手册里没有“${asked.trim()}”，请换一个说法，或少写几个字`} />;
  return (
    <ul className="manual-found" aria-label="查找结果">
      {found.map(({ section: { chapter, heading }, before, word, after }) => (
        <li key={`${chapter.id} ${heading}`}>
          <Link to="/manual/$chapter" params={{ chapter: chapter.id }} {...(heading === null ? {} : { hash: anchorOf(heading) })} onClick={leave}>
            {chapter.title}{heading !== null && ` › ${heading}`}
          </Link>
          <p className="quiet">
            {before}<mark>{word}</mark>{after}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** A chapter, and the ways to the one before and the one after. */
function Read({ chapter }: { chapter: Chapter }) {
  const { hash } = useLocation();
  useEffect(() => {
    const anchor = hash === "" ? null : document.getElementById(decodeURIComponent(hash));
    if (anchor) anchor.scrollIntoView();
    else window.scrollTo(0, 0);
  }, [hash]);
  const at = book.indexOf(chapter);
  const [before, after] = [at > 0 ? book[at - 1] : undefined, book[at + 1]];
  return (
    <>
      <Markdown tokens={chapter.tokens} />
      <footer>
        <span>{before && <>上一章：<ChapterLink chapter={before} /></>}</span>
        <span>{after && <>下一章：<ChapterLink chapter={after} /></>}</span>
      </footer>
    </>
  );
}

function NoChapter() {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="手册里没有这一章，地址可能写错了">
      <Link to="/manual">回到目录</Link>
    </Empty>
  );
}
