import { calledOffice, kindNames, type OfficeKind } from "../../organisation/office.ts";
import type { ChangeKind } from "../../organisation/plan.ts";
import type { OfficeChange, OfficeHistory } from "../../server/offices/contract.ts";

export const kindColours: Readonly<Record<OfficeKind, string>> = { region: "processing", department: "default", unit: "default" };

export const changeColours: Readonly<Record<ChangeKind, string>> = { new: "success", back: "success", name: "warning", code: "warning", kind: "warning", parent: "warning", region: "default", merged: "error", closed: "error" };

/** What is other, in words: “市卫生局 → 市卫健委；上级 401 市水务局 → 353 市卫健委”. */
export function changeText({ kinds, before, after, into }: OfficeChange, called: (id: string | null) => string): string {
  if (into !== null) return `→ ${calledOffice(into)}`;
  if (before === null || after === null) return "";
  const parts: Record<ChangeKind, string> = {
    new: "",
    back: "",
    merged: "",
    closed: "",
    name: `${before.name} → ${after.name}`,
    code: `编码 ${before.code} → ${after.code}`,
    kind: `${kindNames[before.kind]} → ${kindNames[after.kind]}`,
    parent: `上级 ${called(before.parent)} → ${called(after.parent)}`,
    region: `地区 ${before.region} → ${after.region}`,
  };
  return kinds.map((kind) => parts[kind]).filter((part) => part !== "").join("；");
}

/** From when to when a span holds: “2024 年至 2025 年”, “2026 年起”. */
export function spanText({ from, until }: OfficeHistory["spans"][number]): string {
  if (until === null) return `${from} 年起`;
  return until === from + 1 ? `${from} 年` : `${from} 年至 ${until - 1} 年`;
}
