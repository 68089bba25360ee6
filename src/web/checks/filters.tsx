import { useQuery } from "@tanstack/react-query";
import { Select, Tag } from "antd";
import { countsQuery } from "./queries.ts";
import { reasonNames } from "./reasons.ts";
import type { QueueSearch } from "./search.ts";

interface Props {
  search: QueueSearch;
  change: (search: QueueSearch) => void;
}

/** Which document and which reason; each choice with how many entries it has. */
export function QueueFilters({ search, change }: Props) {
  const { data } = useQuery({ ...countsQuery(search), placeholderData: (last) => last });
  const { document, reason, ...rest } = search;
  const chosenGone = document !== undefined && !data?.documents.some(({ id }) => id === document);
  return (
    <search className="queue-filters">
      <Select
        aria-label="来源文件"
        placeholder="全部来源文件"
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        className="queue-document"
        popupMatchSelectWidth={420}
        value={document ?? null}
        options={[
          ...(data?.documents ?? []).map(({ id, file, count }) => ({ value: id, label: `${file}（${count}）` })),
          ...(chosenGone ? [{ value: document, label: "所选文件（0）" }] : []),
        ]}
        onChange={(id: string | null | undefined) => change({ ...rest, ...(reason && { reason }), ...(id && { document: id }) })}
      />
      <div className="queue-reasons">
        {(data?.reasons ?? []).map((one) => (
          <Tag.CheckableTag
            key={one.reason}
            checked={reason === one.reason}
            onChange={(checked) => change({ ...rest, ...(document && { document }), ...(checked && { reason: one.reason }) })}
          >
            {reasonNames[one.reason]} {one.count}
          </Tag.CheckableTag>
        ))}
      </div>
      {search.import !== undefined && (
        <Tag closable onClose={() => change({ ...(document && { document }), ...(reason && { reason }) })}>
          只看一次导入
        </Tag>
      )}
    </search>
  );
}
