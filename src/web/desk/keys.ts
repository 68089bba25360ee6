import { useEffect, useRef } from "react";

/** The keys of the review, for the help and for the buttons. */
export const keyHelp = [
  ["J", "下一张"],
  ["K", "上一张"],
  ["N", "下一处问题"],
  ["P", "上一处问题"],
  ["M", "把当前问题采纳为意见"],
  ["W", "对选中的值或行写意见"],
  ["E", "提请单位确认修改"],
  ["R", "退回"],
  ["A", "通过"],
  ["O", "审核意见表"],
  ["1 – 6", "右边：问题、意见、与上次比较、上年、原文、办理"],
  ["U", "回到列表"],
  ["?", "显示这些按键"],
] as const;

/** Whether a key writes into what has the focus, or belongs to a dialog that lies above the page. */
function isTaken({ target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input:not([type='radio']):not([type='checkbox']), textarea, select, [contenteditable='true'], [role='combobox']") !== null) return true;
  // What was closed stays in the page, unseen.
  return [...document.querySelectorAll("[role='dialog']")].some((dialog) => dialog.checkVisibility());
}

/** Single keys for what one does hundreds of times; nothing happens while somebody writes, or a dialog is open. */
export function useDeskKeys(deeds: Readonly<Record<string, () => void>>): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTaken(event)) return;
      const deed = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
