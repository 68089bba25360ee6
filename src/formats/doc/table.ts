import { sameBorders } from "../borders.ts";
import type { FlowBlock, FlowCell, FlowTable } from "../flow.ts";
import type { CellCount } from "../limits.ts";
import type { RowShape } from "./row-shape.ts";

/** A row as it stands in the text: the contents of its cells, and their shape by the row's end mark. */
export interface TextRow {
  readonly cells: readonly (readonly FlowBlock[])[];
  readonly shape: RowShape | null;
}

interface Placed {
  from: number;
  to: number;
  vertical: "none" | "first" | "rest";
  blocks: FlowBlock[];
}

/**
 * Makes a table of rows. The file knows no columns, only where each row's cells begin and end: columns are what lies
 * between any two neighbouring borders, and a cell that reaches over several is a merged one.
 */
export function tableOf(rows: readonly TextRow[], count: CellCount): FlowTable {
  const placed = rows.map(placedCells);
  const columns = columnsOf(placed);
  const table: FlowCell[][] = [];
  let open = new Map<string, FlowCell>();
  for (const row of placed) {
    const cells: FlowCell[] = [];
    const stillOpen = new Map<string, FlowCell>();
    for (const { from, to, vertical, blocks } of row) {
      count.add();
      const column = columns.get(from) ?? 0;
      const colSpan = Math.max(1, (columns.get(to) ?? column + 1) - column);
      const key = `${column} ${colSpan}`;
      const above = vertical === "rest" ? open.get(key) : undefined;
      if (above) {
        above.rowSpan++;
        above.blocks.push(...filled(blocks));
        stillOpen.set(key, above);
        continue;
      }
      const cell: FlowCell = { column, rowSpan: 1, colSpan, page: null, blocks };
      cells.push(cell);
      if (vertical !== "none") stillOpen.set(key, cell);
    }
    open = stillOpen;
    table.push(cells);
  }
  return { kind: "table", rows: table };
}

/** The cells of a row between their borders; cells merged with the one to their left are part of it. */
function placedCells({ cells, shape }: TextRow): Placed[] {
  const row: Placed[] = [];
  let first = 0;
  cells.forEach((blocks, nth) => {
    const from = shape?.edges[nth] ?? beyond(shape, nth);
    const to = Math.max(from, shape?.edges[nth + 1] ?? beyond(shape, nth + 1));
    const horizontal = shape?.cells[nth]?.horizontal ?? 0;
    const last = row.at(-1);
    // Of the two marks for “first” and “merged” programs disagree which is which: the first one seen is “first”.
    if (first === 0 || horizontal === 0) first = horizontal;
    else if (horizontal !== first && last) {
      last.to = to;
      last.blocks.push(...filled(blocks));
      return;
    }
    row.push({ from, to, vertical: shape?.cells[nth]?.vertical ?? "none", blocks: [...blocks] });
  });
  return row;
}

/** Where a cell without a border of its own begins: behind the last known one, in equal steps. */
function beyond(shape: RowShape | null, nth: number): number {
  const known = shape?.edges.length ?? 0;
  return (shape?.edges.at(-1) ?? 0) + (nth - Math.max(0, known - 1)) * 1000;
}

function filled(blocks: readonly FlowBlock[]): FlowBlock[] {
  return blocks.filter((block) => block.kind !== "paragraph" || block.text.trim() !== "");
}

/** The number of the column that begins at each border. */
function columnsOf(rows: readonly (readonly Placed[])[]): Map<number, number> {
  const same = sameBorders(rows.map((row) => row.flatMap(({ from, to }) => [from, to])), (border) => border);
  const numbers = new Map([...new Set(same.values())].map((border, number) => [border, number]));
  return new Map([...same].map(([border, first]) => [border, numbers.get(first) ?? 0]));
}
