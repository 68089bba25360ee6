import "./editor.css";
import { CheckOutlined, EditOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Popover } from "antd";
import { useState } from "react";
import { textAt } from "../../declaration/values.ts";
import { asProblem } from "../request.ts";
import { useSelection } from "../declarations/selection.tsx";
import { confirmValues, correctValues } from "./checking.ts";
import { editable } from "./editable.ts";
import { Editor } from "./editor.tsx";

/** Runs a check and tells when it was refused: what happened, and what to do. */
export function useCheckRun(): { busy: boolean; run: (ask: () => Promise<unknown>) => Promise<void> } {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (ask: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await ask();
    } catch (error) {
      const problem = asProblem(error);
      void message.error(`${problem.message}${problem.hint ?? ""}`, 6);
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}

/** Confirms one doubt from a list. */
export function ConfirmButton({ path, name, seen }: { path: string; name: string; seen?: string }) {
  const { id, declaration, checkable } = useSelection();
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  if (!checkable) return null;
  const confirm = () => run(() => confirmValues(queries, id, [{ path, seen: seen ?? textAt(declaration, path) }]));
  return (
    <Button size="small" icon={<CheckOutlined />} loading={busy} aria-label={`确认：${name}`} onClick={() => void confirm()}>
      确认
    </Button>
  );
}

interface Props {
  /** Where the value stands; several for a merged cell. */
  paths: string[];
  /** Those of its doubts that are open; then a check is about these. */
  doubted: string[];
}

/** Beside the selected value: confirm it when it is doubted, correct it in any case. */
export function InlineChecks({ paths, doubted }: Props) {
  const { id, declaration, checkable } = useSelection();
  const queries = useQueryClient();
  const { busy, run } = useCheckRun();
  const [editing, setEditing] = useState(false);
  if (!checkable) return null;
  const meant = doubted.length > 0 ? [...new Set(doubted)] : paths;
  const edited = editable(declaration, meant);
  const confirm = () => run(() => confirmValues(queries, id, meant.map((path) => ({ path, seen: textAt(declaration, path) }))));
  const editor = (
    <Editor
      declaration={declaration}
      paths={edited}
      onCancel={() => setEditing(false)}
      onSave={(changes) => {
        setEditing(false);
        void run(() => correctValues(queries, id, changes));
      }}
    />
  );
  return (
    <span className="inline-checks">
      {doubted.length > 0 && (
        <Button size="small" type="primary" ghost icon={<CheckOutlined />} loading={busy} onClick={() => void confirm()}>
          确认
        </Button>
      )}
      {edited.length > 0 && (
        <Popover open={editing} trigger="click" placement="bottomLeft" destroyOnHidden content={editor} onOpenChange={setEditing}>
          <Button size="small" icon={<EditOutlined />} disabled={busy}>
            更正
          </Button>
        </Popover>
      )}
    </span>
  );
}
