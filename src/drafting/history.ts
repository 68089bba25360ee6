// Undo and redo.

/** States one after the other; the one in the middle holds. */
export interface History<State> {
  readonly past: readonly State[];
  readonly now: State;
  readonly future: readonly State[];
}

/** How many steps can be taken back. */
const remembered = 200;

export const begun = <State>(now: State): History<State> => ({ past: [], now, future: [] });

/** A further state; what had been taken back is gone. The same state again is no step. */
export const stepped = <State>({ past, now, future }: History<State>, next: State): History<State> =>
  next === now ? { past, now, future } : { past: [...past, now].slice(-remembered), now: next, future: [] };

export function undone<State>(history: History<State>): History<State> {
  const { past, now, future } = history;
  const before = past.at(-1);
  return before === undefined ? history : { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

export function redone<State>(history: History<State>): History<State> {
  const { past, now, future } = history;
  const [next, ...later] = future;
  return next === undefined ? history : { past: [...past, now], now: next, future: later };
}
