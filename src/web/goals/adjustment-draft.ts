import { useBlocker } from "@tanstack/react-router";
import { App } from "antd";
import { useCallback, useRef, useState } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import { begun, type History, redone, stepped, undone } from "../../drafting/history.ts";
import type { Adjustment } from "../../server/goals/adjustments-contract.ts";
import type { ConflictDocument } from "../../server/goals/contract.ts";
import { api } from "../api.ts";
import { asProblem } from "../request.ts";
import type { Draft } from "../drafts/draft.ts";

/** The adjusted content under the hands of the clerk; it goes to the server when they save it. */
export interface AdjustmentWriting extends Pick<Draft, "declaration" | "change" | "undo" | "redo" | "canUndo" | "canRedo"> {
  reason: string;
  setReason: (reason: string) => void;
  /** Something is written here that is not on the server yet. */
  dirty: boolean;
  busy: boolean;
  save: () => Promise<void>;
  /** Somebody else saved first. */
  conflict: ConflictDocument | null;
  settle: (chosen: Declaration) => void;
}

interface Saved {
  revision: number;
  reason: string;
  declaration: Declaration;
}

const savedOf = ({ revision, reason, after }: Adjustment): Saved => ({ revision, reason, declaration: after });

export function useAdjustmentWriting(opened: Adjustment, onSaved: (adjustment: Adjustment) => Promise<void>): AdjustmentWriting {
  const [saved, setSaved] = useState<Saved>(() => savedOf(opened));
  const [history, setHistory] = useState<History<Declaration>>(() => begun(opened.after));
  const [reason, setReason] = useState(opened.reason);
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<ConflictDocument | null>(null);
  const latest = useRef(history);
  const { message, modal } = App.useApp();
  const dirty = history.now !== saved.declaration || reason !== saved.reason;
  const go = useCallback((next: History<Declaration>) => {
    latest.current = next;
    setHistory(next);
  }, []);
  useBlocker({
    shouldBlockFn: async () => dirty && !(await modal.confirm({ title: "还有没保存的修改", content: "离开以后，这些修改就没有了。", okText: "不保存，离开", cancelText: "留下" })),
    enableBeforeUnload: () => dirty,
  });
  const save = async () => {
    const sent = latest.current.now;
    setBusy(true);
    try {
      const kept = await api.saveAdjustment(opened.id, saved.revision, { reason, declaration: sent });
      await onSaved(kept);
      // The server reads every text again; what was typed since it was sent stays.
      const unchanged = latest.current.now === sent;
      setSaved(unchanged ? savedOf(kept) : { ...savedOf(kept), declaration: sent });
      if (unchanged) go({ ...latest.current, now: kept.after });
      setReason((now) => (now === reason ? kept.reason : now));
    } catch (refused) {
      const problem = asProblem(refused);
      if (problem.conflict) setConflict(problem.conflict);
      else void message.error(`${problem.message}${problem.hint ?? ""}`, 6);
    } finally {
      setBusy(false);
    }
  };
  return {
    declaration: history.now, reason, setReason, dirty, busy, save, conflict,
    canUndo: history.past.length > 0, canRedo: history.future.length > 0,
    change: useCallback((step) => go(stepped(latest.current, step(latest.current.now))), [go]),
    undo: useCallback(() => go(undone(latest.current)), [go]),
    redo: useCallback(() => go(redone(latest.current)), [go]),
    settle: (chosen) => {
      const theirs = conflict?.theirs;
      if (!theirs) return;
      setSaved((old) => ({ ...old, revision: theirs.revision, declaration: theirs.declaration }));
      go(stepped(latest.current, chosen));
      setConflict(null);
    },
  };
}
