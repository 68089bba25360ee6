import { Link, useNavigate } from "@tanstack/react-router";
import { Segmented, Skeleton } from "antd";
import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import type { Figures } from "./figures.ts";

const Chart = lazy(async () => ({ default: (await import("./chart.tsx")).Chart }));

/** True once the element has come near the window; it stays so. */
function useSeen() {
  const [seen, setSeen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null || seen) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), { rootMargin: "100px" });
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [seen]);
  return { place, seen };
}

interface Props {
  title: string;
  figures: Figures & { colors?: readonly string[] };
  /** What has to be known beside the figures. */
  note?: string | undefined;
  wide?: boolean;
}

/** A chart, and the same figures as a table of links: for the keyboard, for a screen reader, to be copied. */
export function ChartCard({ title, figures, note, wide = false }: Props) {
  const [shown, setShown] = useState<"chart" | "table">("chart");
  const { place, seen } = useSeen();
  const navigate = useNavigate();
  const id = useId();
  return (
    <section className={wide ? "card wide" : "card"} aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        <Segmented
          size="small"
          className="chart-choice"
          aria-label={`${title}：显示为`}
          value={shown}
          options={[
            { value: "chart", label: "图" },
            { value: "table", label: "数字" },
          ]}
          onChange={setShown}
        />
      </div>
      <div ref={place} className="chart-place">
        {shown === "table" ? (
          <FigureTable title={title} figures={figures} />
        ) : seen ? (
          <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 5 }} />}>
            <Chart label={title} figures={figures} open={(search) => void navigate({ to: "/declarations", search })} />
          </Suspense>
        ) : null}
      </div>
      {note !== undefined && <p className="quiet">{note}</p>}
    </section>
  );
}

function FigureTable({ title, figures: { head, rows, columns } }: { title: string; figures: Figures }) {
  return (
    <table className="figures">
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells }, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two units may print the same name
          <tr key={row}>
            <th scope="row">{name}</th>
            {cells.map(({ text, search }, column) => (
              <td key={columns[column]?.name}>{search === null ? text : <Link to="/declarations" search={search} preload={false}>{text}</Link>}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
