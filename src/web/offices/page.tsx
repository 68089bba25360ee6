import "./offices.css";
import { DownloadOutlined, PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Button, Empty, InputNumber, Skeleton, Space } from "antd";
import { useCallback, useState } from "react";
import { useMay } from "../accounts/session.ts";
import { api } from "../api.ts";
import { ProblemAlert } from "../problem.tsx";
import { useTitle } from "../title.ts";
import { AbsentOffice, OfficeDetail } from "./detail.tsx";
import { type Act, OfficeDialog } from "./dialogs.tsx";
import { OfficeImportDrawer } from "./import.tsx";
import { treeQuery } from "./queries.ts";
import type { OfficeSearch } from "./search.ts";
import { OfficeTreeView } from "./tree.tsx";

const route = getRouteApi("/offices");

/** 组织: the tree of a year, one office and its history beside it. */
export function OfficesPage() {
  useTitle("组织");
  const { year = new Date().getFullYear(), office } = route.useSearch();
  const navigate = useNavigate({ from: "/offices" });
  const go = useCallback((next: OfficeSearch) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true }), [navigate]);
  const { data, error, refetch } = useQuery({ ...treeQuery(year), placeholderData: (last) => last });
  const mayManage = useMay()("office.manage");
  const [act, setAct] = useState<Act | null>(null);
  const [isImporting, setImporting] = useState(false);
  const items = data?.items ?? [];
  const selected = items.find(({ id }) => id === office);
  return (
    <div className="sheet offices">
      <div className="office-head">
        <h1>组织</h1>
        <YearChoice year={year} years={data?.years ?? []} onChange={(next) => go({ year: next })} />
        <Space className="office-acts">
          {mayManage && (
            <Button icon={<PlusOutlined />} onClick={() => setAct({ kind: "add", parent: null })}>
              新增地区
            </Button>
          )}
          <Button icon={<DownloadOutlined />} href={api.officeTemplateAddress(items.length > 0 ? year : undefined)}>
            下载工作簿
          </Button>
          {mayManage && (
            <Button type="primary" icon={<UploadOutlined />} onClick={() => setImporting(true)}>
              导入
            </Button>
          )}
        </Space>
      </div>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Skeleton active className="card" />}
      {data !== undefined && items.length === 0 && <Nothing year={year} years={data.years} />}
      {items.length > 0 && (
        <div className="office-panes">
          <OfficeTreeView key={year} items={items} selected={office} onSelect={(id) => go({ office: id })} />
          {selected ? (
            <OfficeDetail office={selected} items={items} year={year} onAct={mayManage ? setAct : null} onSelect={(id) => go({ office: id })} />
          ) : office === undefined ? (
            <Empty className="card" image={Empty.PRESENTED_IMAGE_SIMPLE} description="请从左边选择一个单位，这里显示它的上下级和历年情况" />
          ) : (
            <AbsentOffice id={office} year={year} />
          )}
        </div>
      )}
      {act && (
        <OfficeDialog
          act={act}
          items={items}
          year={year}
          onCancel={() => setAct(null)}
          onDone={(id) => {
            setAct(null);
            if (id !== null) go({ office: id });
          }}
        />
      )}
      {isImporting && (
        <OfficeImportDrawer
          year={year}
          items={items}
          onClose={(written) => {
            setImporting(false);
            if (written !== null) go({ year: written });
          }}
        />
      )}
    </div>
  );
}

function YearChoice({ year, years, onChange }: { year: number; years: number[]; onChange: (year: number) => void }) {
  return (
    <Space wrap>
      <InputNumber aria-label="年度" min={1949} max={2200} precision={0} value={year} suffix="年" onChange={(value) => value !== null && onChange(value)} />
      {years.length > 0 && (
        <span className="quiet">
          有变动的年度
          {years.map((one) => (
            <Button key={one} type="link" size="small" disabled={one === year} onClick={() => onChange(one)}>
              {one}
            </Button>
          ))}
        </span>
      )}
    </Space>
  );
}

function Nothing({ year, years }: { year: number; years: number[] }) {
  return (
    <Empty
      className="card"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={years.length === 0 ? "还没有组织。导入工作簿，或先新增一个地区（财政），再在下面新增部门和单位" : `${year} 年还没有组织，从 ${years[0]} 年起才有`}
    />
  );
}
