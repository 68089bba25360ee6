import { useCallback, useEffect, useRef, useState } from "react";
import type { Declaration } from "../../declaration/schema.ts";
import { begun, type History, redone, stepped, undone } from "../../drafting/history.ts";
import type { ConflictDocument } from "../../server/goals/contract.ts";
import { dropMirror, type Owned, readMirror, Saver, type SaveState } from "./saving.ts";

/** A draft under the hands of somebody. */
export interface Draft {
  declaration: Declaration;
  state: SaveState;
  /** Changes were found in this browser that the server had not got; they are in the draft again. */
  restored: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** One step; a function that throws leaves the draft as it was. */
  change: (step: (declaration: Declaration) => Declaration) => void;
  undo: () => void;
  redo: () => void;
  /** Out of a conflict: with one of the two, on top of what is on the server now. */
  settle: (conflict: ConflictDocument, declaration: Declaration) => void;
  flush: () => Promise<void>;
}

/** The stored draft as it is opened: with what this browser still holds of it. */
export interface Opened extends Owned {
  revision: number;
  declaration: Declaration;
}

export function useDraft({ id, owner, revision, declaration }: Opened): Draft {
  const [mirror] = useState(() => readMirror({ id, owner }));
  const [history, setHistory] = useState<History<Declaration>>(() => (mirror ? stepped(begun(declaration), mirror.declaration) : begun(declaration)));
  const [state, setState] = useState<SaveState>({ kind: "saved", at: null });
  const saver = useRef<Saver | null>(null);
  const latest = useRef(history);
  latest.current = history;

  const begin = useCallback((seen: number) => new Saver({ id, owner }, seen, (next) => setState(next)), [id, owner]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is opened once; later revisions come from saving it
  useEffect(() => {
    // The changes of the browser were made to its revision: were there others since, the server says so.
    saver.current = begin(mirror?.revision ?? revision);
    if (mirror) saver.current.put(mirror.declaration);
    const online = () => void saver.current?.flush();
    addEventListener("online", online);
    return () => {
      removeEventListener("online", online);
      void saver.current?.flush();
    };
  }, []);

  const go = useCallback((next: History<Declaration>) => {
    if (next === latest.current || next.now === latest.current.now) return;
    latest.current = next;
    setHistory(next);
    saver.current?.put(next.now);
  }, []);
  return {
    declaration: history.now,
    state,
    restored: mirror !== null,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: useCallback((step) => go(stepped(latest.current, step(latest.current.now))), [go]),
    undo: useCallback(() => go(undone(latest.current)), [go]),
    redo: useCallback(() => go(redone(latest.current)), [go]),
    settle: useCallback(
      ({ theirs }, chosen) => {
        if (theirs === null) return;
        saver.current?.stop();
        dropMirror({ id, owner });
        saver.current = begin(theirs.revision);
        latest.current = stepped(latest.current, chosen);
        setHistory(latest.current);
        if (chosen === theirs.declaration) setState({ kind: "saved", at: Date.now() });
        else saver.current.put(chosen);
      },
      [begin, id, owner],
    ),
    flush: useCallback(async () => await saver.current?.flush(), []),
  };
}
