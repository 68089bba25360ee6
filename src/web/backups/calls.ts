import { queryOptions } from "@tanstack/react-query";
import type { Backup, BackupList, BackupPlan } from "../../server/backups/contract.ts";
import { posted, request } from "../request.ts";

const at = (name: string): string => `/api/backups/${encodeURIComponent(name)}`;

export const calls = {
  make: () => request<BackupList>("/api/backups", { method: "POST" }),
  check: (name: string) => request<Backup>(`${at(name)}/check`, { method: "POST" }),
  remove: (name: string) => request<BackupList>(at(name), { method: "DELETE" }),
  plan: (plan: BackupPlan, version: string) => {
    const { headers, ...sent } = posted(plan);
    return request<BackupList>("/api/backups/plan", { ...sent, method: "PUT", headers: { ...headers, "if-match": `"${version}"` } });
  },
  fileAddress: at,
};

/** Looked at again while one is made. */
export const backupsQuery = queryOptions({
  queryKey: ["backups"],
  queryFn: ({ signal }) => request<BackupList>("/api/backups", { signal }),
  refetchInterval: ({ state }) => (state.data?.making.state === "running" ? 500 : 60_000),
});
