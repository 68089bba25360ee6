import { useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { nameOfForm } from "../declarations/words.ts";
import { ProblemAlert } from "../problem.tsx";
import type { Item } from "./queue.ts";
import { sampleItem } from "./queue.ts";
import { samplesQuery } from "./queries.ts";

/** The sample documents that come with the product. */
export function Samples({ busy, start }: { busy: boolean; start: (items: Item[]) => void }) {
  const { data, error, refetch } = useQuery(samplesQuery);
  const items = data?.items ?? [];
  return (
    <section className="card" aria-labelledby="samples">
      <div className="card-head">
        <h2 id="samples">内置样例</h2>
        <Button type="primary" disabled={busy || items.length === 0} onClick={() => start(items.map(({ name }) => sampleItem(name)))}>
          全部导入
        </Button>
      </div>
      <p className="quiet">机构和数字都是虚构的，表样与各地公开的目标表相同，可以放心试用。</p>
      {error ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton active paragraph={{ rows: 4 }} title={false} /> : null}
      <ul className="samples">
        {items.map((sample) => (
          <li key={sample.name}>
            <span className="sample-form">{nameOfForm(sample.form)}</span>
            <span className="sample-name">
              {sample.title}
              {sample.title !== sample.name && <span className="quiet">{sample.name}</span>}
            </span>
            <Button disabled={busy} aria-label={`导入${sample.name}`} onClick={() => start([sampleItem(sample.name)])}>
              导入
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
