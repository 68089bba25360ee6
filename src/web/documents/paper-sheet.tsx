import { memo } from "react";
import type { MarkKind } from "./chunks.ts";
import type { Item, Part } from "./layout.ts";
import { type DrawnCell, leastWidth } from "./table-rows.ts";

/** How a cell or paragraph is tinted. */
export type Tint = (key: string) => MarkKind | null;

function words(text: string, kind: MarkKind | null) {
  return kind === "selected" ? <mark>{text === "" ? "\u00a0" : text}</mark> : text;
}

function tintClass(kind: MarkKind | null): string | undefined {
  return kind === null ? undefined : kind === "selected" ? "spot-selected" : `piece-${kind}`;
}

function Cell({ cell: { key, text, rowSpan, colSpan }, tint }: { cell: DrawnCell; tint: Tint }) {
  const kind = key === null ? null : tint(key);
  return (
    <td rowSpan={rowSpan} colSpan={colSpan} className={tintClass(kind)} data-spot={key ?? undefined}>
      {words(text, kind)}
    </td>
  );
}

function Rows({ item: { widths, piece, follows }, tint }: { item: Extract<Item, { kind: "rows" }>; tint: Tint }) {
  const sum = widths.reduce((all, one) => all + one, 0);
  return (
    <table className={follows ? "paper-table paper-follows" : "paper-table"} style={{ minWidth: `${leastWidth(widths).toFixed(1)}em` }}>
      <colgroup>
        {widths.map((one, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns are their numbers
          <col key={column} style={{ width: `${((one / sum) * 100).toFixed(3)}%` }} />
        ))}
      </colgroup>
      <tbody>
        {piece.rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
          <tr key={row}>
            {cells.map((cell, nth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
              <Cell key={nth} cell={cell} tint={tint} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PaperItem({ item, tint }: { item: Item; tint: Tint }) {
  if (item.kind === "rows") return <Rows item={item} tint={tint} />;
  if (item.kind === "break") return <div className="paper-break">{item.page === null ? "分页" : `第 ${item.page} 页`}</div>;
  const kind = tint(item.key);
  return (
    <p className={item.heading === null ? "paper-paragraph" : "paper-paragraph paper-heading"} data-spot={item.key}>
      <span className={tintClass(kind)}>{words(item.text, kind)}</span>
    </p>
  );
}

/** A part of a sheet. Drawn anew only when a tint on it changes, which `tint` must then be another for. */
export const PaperPart = memo(function PaperPart({ part, tint }: { part: Part; tint: Tint }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
  return part.items.map((item, nth) => <PaperItem key={nth} item={item} tint={tint} />);
});
