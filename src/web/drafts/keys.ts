// The keys of the table of indicators, as in Excel and WPS; one table, shown on the page as well.

/** What a key means while no cell is being edited. */
export type Command =
  | { do: "go"; rows: number; columns: number; extend: boolean }
  | { do: "edge"; to: "row-start" | "row-end" | "start" | "end"; extend: boolean }
  | { do: "edit" | "clear" | "undo" | "redo" | "fill-down" | "all" | "insert" | "remove" | "repeat" | "up" | "down" };

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const go = (rows: number, columns: number, extend: boolean): Command => ({ do: "go", rows, columns, extend });

/** Null: the key is none of ours, and the cell or the browser gets it. */
export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): Command | null {
  if (altKey) return key === "ArrowUp" ? { do: "up" } : key === "ArrowDown" ? { do: "down" } : null;
  if (ctrlKey || metaKey) return withControl(key.toLowerCase(), shiftKey);
  switch (key) {
    case "ArrowUp":
      return go(-1, 0, shiftKey);
    case "ArrowDown":
      return go(1, 0, shiftKey);
    case "ArrowLeft":
      return go(0, -1, shiftKey);
    case "ArrowRight":
      return go(0, 1, shiftKey);
    case "Enter":
      return go(shiftKey ? -1 : 1, 0, false);
    case "PageUp":
      return go(-10, 0, shiftKey);
    case "PageDown":
      return go(10, 0, shiftKey);
    case "Home":
      return { do: "edge", to: "row-start", extend: shiftKey };
    case "End":
      return { do: "edge", to: "row-end", extend: shiftKey };
    case "F2":
      return { do: "edit" };
    case "Delete":
    case "Backspace":
      return { do: "clear" };
    default:
      return null;
  }
}

function withControl(key: string, shift: boolean): Command | null {
  switch (key) {
    case "z":
      return { do: shift ? "redo" : "undo" };
    case "y":
      return { do: "redo" };
    case "d":
      return { do: "fill-down" };
    case "a":
      return { do: "all" };
    case "home":
      return { do: "edge", to: "start", extend: shift };
    case "end":
      return { do: "edge", to: "end", extend: shift };
    case "=":
    case "+":
      return { do: "insert" };
    case "-":
      return { do: "remove" };
    case "enter":
      return { do: "repeat" };
    default:
      return null;
  }
}

/** What the page says of the keys. */
export const keyHelp: readonly (readonly [string, string])[] = [
  ["方向键、回车", "移动；Shift+方向键选中一块"],
  ["直接输入、F2", "改写、修改单元格；Esc 放弃"],
  ["Ctrl+C / X / V", "与 Excel、WPS 互相复制、剪切、粘贴整块"],
  ["Ctrl+D", "用第一行向下填充"],
  ["Ctrl+Z / Y", "撤销、重做"],
  ["Ctrl++ / Ctrl+-", "在下面插入行、删除行"],
  ["Ctrl+回车", "把选中的行再写一遍"],
  ["Alt+↑ / ↓", "上移、下移选中的行"],
  ["Tab", "离开表格"],
];
