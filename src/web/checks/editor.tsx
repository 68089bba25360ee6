import "./editor.css";
import { Button } from "antd";
import { type KeyboardEvent, useId, useState } from "react";
import { nameOfPath } from "../../declaration/names.ts";
import type { Declaration } from "../../declaration/schema.ts";
import { kindOf, textAt } from "../../declaration/values.ts";
import type { Change } from "./checking.ts";
import { choicesFor, meaningOf } from "./words.ts";

/** One text, written to one value or to all rows of a merged cell. */
interface Field {
  paths: string[];
  name: string;
  text: string;
}

const fieldName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** The values as fields: rows of a merged cell, which print one text, are one. */
function fieldsOf(declaration: Declaration, paths: string[]): Field[] {
  const fields: Field[] = [];
  for (const path of paths) {
    const text = textAt(declaration, path) ?? "";
    const same = fields.find((field) => field.text === text && field.paths.every((one) => one !== path && fieldName(one) === fieldName(path)));
    if (same) same.paths.push(path);
    else fields.push({ paths: [path], name: nameOfPath(path), text });
  }
  return fields;
}

interface InputProps {
  declaration: Declaration;
  field: Field;
  text: string;
  focused: boolean;
  onText: (text: string) => void;
}

function FieldInput({ declaration, field, text, focused, onText }: InputProps) {
  const id = useId();
  const [path = ""] = field.paths;
  const choices = choicesFor(declaration, path);
  const prose = kindOf(declaration, path) === "prose";
  const changed = text !== field.text;
  const meaning = changed ? meaningOf(declaration, path, text) : null;
  const common = { id, className: "field-input", value: text, "aria-describedby": `${id}-meaning`, "aria-invalid": meaning?.refused ?? false };
  // The caret stands behind what is there, so that F2 goes on where the text ends.
  const focus = (input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null) => {
    if (!focused || input === null || input.dataset.focused) return;
    input.dataset.focused = "yes";
    input.focus();
    if (!(input instanceof HTMLSelectElement)) input.setSelectionRange(input.value.length, input.value.length);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{field.paths.length > 1 ? `${field.name} 等 ${field.paths.length} 行` : field.name}</label>
      {choices !== null ? (
        <select {...common} ref={focus} onChange={(event) => onText(event.target.value)}>
          <option value="">（空）</option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.name}
            </option>
          ))}
        </select>
      ) : prose ? (
        <textarea {...common} ref={focus} rows={Math.min(8, Math.max(3, text.split("\n").length + 1))} maxLength={20_000} onChange={(event) => onText(event.target.value)} />
      ) : (
        <input {...common} ref={focus} type="text" autoComplete="off" maxLength={2000} onChange={(event) => onText(event.target.value)} />
      )}
      <span id={`${id}-meaning`} className={meaning?.refused ? "meaning refused" : "meaning"} aria-live="polite">
        {meaning?.words}
      </span>
    </div>
  );
}

interface Props {
  declaration: Declaration;
  /** The single values that are edited together. */
  paths: string[];
  /** Begin with an empty field, because the person has begun to type; only for a single text. */
  typed?: boolean;
  onSave: (changes: Change[]) => void;
  onCancel: () => void;
}

/** Takes the right text of one value or of a few that belong together, and says what it would mean while it is typed. */
export function Editor({ declaration, paths, typed = false, onSave, onCancel }: Props) {
  const [fields] = useState(() => fieldsOf(declaration, paths));
  const [texts, setTexts] = useState(() => fields.map(({ text }) => (typed && fields.length === 1 ? "" : text)));
  const changed = fields.map((field, index) => ({ field, text: texts[index] ?? "" })).filter(({ field, text }) => text !== field.text);
  const refused = changed.some(({ field, text }) => field.paths.some((path) => meaningOf(declaration, path, text).refused));
  const save = () => {
    if (!refused) onSave(changed.flatMap(({ field, text }) => field.paths.map((path) => ({ path, text }))));
  };
  const keys = (event: KeyboardEvent) => {
    // Enter and Escape that choose or drop a word of the input method belong to it.
    if (event.nativeEvent.isComposing) return;
    const lines = event.target instanceof HTMLTextAreaElement;
    const saves = event.key === "Enter" && (event.ctrlKey || event.metaKey || !lines) && !(event.target instanceof HTMLButtonElement);
    if (!saves && event.key !== "Escape") return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
    if (saves) save();
    else onCancel();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields in it
    <div className="editor" onKeyDown={keys}>
      {fields.map((field, index) => (
        <FieldInput
          key={field.paths[0]}
          declaration={declaration}
          field={field}
          text={texts[index] ?? ""}
          focused={index === 0}
          onText={(text) => setTexts(texts.with(index, text))}
        />
      ))}
      <div className="editor-buttons">
        <Button type="primary" size="small" disabled={refused} onClick={save}>
          保存更正
        </Button>
        <Button size="small" onClick={onCancel}>
          取消
        </Button>
        <span className="quiet">{fields.some(({ paths: [path = ""] }) => kindOf(declaration, path) === "prose") ? "Ctrl+Enter 保存" : "Enter 保存"}，Esc 取消</span>
      </div>
    </div>
  );
}
