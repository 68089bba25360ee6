import { DownloadOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { api, type ReportKind } from "../api.ts";
import type { ListSearch } from "../declarations/search.ts";

const kinds: [ReportKind, string][] = [
  ["findings.xlsx", "审核问题清单（Excel）"],
  ["report.html", "审核报告（网页）"],
  ["opinions.xlsx", "审核意见表（Excel）"],
  ["opinions.html", "审核意见表（网页，可打印）"],
];

/** What the rules say of the tables that the filters find, as files. */
export function Reports({ search }: { search: Omit<ListSearch, "order"> }) {
  const items = kinds.map(([kind, label]) => ({ key: kind, label: <a href={api.reviewReportAddress(kind, search)} download>{label}</a> }));
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button icon={<DownloadOutlined />}>审核报告</Button>
    </Dropdown>
  );
}
