import type { ImportedFile, ImportRun } from "../../server/imports/contract.ts";
import type { FormId } from "../../declaration/schema.ts";

export const outcomes: Record<ImportedFile["outcome"], { name: string; color: string }> = {
  imported: { name: "已导入", color: "success" },
  unchanged: { name: "未变化", color: "default" },
  failed: { name: "未导入", color: "error" },
};

/** Which form a file was recognised as; null where none was. */
export const recognised = ({ form }: ImportedFile, nameOf: (form: FormId) => string): string | null => (form === null ? null : nameOf(form));

/** How many files of a run were imported, unchanged, failed: 已导入 5，未导入 1. */
export function countsOf(files: ImportedFile[], counts?: ImportRun["counts"]): string {
  const kinds: ImportedFile["outcome"][] = ["imported", "unchanged", "failed"];
  const known = kinds.map((kind) => [outcomes[kind].name, counts?.[kind] ?? files.filter(({ outcome }) => outcome === kind).length] as const);
  const waiting = [["等待", counts?.waiting ?? 0] as const];
  return [...known, ...waiting].filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`).join("，");
}

export const states: Record<ImportRun["state"], string> = { done: "已完成", running: "正在导入", paused: "已暂停", cancelled: "已取消", undone: "已撤销" };

/** 每秒 55 个，还要 2 分 40 秒 */
export function paceOf(run: ImportRun | undefined): string {
  if (run?.state === "paused") return "已暂停";
  if (run === undefined || run.filesPerSecond === null || run.remainingSeconds === null) return "";
  const { remainingSeconds: seconds } = run;
  return `每秒 ${run.filesPerSecond} 个，还要 ${seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`}`;
}
