import "./source.css";
import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Empty, Skeleton } from "antd";
import type { ReactNode } from "react";
import type { Format } from "../../declaration/schema.ts";
import { api } from "../api.ts";
import { ProblemAlert } from "../problem.tsx";
import type { Mark, Range } from "./chunks.ts";
import { sourceTextQuery } from "./queries.ts";
import { SourceText } from "./text.tsx";

/** Formats whose decoded text can be shown; the others are files to be opened elsewhere. */
const readable: Format[] = ["text", "markdown"];

interface Props {
  document: { id: string; file: string; format: Format };
  marks: Mark[];
  selected: Range[];
  onPick: (offset: number) => void;
  /** What is said about the selected value. */
  children: ReactNode;
}

function Text({ document, marks, selected, onPick }: Omit<Props, "children">) {
  const shown = readable.includes(document.format);
  const { data, error, refetch } = useQuery({ ...sourceTextQuery(document.id), enabled: shown });
  if (!shown)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="这种格式没有可以并排显示的文字，请按上面的位置在原文件中查看" />;
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active paragraph={{ rows: 12 }} title={false} className="pane-wait" />;
  return <SourceText text={data.text} marks={marks} selected={selected} onPick={onPick} />;
}

/** The source of a declaration: its file, what is known of the selected value, and the text itself. */
export function SourcePane({ children, ...source }: Props) {
  const { id, file } = source.document;
  return (
    <div className="source">
      <div className="source-head">
        <h2>来源原文</h2>
        <span className="source-file" title={file}>
          {file}
        </span>
        <a href={api.sourceAddress(id)} download={file}>
          <DownloadOutlined aria-hidden /> 下载
        </a>
      </div>
      <div className="source-about" aria-live="polite">
        {children}
      </div>
      <Text {...source} />
    </div>
  );
}
