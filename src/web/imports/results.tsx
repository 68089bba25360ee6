import "./imports.css";
import { Link } from "@tanstack/react-router";
import { Tag } from "antd";
import type { Problem } from "../../problem.ts";
import type { ImportedFile } from "../../server/imports/contract.ts";
import { LayoutLink } from "../forms/link.tsx";
import { useFormName } from "../forms/queries.ts";
import { ProblemText } from "../problem.tsx";
import type { Queue } from "./queue.ts";
import { outcomes, recognised } from "./words.ts";

/** Beyond this many, problems stay folded until asked for. */
const unfolded = 3;

function Problems({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <details className="problems" open={problems.length <= unfolded}>
      <summary>读取时发现 {problems.length} 个问题</summary>
      <ul>
        {problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: problems have no identity and never change places
          <li key={index}>
            <ProblemText problem={problem} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Refusal({ code, message, hint }: { code: string; message: string; hint: string | null }) {
  return (
    <p className="refusal">
      <span className="code">{code}</span>
      {message}
      {hint !== null && <span className="hint">{hint}</span>}
    </p>
  );
}

function Declarations({ file }: { file: ImportedFile }) {
  if (file.declarations.length === 0) return null;
  return (
    <ul className="names">
      {file.declarations.map(({ id, projectName }) => (
        <li key={id}>
          <Link to="/declarations/$id" params={{ id }}>
            {projectName ?? "（未印项目名称）"}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Result({ file }: { file: ImportedFile }) {
  const { name, color } = outcomes[file.outcome];
  const form = recognised(file, useFormName());
  return (
    <li className="result">
      <div className="result-head">
        <Tag color={color}>{name}</Tag>
        <strong>{file.name}</strong>
        {form !== null && <span>表样：{form}</span>}
        {file.outcome !== "failed" && <span>目标表 {file.declarations.length} 张</span>}
        {file.documentId !== null && <LayoutLink document={file.documentId} form={file.form} problems={file.problems} />}
        {file.outcome === "unchanged" && <span className="quiet">同一文件以前导入过，没有变化</span>}
      </div>
      {file.error !== null && <Refusal {...file.error} />}
      <Declarations file={file} />
      <Problems problems={file.problems} />
    </li>
  );
}

/** What came of each file of an import run, and of those that never reached the server. */
export function Results({ files, lost = [] }: { files: ImportedFile[]; lost?: Queue["lost"] }) {
  return (
    <ul className="results">
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be sent twice in one run; the order never changes
        <Result key={index} file={file} />
      ))}
      {lost.map(({ name, problem }) => (
        <li className="result" key={name}>
          <div className="result-head">
            <Tag color="error">没有送到</Tag>
            <strong>{name}</strong>
          </div>
          <Refusal code={problem.code} message={problem.message} hint={problem.hint} />
        </li>
      ))}
    </ul>
  );
}
