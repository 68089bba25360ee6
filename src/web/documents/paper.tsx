import "./paper.css";
import { Empty, Tabs } from "antd";
import type { MouseEvent } from "react";
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { GridBlock } from "../../server/declarations/documents-contract.ts";
import type { Mark, MarkKind, Range } from "./chunks.ts";
import { reveal, useNearChunks } from "./near.ts";
import { before, beginOf, keyOf, type Paper, type Part, paperOf } from "./layout.ts";
import { PaperPart, type Tint } from "./paper-sheet.tsx";
import { spotOf } from "./positions.ts";

/** Height of a line in the style sheet, with its share of borders: for parts not yet drawn. */
const lineHeight = 23;
const noParts: Part[] = [];

/** What was read for this declaration, on paper. */
interface Read {
  kinds: Map<string, MarkKind>;
  /** The position to pick when a cell or paragraph is clicked. */
  positions: Map<string, number>;
  /** The first of them. */
  first: string | null;
  /** The block at which the form's tables begin. */
  order: number;
}

function readOn(paper: Paper, marks: Mark[]): Read {
  const read: Read = { kinds: new Map(), positions: new Map(), first: null, order: 0 };
  const put = (mark: Mark): void => {
    const spot = spotOf(mark);
    const key = spot === undefined ? null : keyOf(paper, spot, read.order);
    const at = key === null ? undefined : paper.drawn.get(key);
    if (key === null || at === undefined) return;
    if (!read.positions.has(key)) read.positions.set(key, mark.from);
    if (mark.kind === "doubt" || !read.kinds.has(key)) read.kinds.set(key, mark.kind);
    const first = read.first === null ? undefined : paper.drawn.get(read.first);
    if (first !== undefined && before(first, at) <= 0) return;
    read.first = key;
    read.order = at.order;
  };
  // Cells say where the form stands; the paragraphs that belong to it are looked for there.
  const inParagraphs = (mark: Mark): boolean => (spotOf(mark)?.text ?? null) !== null;
  for (const mark of marks) if (!inParagraphs(mark)) put(mark);
  for (const mark of marks) if (inParagraphs(mark)) put(mark);
  return read;
}

/** One tint function a part, the same one as long as nothing of what is selected lies on the part. */
function useTints(paper: Paper, read: Read, chosen: Set<string>): (sheet: number, part: number) => Tint {
  const plain = useMemo((): Tint => (key) => read.kinds.get(key) ?? null, [read]);
  const tinted = useMemo((): Tint => (key) => (chosen.has(key) ? "selected" : plain(key)), [chosen, plain]);
  const touched = useMemo(() => {
    // A merged cell that is cut lies on the parts below its first one, too.
    const long = (sheet: number, part: number): boolean =>
      paper.sheets[sheet]?.parts[part]?.items.some((item) => item.kind === "rows" && item.piece.rows[0]?.some(({ key }) => key !== null && chosen.has(key))) ?? false;
    const own = new Set([...chosen].map((key) => paper.drawn.get(key)).map((at) => `${at?.sheet} ${at?.part}`));
    return (sheet: number, part: number) => own.has(`${sheet} ${part}`) || long(sheet, part);
  }, [paper, chosen]);
  return (sheet, part) => (touched(sheet, part) ? tinted : plain);
}

interface Props {
  blocks: GridBlock[];
  /** What was read from the document for this declaration. */
  marks: Mark[];
  selected: Range[];
  onPick: (position: number) => void;
}

/** A source document as paper: its sheets with tables and paragraphs, drawn where they are looked at; clicking a cell picks it. */
export function SourcePaper({ blocks, marks, selected, onPick }: Props) {
  const pane = useRef<HTMLElement>(null);
  const paper = useMemo(() => paperOf(blocks), [blocks]);
  const read = useMemo(() => readOn(paper, marks), [paper, marks]);
  const chosen = useMemo(() => {
    const keys = selected.map((range) => spotOf(range)).map((spot) => (spot === undefined ? null : keyOf(paper, spot, read.order)));
    return new Set(keys.filter((key) => key !== null));
  }, [paper, read, selected]);
  const start = useMemo(() => {
    const [spot] = selected.flatMap((range) => spotOf(range) ?? []);
    return [...chosen][0] ?? (spot && beginOf(paper, spot)) ?? read.first;
  }, [paper, read, chosen, selected]);
  const wanted = start === null ? undefined : paper.drawn.get(start);
  // A tab that was opened by hand stays open until something else is to be shown.
  const [opened, setOpened] = useState<{ sheet: number; instead: string | null } | null>(null);
  const shown = opened !== null && opened.instead === start ? opened.sheet : (wanted?.sheet ?? 0);
  const parts = paper.sheets[shown]?.parts ?? noParts;
  const { near, heights } = useNearChunks(pane, parts);
  const tintOf = useTints(paper, read, chosen);

  // biome-ignore lint/correctness/useExhaustiveDependencies: reveals whenever another place or sheet is wanted
  useLayoutEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const target = wanted?.sheet === shown && start !== null ? element.querySelector(`[data-spot="${CSS.escape(start)}"]`) : null;
    if (target !== null) reveal(element, target);
    else element.scrollTop = 0;
  }, [chosen, start, shown, paper]);

  const pick = ({ target }: MouseEvent) => {
    if (window.getSelection()?.isCollapsed === false || !(target instanceof Element)) return;
    const key = target.closest<HTMLElement>("[data-spot]")?.dataset.spot;
    const position = key === undefined ? undefined : read.positions.get(key);
    if (position !== undefined) onPick(position);
  };

  if (paper.sheets.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="文件里没有可以显示的内容，请下载原文件查看" />;
  return (
    <>
      {paper.sheets.length > 1 && (
        <Tabs
          className="paper-tabs"
          size="small"
          type="card"
          activeKey={String(shown)}
          onChange={(key) => setOpened({ sheet: Number(key), instead: start })}
          items={paper.sheets.map(({ name }, index) => ({ key: String(index), label: name ?? "正文" }))}
        />
      )}
      {/** biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the values are walked on the other side */}
      <section
        ref={pane}
        className="source-text paper-pane"
        aria-label="来源原文"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable pane must be reachable by keyboard
        tabIndex={0}
        onClick={pick}
      >
        <div className="paper" key={shown}>
          {parts.map((part, index) => {
            const drawn = near.has(index) || (wanted?.sheet === shown && wanted.part === index);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
              <div className="chunk" key={index} style={drawn ? undefined : { height: heights.get(index) ?? part.lines * lineHeight }}>
                {drawn && <PaperPart part={part} tint={tintOf(shown, index)} />}
              </div>
            );
          })}
        </div>
      </section>
    </>
  );
}
