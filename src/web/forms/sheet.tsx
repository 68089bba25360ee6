import { Alert } from "antd";
import { memo } from "react";
import type { LaidBlock, LaidCell, Mapping, Spot } from "../../forms/mapping.ts";
import { spotKey } from "../../forms/mapping.ts";
import { columnAt, labelAt } from "./marks.ts";
import { nameOfField, nameOfIndicatorColumn } from "./words.ts";

/** Rows of a table that are shown: a form that comes again and again is mapped where it stands first. */
const mostRows = 120;

interface Props {
  blocks: readonly LaidBlock[];
  mapping: Mapping;
  selected: Spot | null;
  /** Cells that the reader could not place. */
  unplaced: ReadonlySet<string>;
  onSelect: (spot: Spot) => void;
}

interface Shown {
  kind: "label" | "head" | null;
  says: string | null;
}

function shownAs(mapping: Mapping, spot: Spot): Shown {
  const column = columnAt(mapping, spot);
  if (column) return { kind: "head", says: nameOfIndicatorColumn(column.column) };
  const label = labelAt(mapping, spot);
  return label ? { kind: "label", says: nameOfField(label.field) } : { kind: null, says: null };
}

function CellButton({ text, shown, isSelected, isUnplaced, onSelect, spot }: { text: string; shown: Shown; isSelected: boolean; isUnplaced: boolean; onSelect: Props["onSelect"]; spot: Spot }) {
  const classes = ["map-cell", shown.kind && `map-${shown.kind}`, isSelected && "map-selected", isUnplaced && shown.kind === null && "map-unplaced"].filter(Boolean).join(" ");
  return (
    <button type="button" className={classes} aria-pressed={isSelected} aria-label={text.trim() === "" && shown.says === null ? "空白格" : undefined} data-spot={spotKey(spot)} onClick={() => onSelect(spot)}>
      {shown.says !== null && <span className="map-says">{shown.says}</span>}
      <span>{text.length > 160 ? `${text.slice(0, 160)}…` : text || "\u00a0"}</span>
    </button>
  );
}

const TableRows = memo(function TableRows({ rows, block, mapping, selected, unplaced, onSelect }: Omit<Props, "blocks"> & { rows: readonly (readonly LaidCell[])[]; block: number }) {
  return (
    <table className="map-table">
      <tbody>
        {rows.slice(0, mostRows).map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
          <tr key={row}>
            {cells.map((one, cell) => {
              const spot = { block, row, cell };
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
                <td key={cell} colSpan={one.colSpan} rowSpan={Math.min(one.rowSpan, mostRows - row)}>
                  <CellButton spot={spot} text={one.text} shown={shownAs(mapping, spot)} isSelected={selected !== null && spotKey(selected) === spotKey(spot)} isUnplaced={unplaced.has(spotKey(spot))} onSelect={onSelect} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

/** The document as it was read, its cells to be picked. */
export function MappingSheet({ blocks, ...rest }: Props) {
  const { mapping, selected, unplaced, onSelect } = rest;
  const more = blocks.reduce((sum, block) => sum + (block.kind === "table" ? Math.max(0, block.rows.length - mostRows) : 0), 0);
  return (
    <section className="map-paper" aria-label="来源文件的版面">
      {blocks.every(({ kind }) => kind !== "table") && (
        <Alert type="info" showIcon title="这份文件里没有表格" description="核对版式要在表格里指明各栏写的是什么。里面若有绩效目标表，请用 Word、Excel 或有文字的 PDF 重新导入；只是通知、说明的，不必处理。" />
      )}
      {blocks.slice(0, 60).map((block, nth) => {
        if (block.kind === "break") return null;
        const spot = { block: nth, row: 0, cell: 0 };
        return block.kind === "paragraph" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
          <CellButton key={nth} spot={spot} text={block.text} shown={shownAs(mapping, spot)} isSelected={selected !== null && spotKey(selected) === spotKey(spot)} isUnplaced={unplaced.has(spotKey(spot))} onSelect={onSelect} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a source never changes
          <TableRows key={nth} block={nth} rows={block.rows} mapping={mapping} selected={selected} unplaced={unplaced} onSelect={onSelect} />
        );
      })}
      {(more > 0 || blocks.length > 60) && <p className="quiet">后面的版面相同，不必再点；读取时整份文件都按这里说的读。</p>}
    </section>
  );
}
