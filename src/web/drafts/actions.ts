import type { ClipboardEvent, KeyboardEvent } from "react";
import type { Column } from "../../declaration/names.ts";
import { cellsOfClip, clipOf } from "../../drafting/clipboard.ts";
import { edit, editAll } from "../../drafting/edit.ts";
import { fillDown, paste, textOf } from "../../drafting/paste.ts";
import { insertRows, moveRows, removeRows, repeatRows } from "../../drafting/rows.ts";
import { asProblem } from "../request.ts";
import type { GridProps } from "./grid.tsx";
import { type Command, commandOf } from "./keys.ts";
import { cornersOf, gone, type Range, single } from "./range.ts";

interface Hands {
  select: (range: Range) => void;
  setEditing: (text: string | null) => void;
  editing: string | null;
}

/** What keys, mouse and clipboard do in the table of indicators. */
export function useActions({ declaration, rows, columns, change, undo, redo, onRefused }: GridProps, held: Range | null, { select, setEditing, editing }: Hands) {
  const size = { rows: rows.length, columns: columns.length };
  const corners = held && cornersOf(held);
  const chosenRows = corners ? rows.slice(corners.top, corners.bottom + 1) : [];
  const chosenColumns = corners ? columns.slice(corners.left, corners.right + 1) : [];
  const cell = held && { row: rows[held.at.row] ?? 0, column: columns[held.at.column] ?? ("level3" as Column) };
  const pathOf = (row: number, column: Column): string => `indicators[${row}].${column}`;
  const move = (down: number, across: number, extend = false) => {
    if (held) select(gone(held, { row: held.at.row + down, column: held.at.column + across }, extend, size));
  };
  const commit = () => {
    if (editing === null || cell === null) return;
    setEditing(null);
    if (editing === textOf(declaration, cell.row, cell.column)) return;
    try {
      change((draft) => edit(draft, { path: pathOf(cell.row, cell.column), text: editing }));
    } catch (error) {
      onRefused([{ ...cell, text: editing, message: asProblem(error).message }]);
    }
  };
  const begin = () => cell && setEditing(textOf(declaration, cell.row, cell.column));
  const clear = () => change((draft) => editAll(draft, chosenRows.flatMap((row) => chosenColumns.map((column) => ({ path: pathOf(row, column), text: "" })))));
  const moved = (steps: number) => {
    if (!held || !corners || corners.top + steps < 0 || corners.bottom + steps >= size.rows) return;
    change((draft) => moveRows(draft, chosenRows, steps));
    select({ at: { ...held.at, row: held.at.row + steps }, from: { ...held.from, row: held.from.row + steps } });
  };
  const edge = (to: "row-start" | "row-end" | "start" | "end", extend: boolean) => {
    if (!held) return;
    const row = to === "start" ? 0 : to === "end" ? size.rows - 1 : held.at.row;
    select(gone(held, { row, column: to === "row-end" || to === "end" ? size.columns - 1 : 0 }, extend, size));
  };
  const insert = () => {
    change((draft) => insertRows(draft, chosenRows.at(-1) ?? draft.indicators.length - 1));
    if (corners) select(single({ row: corners.bottom + 1, column: held?.at.column ?? 0 }));
  };
  const deeds: Readonly<Record<Exclude<Command["do"], "go" | "edge">, () => void>> = {
    edit: () => begin(),
    clear,
    undo,
    redo,
    "fill-down": () => change((draft) => fillDown(draft, chosenRows, chosenColumns)),
    all: () => select({ from: { row: 0, column: 0 }, at: { row: size.rows - 1, column: size.columns - 1 } }),
    insert,
    remove: () => change((draft) => removeRows(draft, chosenRows)),
    repeat: () => change((draft) => repeatRows(draft, chosenRows)),
    up: () => moved(-1),
    down: () => moved(1),
  };
  const run = (command: Command): void => {
    if (command.do === "go") move(command.rows, command.columns, command.extend);
    else if (command.do === "edge") edge(command.to, command.extend);
    else deeds[command.do]();
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An input method is composing: its keys are its own.
    if (event.nativeEvent.isComposing) return;
    if (editing !== null) {
      if (event.key === "Escape") setEditing(null);
      else if (event.key === "Enter" && !event.altKey) {
        event.preventDefault();
        commit();
        move(event.shiftKey ? -1 : 1, 0);
      } else if (event.key === "Tab") {
        event.preventDefault();
        commit();
        move(0, event.shiftKey ? -1 : 1);
      }
      return;
    }
    const command = commandOf(event);
    if (command === null) return;
    event.preventDefault();
    run(command);
  };
  const copy = (event: ClipboardEvent) => {
    if (editing !== null) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", clipOf(chosenRows.map((row) => chosenColumns.map((column) => textOf(declaration, row, column)))));
  };
  const pasted = (event: ClipboardEvent) => {
    if (editing !== null || !corners) return;
    event.preventDefault();
    const block = cellsOfClip({ html: event.clipboardData.getData("text/html"), text: event.clipboardData.getData("text/plain") });
    const [first] = block;
    const [row, column] = [rows[corners.top], columns[corners.left]];
    if (first === undefined || row === undefined || column === undefined) return;
    // One cell goes into every selected one.
    const cells = block.length === 1 && first.length === 1 ? chosenRows.map(() => chosenColumns.map(() => first[0] ?? "")) : block;
    const result = paste(declaration, rows, columns, { row, column }, cells);
    change(() => result.declaration);
    select({ from: { row: corners.top, column: corners.left }, at: { row: corners.top + cells.length - 1, column: Math.min(size.columns - 1, corners.left + Math.max(...cells.map((line) => line.length)) - 1) } });
    if (result.refused.length > 0) onRefused(result.refused);
  };
  const cut = (event: ClipboardEvent) => {
    if (editing !== null) return;
    copy(event);
    clear();
  };
  return { begin, commit, pressed, copy, cut, paste: pasted };
}
