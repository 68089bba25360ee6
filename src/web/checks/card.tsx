import "./editor.css";
import { CheckOutlined, EditOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Tag } from "antd";
import { nameOfPath, textInWords } from "../../declaration/names.ts";
import { kindOf, textAt } from "../../declaration/values.ts";
import type { Check, CheckEntry } from "../../server/declarations/checks-contract.ts";
import type { DeclarationAnswer } from "../../server/declarations/contract.ts";
import type { ApiProblem } from "../request.ts";
import { moment } from "../moment.ts";
import { ProblemAlert } from "../problem.tsx";
import type { Change } from "./checking.ts";
import { Editor } from "./editor.tsx";
import { editable } from "./editable.ts";
import type { Done } from "./queue.ts";
import { reasonNames } from "./reasons.ts";
import { checkWords, meaningAt } from "./words.ts";

/** The values that a correction of this entry edits; none for a text that no field took. */
export const editedPaths = (entry: CheckEntry, answer: DeclarationAnswer | undefined): string[] =>
  answer === undefined || entry.reason === "unplaced" ? [] : editable(answer.declaration, [entry.path]);

function Value({ entry, answer }: { entry: CheckEntry; answer: DeclarationAnswer | undefined }) {
  const declaration = answer?.declaration;
  if (entry.reason === "unplaced") return <p className="card-value card-quote">{entry.message}</p>;
  if (declaration === undefined || kindOf(declaration, entry.path) !== null) {
    const text = declaration === undefined ? entry.value : textAt(declaration, entry.path);
    const meaning = declaration === undefined ? null : meaningAt(declaration, entry.path);
    return (
      <p className="card-value">
        {textInWords(entry.path, text) ?? <span className="empty">（空）</span>}
        {meaning !== null && <span className="meaning">{meaning}</span>}
      </p>
    );
  }
  return (
    <dl className="card-values">
      {editedPaths(entry, answer).map((path) => (
        <div key={path}>
          <dt>{nameOfPath(path).replace(/^.* · /, "")}</dt>
          <dd>{textInWords(path, textAt(declaration, path)) ?? <span className="empty">（空）</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function Checked({ check }: { check: Check }) {
  return (
    <p className="card-checked">
      {check.person ?? "未登记姓名"} {moment(check.at)} {checkWords(check)}
    </p>
  );
}

interface Props {
  entry: CheckEntry;
  answer: DeclarationAnswer | undefined;
  done: Done | undefined;
  refusal: ApiProblem | undefined;
  /** null: not editing; "typed": begun by typing, with an empty field. */
  editing: "typed" | "whole" | null;
  /** Nothing is open any more. */
  finished: boolean;
  onConfirm: () => void;
  onEdit: () => void;
  onSave: (changes: Change[]) => void;
  onCancel: () => void;
}

/** The value to check: what it is, why it is doubted, what stands there, and what can be done. */
export function Card({ entry, answer, done, refusal, editing, finished, onConfirm, onEdit, onSave, onCancel }: Props) {
  const paths = editedPaths(entry, answer);
  return (
    <section className="check-card" aria-label="要核对的值">
      <p className="card-from">
        <Link to="/declarations/$id" params={{ id: entry.declarationId }} search={{ value: entry.path }}>
          {entry.projectName ?? "（未印项目名称）"}
        </Link>
      </p>
      <h2>{entry.label}</h2>
      <p className="card-why" aria-live="polite">
        <Tag color="warning">{reasonNames[entry.reason]}</Tag>
        {entry.reason === "unplaced" ? "这段文字没有归入任何栏目。需要时请在目标表中更正相应的值，再回来确认。" : entry.message}
      </p>
      {refusal !== undefined && <ProblemAlert error={refusal} />}
      {editing !== null && answer !== undefined && paths.length > 0 ? (
        <Editor key={entry.id} declaration={answer.declaration} paths={paths} typed={editing === "typed"} onSave={onSave} onCancel={onCancel} />
      ) : (
        <>
          <Value entry={entry} answer={answer} />
          {done !== undefined && done !== "sending" && <Checked check={done} />}
          <div className="card-buttons">
            {(done === undefined || !finished) && (
              <Button type="primary" icon={<CheckOutlined />} onClick={onConfirm}>
                {done === undefined ? "确认无误" : "下一处"} <kbd>Enter</kbd>
              </Button>
            )}
            {paths.length > 0 && (
              <Button icon={<EditOutlined />} onClick={onEdit}>
                更正 <kbd>F2</kbd>
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}
