// The one place that knows the drawing library. It is fetched when a chart comes into view, never with the first page.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ListSearch } from "../declarations/search.ts";
import type { Figures } from "./figures.ts";

// Drawn as SVG: sharp at every zoom and on paper.
use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface Props {
  label: string;
  figures: Figures & { colors?: readonly string[] };
  /** Shows the list behind a bar. */
  open: (search: ListSearch) => void;
}

/** Bars that stand or lie, stacked where there are several columns; each leads to its list. */
export function Chart({ label, figures, open }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef({ figures, open });
  latest.current = { figures, open };
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, null, { renderer: "svg" });
    chart.setOption(optionOf(figures));
    chart.on("click", ({ seriesIndex, dataIndex }) => {
      const search = latest.current.figures.rows[dataIndex ?? -1]?.cells[seriesIndex ?? -1]?.search;
      if (search) latest.current.open(search);
    });
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(place.current);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [figures]);
  return <div ref={place} className="chart" role="img" aria-label={`${label}的图，各数见“数字”`} style={{ height: heightOf(figures) }} />;
}

const heightOf = ({ lying = false, rows }: Figures): number => (lying ? Math.max(150, 64 + rows.length * 30) : 220);

const ink = "#3b4a5c";
const line = "#e4e9ef";
const fontFamily = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';

function optionOf(figures: Props["figures"]): EChartsCoreOption {
  const { rows, columns, unit, colors, lying = false } = figures;
  const stacked = columns.length > 1;
  const names = { type: "category", data: rows.map(({ name }) => name), axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: ink, interval: 0, ...(lying && { width: 200, overflow: "truncate" }) }, ...(lying && { inverse: true }) };
  const sizes = { type: "value", minInterval: unit === "张" ? 1 : undefined, axisLabel: { color: ink, show: unit === "张" }, splitLine: { lineStyle: { color: line } } };
  return {
    animation: false,
    textStyle: { fontFamily, color: ink },
    // What is pointed at is written by the library itself: built as HTML it would need inline styles.
    tooltip: { trigger: "item", renderMode: "richText", confine: true, formatter: ({ seriesIndex = 0, dataIndex = 0 }: { seriesIndex?: number; dataIndex?: number }) => told(figures, dataIndex, seriesIndex) },
    ...(stacked && { legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: ink }, selectedMode: false } }),
    grid: { left: 4, right: lying && !stacked ? 70 : 16, top: stacked ? 34 : lying ? 4 : 26, bottom: 2, containLabel: true },
    xAxis: lying ? sizes : names,
    yAxis: lying ? names : sizes,
    series: columns.map(({ name, color }, column) => ({
      type: "bar", name, color, ...(stacked && { stack: "all" }), barMaxWidth: lying ? 18 : 44, cursor: "pointer",
      label: { show: true, position: stacked ? "inside" : lying ? "right" : "top", color: stacked ? "#fff" : ink, formatter: ({ dataIndex }: { dataIndex: number }) => rows[dataIndex]?.cells[column]?.text ?? "" },
      ...(stacked && { labelLayout: { hideOverlap: true } }),
      // Of nothing there is no bar, and no 0 upon its neighbour.
      data: rows.map(({ cells }, row) => ({ value: stacked && cells[column]?.size === 0 ? null : (cells[column]?.size ?? 0), ...(colors?.[row] && { itemStyle: { color: colors[row] } }) })),
    })),
  };
}

function told({ rows, columns, unit }: Figures, row: number, column: number): string {
  const { name = "", cells = [] } = rows[row] ?? {};
  const { text = "", search } = cells[column] ?? {};
  return `${name}${columns.length > 1 ? ` · ${columns[column]?.name}` : ""}：${text} ${unit}${search ? "\n点击看这些目标表" : ""}`;
}
