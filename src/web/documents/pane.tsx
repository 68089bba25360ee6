import "./source.css";
import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Empty, Skeleton } from "antd";
import { type ReactNode, useMemo } from "react";
import type { Format } from "../../declaration/schema.ts";
import { api } from "../api.ts";
import { ProblemAlert } from "../problem.tsx";
import { ApiProblem, asProblem } from "../request.ts";
import type { Mark, Range } from "./chunks.ts";
import { SourcePaper } from "./paper.tsx";
import { sourceGridQuery, sourceTextQuery } from "./queries.ts";
import { SourceText } from "./text.tsx";

/** Formats whose decoded text is shown; of the others, their tables. */
const readable: Format[] = ["text", "markdown"];

interface Props {
  document: { id: string; file: string; format: Format };
  marks: Mark[];
  selected: Range[];
  onPick: (offset: number) => void;
  /** Ways on from the file, beside its name. */
  ways?: ReactNode;
  /** What is said about the selected value. */
  children: ReactNode;
}

type SourceProps = Omit<Props, "children" | "ways">;

/** Ranges of characters; a place without any has a position below zero. */
const inText = <One extends Range>(ranges: One[]): One[] => ranges.filter(({ from }) => from >= 0);

/** More is in the file than whoever asks may see: nothing went wrong, and trying again helps nobody. */
const isClosed = (error: unknown): boolean => error instanceof ApiProblem && error.code === "GOAL-12";

function Refused({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (!isClosed(error)) return <ProblemAlert error={error} onRetry={onRetry} />;
  const { message, hint } = asProblem(error);
  return <Empty className="pane-wait" image={Empty.PRESENTED_IMAGE_SIMPLE} description={`${message}${hint ?? ""}`} />;
}

function Text({ document, marks, selected, onPick }: SourceProps) {
  const { data, error, refetch } = useQuery(sourceTextQuery(document.id));
  const shown = useMemo(() => inText(marks), [marks]);
  const chosen = useMemo(() => inText(selected), [selected]);
  if (error) return <Refused error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Wait />;
  return <SourceText text={data.text} marks={shown} selected={chosen} onPick={onPick} />;
}

function Paper({ document, marks, selected, onPick }: SourceProps) {
  const { data, error, refetch } = useQuery(sourceGridQuery(document.id));
  if (error) return <Refused error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Wait />;
  return <SourcePaper key={data.documentId} blocks={data.blocks} marks={marks} selected={selected} onPick={onPick} />;
}

const Wait = () => <Skeleton active paragraph={{ rows: 12 }} title={false} className="pane-wait" />;

/** The source of a declaration: its file, what is known of the selected value, and the text or the tables themselves. */
export function SourcePane({ children, ways, ...source }: Props) {
  const { id, file, format } = source.document;
  const isText = readable.includes(format);
  // The same as below, asked once: whether the file may be opened at all.
  const text = useQuery({ ...sourceTextQuery(id), enabled: isText });
  const grid = useQuery({ ...sourceGridQuery(id), enabled: !isText });
  return (
    <div className="source">
      <div className="source-head">
        <h2>来源原文</h2>
        <span className="source-file" title={file}>
          {file}
        </span>
        {ways}
        {!isClosed((isText ? text : grid).error) && (
          <a href={api.sourceAddress(id)} download={file}>
            <DownloadOutlined aria-hidden /> 下载
          </a>
        )}
      </div>
      <div className="source-about" aria-live="polite">
        {children}
      </div>
      {isText ? <Text {...source} /> : <Paper {...source} />}
    </div>
  );
}
