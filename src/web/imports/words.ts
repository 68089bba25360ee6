import type { ImportedFile } from "../../server/contract.ts";
import { nameOfForm } from "../declarations/words.ts";

export const outcomes: Record<ImportedFile["outcome"], { name: string; color: string }> = {
  imported: { name: "已导入", color: "success" },
  unchanged: { name: "未变化", color: "default" },
  failed: { name: "未导入", color: "error" },
};

/** Which form a file was recognised as. */
export function recognised(file: ImportedFile): string | null {
  if (file.verdict === "none") return "没有绩效目标表";
  return file.form === null ? null : nameOfForm(file.form);
}

/** How many files of a run were imported, unchanged, failed: 已导入 5，未导入 1. */
export function countsOf(files: ImportedFile[]): string {
  const kinds: ImportedFile["outcome"][] = ["imported", "unchanged", "failed"];
  const counts = kinds.map((kind) => [outcomes[kind].name, files.filter(({ outcome }) => outcome === kind).length] as const);
  return counts.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`).join("，");
}

export const declarationsIn = (files: ImportedFile[]): number => files.reduce((sum, file) => sum + file.declarations.length, 0);
