import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";

/** What the keys of the queue do. */
export interface QueueKeys {
  confirm: () => void;
  move: (steps: number) => void;
  edit: (typed: boolean) => void;
  undo: () => void;
}

/** Rows that PageUp and PageDown go. */
const pageOfRows = 10;

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: pageOfRows,
  PageUp: -pageOfRows,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Whether the keys of a place are its own: fields, buttons, links, lists that unfold. */
const hasOwnKeys = (target: EventTarget): boolean =>
  target instanceof Element && target.closest("input, textarea, select, button, a, .ant-select, .ant-modal, [role='separator']") !== null;

/** Whether a key writes something: one character, the first key of an input method, or what was copied. */
function writes({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return key.toLowerCase() === "v";
  return !altKey && (key === "Process" || ([...key].length === 1 && key !== " "));
}

/** Handles a key that was pressed on the page of the queue. */
export function onQueueKey(event: KeyboardEvent, { confirm, move, edit, undo }: QueueKeys): void {
  if (hasOwnKeys(event.target) || event.nativeEvent.isComposing) return;
  const inSource = event.target instanceof Element && event.target.closest(".source-text") !== null;
  const step = inSource ? undefined : steps[event.key];
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) {
    event.preventDefault();
    undo();
  } else if (event.key === "Enter") {
    event.preventDefault();
    confirm();
  } else if (event.key === "F2") {
    event.preventDefault();
    edit(false);
  } else if (step !== undefined && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    move(step);
  } else if (writes(event)) {
    // The field must have the focus before this key does its work, so that the character, or what the input method
    // makes of it, falls into the field.
    flushSync(() => edit(true));
  }
}
