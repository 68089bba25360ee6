import type { ReactNode } from "react";
import { memo, useLayoutEffect, useMemo, useRef } from "react";
import type { Chunk, Mark, Range } from "./chunks.ts";
import { chunkAt, chunksOf, overlaps, piecesOf } from "./chunks.ts";
import { reveal, useNearChunks } from "./near.ts";

/** Height of a line in the style sheet, and how many wide characters about fit on it: for chunks not yet drawn. */
const lineHeight = 22;
const charactersOnLine = 36;

const guessHeight = (chunk: Chunk): number =>
  chunk.lines.reduce((sum, { from, to }) => sum + Math.max(1, Math.ceil((to - from) / charactersOnLine)), 0) * lineHeight;

const none: Mark[] = [];

function piece(text: string, from: number, kind: Mark["kind"] | null): ReactNode {
  if (kind === "selected") {
    return (
      <mark key={from} data-from={from}>
        {text}
      </mark>
    );
  }
  return (
    <span key={from} data-from={from} className={kind === null ? undefined : `piece-${kind}`}>
      {text}
    </span>
  );
}

interface LinesProps {
  text: string;
  chunk: Chunk;
  marks: Mark[];
  selected: Mark[];
}

const Lines = memo(function Lines({ text, chunk, marks, selected }: LinesProps) {
  const all = [...marks, ...selected];
  return chunk.lines.map((line) => (
    <div className="line" key={line.number} data-number={line.number}>
      {piecesOf(line, all).map(({ from, to, kind }) => piece(text.slice(from, to), from, kind))}
    </div>
  ));
});

/** The character of the source on which a click fell; null when it fell beside the text or ended a selection of text. */
function offsetOfClick(): number | null {
  const selection = window.getSelection();
  const node = selection?.anchorNode;
  if (!selection?.isCollapsed || !(node instanceof Text)) return null;
  const from = node.parentElement?.closest<HTMLElement>("[data-from]")?.dataset.from;
  return from === undefined ? null : Number(from) + selection.anchorOffset;
}

interface Props {
  text: string;
  /** What was read from the text for this declaration. */
  marks: Mark[];
  selected: Range[];
  onPick: (offset: number) => void;
}

/** A source text with line numbers, drawn where it is looked at; clicking it picks the character. */
export function SourceText({ text, marks, selected, onPick }: Props) {
  const pane = useRef<HTMLElement>(null);
  const chunks = useMemo(() => chunksOf(text), [text]);
  const { near, heights } = useNearChunks(pane, chunks);
  const marksByChunk = useMemo(() => chunks.map((chunk) => marks.filter((mark) => overlaps(mark, chunk))), [chunks, marks]);
  const chosen = useMemo(() => selected.map((range): Mark => ({ ...range, kind: "selected" })), [selected]);
  const start = chosen[0]?.from ?? (marks.length === 0 ? 0 : Math.min(...marks.map(({ from }) => from)));
  const wanted = chunkAt(chunks, start);

  // biome-ignore lint/correctness/useExhaustiveDependencies: reveals whenever another place is wanted
  useLayoutEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const target = element.querySelector("mark") ?? element.querySelector(`[data-from="${start}"]`);
    if (target !== null) reveal(element, target);
  }, [chosen, start, text]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the values are walked on the other side
    <section
      ref={pane}
      className="source-text"
      aria-label="来源原文"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable pane must be reachable by keyboard
      tabIndex={0}
      onClick={() => {
        const offset = offsetOfClick();
        if (offset !== null) onPick(offset);
      }}
    >
      {chunks.map((chunk, index) => {
        const drawn = near.has(index) || index === wanted;
        const own = chosen.filter((mark) => overlaps(mark, chunk));
        return (
          <div className="chunk" key={chunk.from} style={drawn ? undefined : { height: heights.get(index) ?? guessHeight(chunk) }}>
            {drawn && <Lines text={text} chunk={chunk} marks={marksByChunk[index] ?? none} selected={own.length === 0 ? none : own} />}
          </div>
        );
      })}
    </section>
  );
}
